export const stepNames = ['save', 'read', 'change', 'delete', 'close'] as const
export type StepName = (typeof stepNames)[number]
export type StepSet = ReadonlySet<StepName>

const storageKey = 'clearjar.steps'

/** The steps done in this tab, as remembered; anything unreadable counts as none. */
export function readSteps(storage: Pick<Storage, 'getItem'> | null): StepSet {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]')
    return new Set(stepNames.filter((name) => Array.isArray(stored) && stored.includes(name)))
  } catch {
    return new Set()
  }
}

export function writeSteps(storage: Pick<Storage, 'setItem'> | null, steps: StepSet): void {
  try {
    storage?.setItem(storageKey, JSON.stringify([...steps]))
  } catch {
    // Storage is full or blocked: the ticks last until the page is left.
  }
}

/** The first step that is not done yet. */
export function nextStep(steps: StepSet): StepName | null {
  return stepNames.find((name) => !steps.has(name)) ?? null
}
