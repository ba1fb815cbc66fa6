import type { SessionSnapshot } from '@clearjar/browser'
import type { Act, ByteChangeRecord } from '../logic/acts.ts'
import type { Closing } from '../logic/closings.ts'
import type { StepName, StepSet } from '../logic/steps.ts'
import { readSteps, writeSteps } from '../logic/steps.ts'
import type { TabStory } from '../logic/tab-story.ts'
import { untold } from '../logic/tab-story.ts'
import type { Told } from '../logic/told.ts'
import { nothingTold, tell } from '../logic/told.ts'
import type { Draft } from './strings/use-draft.ts'
import type { LiveData } from './use-live.ts'

/** What the stage knows and neither the browser nor the server tells: it stays when a person looks at another screen. */
interface StageState {
  readonly told: Told
  /** The byte that was changed last. */
  readonly record: ByteChangeRecord | null
  /** A session that is gone, and of which it is taken that it never was. */
  readonly forgotten: SessionSnapshot<LiveData> | null
  readonly story: TabStory
  /** The last news of another tab that was told. */
  readonly heard: Closing | null
  /** How many deeds are under way or wait. */
  readonly working: number
  /** The steps that a person has really done in this tab. */
  readonly done: StepSet
  /** What is being typed; null before anything was. */
  readonly draft: Draft | null
  /** Whether the next session is to be kept for its lifetime. */
  readonly keep: boolean
}

export interface StageMemory {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => StageState
  readonly update: (change: Partial<StageState>) => void
  readonly tell: (act: Act) => void
  readonly finish: (step: StepName) => void
}

/** @param storage keeps the steps over a reload; null where it is blocked */
export function createStageMemory(storage: Storage | null): StageMemory {
  const listeners = new Set<() => void>()
  let state: StageState = {
    told: nothingTold,
    record: null,
    forgotten: null,
    story: untold,
    heard: null,
    working: 0,
    done: readSteps(storage),
    draft: null,
    keep: true
  }

  function update(change: Partial<StageState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => state,
    update,
    tell: (act) => update({ told: tell(state.told, act) }),
    finish(step) {
      if (state.done.has(step)) return
      const done = new Set([...state.done, step])
      writeSteps(storage, done)
      update({ done })
    }
  }
}
