import { useState } from 'react'
import type { LabId } from './labs-data.ts'
import { labIds } from './labs-data.ts'

/** How somebody guessed who then did the lab. */
export type Outcome = 'right' | 'wrong' | 'skipped'

export type Progress = Readonly<Partial<Record<LabId, Outcome>>>

const storageKey = 'clearjar.labs'
const outcomes: readonly unknown[] = ['right', 'wrong', 'skipped'] satisfies readonly Outcome[]

/** The labs done in this browser, as remembered; what is unreadable counts as none. */
export function readProgress(storage: Pick<Storage, 'getItem'> | null): Progress {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? '{}')
    const entries = Object.entries(typeof stored === 'object' && stored !== null ? stored : {})
    return Object.fromEntries(
      entries.filter(([id, outcome]) => labIds.some((each) => each === id) && outcomes.includes(outcome))
    )
  } catch {
    return {}
  }
}

export function writeProgress(storage: Pick<Storage, 'setItem'> | null, progress: Progress): void {
  try {
    storage?.setItem(storageKey, JSON.stringify(progress))
  } catch {
    // Storage is full or blocked: what was done lasts until the page is left.
  }
}

/** The lab to suggest after another: the next in the row that is not done; null when all are. */
export function nextLab(progress: Progress, after: LabId | null = null): LabId | null {
  const from = after === null ? 0 : labIds.indexOf(after) + 1
  const row = [...labIds.slice(from), ...labIds.slice(0, from)]
  return row.find((id) => progress[id] === undefined && id !== after) ?? null
}

export interface ProgressBook {
  readonly progress: Progress
  readonly finish: (id: LabId, outcome: Outcome) => void
  readonly forget: () => void
}

export function useProgress(): ProgressBook {
  const [progress, setProgress] = useState(() => readProgress(local()))
  function set(next: Progress): void {
    writeProgress(local(), next)
    setProgress(next)
  }
  return {
    progress,
    // Another tab may have done a lab meanwhile.
    finish: (id, outcome) => set({ ...readProgress(local()), ...progress, [id]: outcome }),
    forget: () => set({})
  }
}

function local(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
