import { useTabs } from '@clearjar/browser/react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { recipes, resetStage } from '../live/recipes.ts'
import type { Live } from '../live/use-live.ts'
import type { Lab, LabStep } from './labs-data.ts'
import type { Moment } from './moment.ts'
import { momentOf } from './moment.ts'
import type { ProgressBook } from './progress.ts'
import type { Phase, Run } from './run.ts'
import { isOver, newRun, outcomeOf, readRun, writeRun } from './run.ts'

/** The stage at the start of the lab, under `start`, and when each of its steps was done. */
export type Seen = Readonly<Partial<Record<string, Moment>>>

export interface LabRun {
  readonly lab: Lab
  readonly run: Run
  readonly now: Moment
  readonly seen: Seen
  /** What is to be done; null before the stage is set, and after the last step. */
  readonly step: LabStep | null
  readonly over: boolean
  readonly setting: 'idle' | 'under-way' | 'failed'
  readonly guess: (choice: string) => void
  readonly go: (phase: Phase) => void
  /** Sets the stage, and begins with the first step. */
  readonly start: () => Promise<void>
  /** Ends what the lab left: no session, and the settings of a new visitor. */
  readonly clean: () => Promise<void>
}

/** Follows one lab on the stage: a step is done when the stage says that it happened. */
export function useLab(lab: Lab, live: Live, book: ProgressBook, skipsGuess: boolean): LabRun {
  const [run, setRun] = useState<Run>(
    () => readRun(storage(), lab) ?? (skipsGuess ? { ...newRun, phase: 'do' } : newRun)
  )
  const [seen, setSeen] = useState<Seen>({})
  const [setting, setSetting] = useState<LabRun['setting']>('idle')
  const before = useRef<Moment | null>(null)
  const latest = useLatest(live)
  const isHere = useIsHere()
  // Tabs come and go without a word to the rest of the stage.
  useTabs(live.page.board)
  const now = momentOf(live)
  const over = isOver(run, lab)
  const step = run.step === null ? null : (lab.steps[run.step] ?? null)
  const watching = step !== null && setting === 'idle' && !live.busy && live.state !== 'checking'

  function change(next: Run): void {
    writeRun(storage(), lab, next)
    setRun(next)
  }

  const watch = useEffectEvent((moment: Moment) => {
    if (!watching) return
    if (before.current === null) {
      before.current = moment
      setSeen((all) => ({ ...all, start: moment }))
    }
    if (!step.isDone(moment, before.current)) return
    before.current = moment
    const next = { ...run, step: (run.step ?? 0) + 1 }
    setSeen((all) => ({ ...all, [step.id]: moment }))
    change(next)
    if (isOver(next, lab)) book.finish(lab.id, outcomeOf(next, lab))
  })
  useEffect(() => watch(now), [now])

  async function start(): Promise<void> {
    if (setting === 'under-way') return
    setSetting('under-way')
    before.current = null
    setSeen({})
    change({ ...run, phase: 'do', step: null })
    await recipes[lab.start.recipe](latest)
    if (!isHere()) return
    if (lab.start.settings) await latest().deeds.set(lab.start.settings)
    const { reachable, failing } = latest().wire
    if (reachable === false || failing) return setSetting('failed')
    change({ ...run, phase: 'do', step: 0 })
    setSetting('idle')
  }

  async function clean(): Promise<void> {
    if (setting === 'under-way') return
    setSetting('under-way')
    await resetStage(latest)
    change({ ...run, step: null })
    setSetting('idle')
  }

  return {
    lab,
    run,
    now,
    seen,
    step,
    over,
    setting,
    guess: (choice) => change({ ...run, guess: choice }),
    go: (phase) => change({ ...run, phase }),
    start,
    clean
  }
}

/** What is so when it is asked, not when it was drawn. */
function useLatest(live: Live): () => Live {
  const ref = useRef(live)
  useEffect(() => {
    ref.current = live
  })
  return () => ref.current
}

/** Whether the lab is still on the screen: a person who has left it is not to be followed. */
function useIsHere(): () => boolean {
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  return () => here.current
}

function storage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
