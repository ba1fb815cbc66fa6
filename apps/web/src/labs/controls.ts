import { narratorId } from '../live/point-at-narrator.ts'
import { ids } from '../ui/point-at.ts'

/** Where on the stage the controls are that the labs speak of. */
const selectors = {
  save: `#${ids.save}`,
  ask: `#${ids.ask}`,
  change: `#${ids.change}`,
  delete: `#${ids.delete}`,
  newTab: `#${ids.newTab}`,
  cookie: `#${ids.cookie}`,
  keepCopy: `#${ids.keepCopy}`,
  sendCopy: `#${ids.copies} li button`,
  revoke: `#${narratorId} button`,
  endsWith: `#${ids.endsWith}`,
  visibility: `#${ids.visibility}`,
  clear: `#${ids.clear}`,
  keepFor: `#${ids.keepFor}`,
  mode: `#${ids.mode}`,
  key: `#${ids.key}`
} as const

export type ControlName = keyof typeof selectors

export const controlNames = Object.keys(selectors) as readonly ControlName[]

/** The control itself, or the group that it is in; null while the stage shows none. */
export function findControl(name: ControlName): HTMLElement | null {
  return document.querySelector<HTMLElement>(selectors[name])
}

/** What in it takes the focus: of radio buttons the one that is chosen, as the keyboard would. */
export function focusTarget(control: HTMLElement): HTMLElement {
  if (control.matches('button, a, input, select, summary, [tabindex]')) return control
  return (
    control.querySelector<HTMLElement>('input:checked') ??
    control.querySelector<HTMLElement>('button, a, input, select, [tabindex]') ??
    control
  )
}
