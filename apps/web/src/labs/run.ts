import type { Lab } from './labs-data.ts'
import type { Outcome } from './progress.ts'

export const phases = ['guess', 'do', 'see', 'why'] as const

export type Phase = (typeof phases)[number]

/** How far somebody is in one lab. */
export interface Run {
  readonly phase: Phase
  readonly guess: string | null
  /** How many steps are done; null before the stage is set. */
  readonly step: number | null
}

const storageKey = 'clearjar.lab'

export const newRun: Run = { phase: 'guess', guess: null, step: null }

/** The lab under way in this tab: a reload, or a tab that is opened again, goes on where it was. */
export function readRun(storage: Pick<Storage, 'getItem'> | null, lab: Lab): Run | null {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? 'null')
    if (typeof stored !== 'object' || stored === null || !('id' in stored) || stored.id !== lab.id) return null
    return parseRun({ ...stored }, lab)
  } catch {
    return null
  }
}

function parseRun({ phase, guess, step }: Record<string, unknown>, lab: Lab): Run | null {
  const at = phases.find((each) => each === phase)
  const isStep = step === null || (Number.isInteger(step) && Number(step) >= 0 && Number(step) <= lab.steps.length)
  if (at === undefined || !isStep) return null
  return {
    phase: at,
    guess: lab.choices.find((each) => each === guess) ?? null,
    step: step === null ? null : Number(step)
  }
}

export function writeRun(storage: Pick<Storage, 'setItem'> | null, lab: Lab, run: Run): void {
  try {
    storage?.setItem(storageKey, JSON.stringify({ id: lab.id, ...run }))
  } catch {
    // Storage is full or blocked: the lab lasts until the page is left.
  }
}

export function isOver({ step }: Run, { steps }: Lab): boolean {
  return step === steps.length
}

export function outcomeOf({ guess }: Run, { right }: Lab): Outcome {
  if (guess === null) return 'skipped'
  return guess === right ? 'right' : 'wrong'
}
