import { useTabs } from '@clearjar/browser/react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Live } from '../live/use-live.ts'
import { follow } from './follow.ts'
import type { Frame, Journal } from './journal.ts'
import { cookieNow, describeOpening, leave, navigationType, takeLeft, tidy } from './opening.ts'
import { beginStory } from './story.ts'

/** Knows how its page began and how far the story was told; outlives the screens. */
interface Recorder {
  readonly record: (now: Frame) => void
}

const recorders = new WeakMap<Journal, Recorder>()

/**
 * Milliseconds after which a tab whose storage was copied has found that out, also where it shares a busy thread with the
 * other one, and after which it waits for that other tab no more.
 */
const patience = { copied: 1_200, other: 2_500 } as const

/** Notes in the page's journal what happened, each thing once, with who did it. */
export function useRecorder(live: Live): void {
  const { journal, board: tabBoard, closings } = live.page
  const board = useTabs(tabBoard)
  const { letGo } = useSyncExternalStore(closings.subscribe, closings.getSnapshot)
  // Before the first request leaves.
  const [recorder] = useState(() => recorderOf(journal))
  const waited = useWaited()
  const atOnce = !journal.kept || navigationType() === 'reload'
  const alone = board.copied && board.tabs.length === 1
  const ready = atOnce || waited === 'other' || (waited === 'copied' && !alone)

  useEffect(() => {
    if (ready) recorder.record({ live, board, letGo })
  }, [live, board, letGo, recorder, ready])

  const goes = useEffectEvent(() => leave(cookieNow(live)))
  useEffect(() => {
    const hide = (): void => goes()
    addEventListener('pagehide', hide)
    addEventListener('pageshow', tidy)
    return () => {
      removeEventListener('pagehide', hide)
      removeEventListener('pageshow', tidy)
    }
  }, [])
}

function recorderOf(journal: Journal): Recorder {
  const recorder = recorders.get(journal) ?? createRecorder(journal)
  recorders.set(journal, recorder)
  return recorder
}

function createRecorder({ kept, nextLetter, note, getSnapshot }: Journal): Recorder {
  const left = takeLeft()
  let story = beginStory(getSnapshot().own)
  return {
    record(now) {
      const { live, board } = now
      const others = board.tabs.some(({ self, state }) => !self && state === 'open')
      const opening = describeOpening({ kept, copied: board.copied, others, left, navigation: navigationType() })
      const told = follow(story, { live, board, opening, nextLetter })
      story = told.story
      if (told.notes.some(({ kind, what }) => kind === 'tab' && what === 'closed')) tidy()
      for (const each of told.notes) note(each, now)
    }
  }
}

function useWaited(): keyof typeof patience | null {
  const [waited, setWaited] = useState<keyof typeof patience | null>(null)
  useEffect(() => {
    const timers = (['copied', 'other'] as const).map((what) => setTimeout(setWaited, patience[what], what))
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }, [])
  return waited
}
