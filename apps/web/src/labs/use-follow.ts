import { useEffect, useRef } from 'react'
import { narratorId } from '../live/point-at-narrator.ts'
import { ids, pointAt } from '../ui/point-at.ts'
import { findControl } from './controls.ts'
import type { LabStep } from './labs-data.ts'
import type { LabRun } from './use-lab.ts'
import { showControl } from './use-mark.ts'

/** The button that leads on when the last step is done. */
export const seeId = 'lab-see'

/** Takes the focus to the next step: at the start, and where the control of the step before has left with what it did. */
export function useFollow({ lab, run: { step } }: LabRun): void {
  const shown = useRef(step)
  useEffect(() => {
    const before = shown.current
    shown.current = step
    if (step === before || step === null) return
    const used = before === null ? undefined : lab.steps[before]
    const next = lab.steps[step]
    // After the stage has rescued the focus to one of its own places.
    const frame = requestAnimationFrame(() => {
      if (used === undefined || isFocusLost(used)) lead(next)
    })
    return () => cancelAnimationFrame(frame)
  }, [lab, step])
}

/** Whether the control that was used has left, and nobody has put the focus elsewhere meanwhile. */
function isFocusLost({ control }: LabStep): boolean {
  const active = document.activeElement ?? document.body
  if (active.id === narratorId) return true
  const isGone = control !== null && findControl(control) === null
  return isGone && (active === document.body || active.id === ids.save)
}

/** @param next undefined after the last step; what the browser has to do has no control on the stage */
function lead(next: LabStep | undefined): void {
  if (next === undefined) pointAt(seeId)
  else if (next.control !== null) showControl(next.control)
}
