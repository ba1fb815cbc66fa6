import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { pointAt } from '../ui/point-at.ts'
import type { ControlName } from './controls.ts'
import { findControl, focusTarget } from './controls.ts'

/** Draws a frame around the control that is to be used next: on the stage itself, which knows nothing of labs. */
export function useMark(control: ControlName | null): RefObject<HTMLDivElement | null> {
  const stage = useRef<HTMLDivElement>(null)
  // The stage draws its controls anew as things happen, so after each drawing.
  useEffect(() => {
    const wanted = control === null ? null : findControl(control)
    for (const marked of stage.current?.querySelectorAll<HTMLElement>('[data-lab-next]') ?? []) {
      if (marked !== wanted) delete marked.dataset['labNext']
    }
    if (wanted && stage.current?.contains(wanted)) wanted.dataset['labNext'] = ''
  })
  return stage
}

/** Moves the focus to a control, wherever on the stage it is. */
export function showControl(control: ControlName): void {
  const found = findControl(control)
  if (!found) return
  const folded = found.closest('details')
  if (folded && !found.matches('summary')) folded.open = true
  pointAt(focusTarget(found))
  // Of what is taller than the window, the beginning.
  if (found.offsetHeight > innerHeight / 2) found.scrollIntoView?.({ block: 'start' })
}
