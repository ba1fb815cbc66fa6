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

/** Milliseconds for which the other tabs are asked how the page began: one of them may be stopped, and keep the board waiting. */
const patience = 2_500

/** Notes in the page's journal what happened, each thing once, with who did it. */
export function useRecorder(live: Live): void {
  const { journal, board: tabBoard, closings } = live.page
  const board = useTabs(tabBoard)
  const { letGo } = useSyncExternalStore(closings.subscribe, closings.getSnapshot)
  // Before the first request leaves.
  const [recorder] = useState(() => recorderOf(journal))
  const late = useElapsed(patience)
  const ready = board.settled || late

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

function useElapsed(milliseconds: number): boolean {
  const [elapsed, setElapsed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(setElapsed, milliseconds, true)
    return () => clearTimeout(timer)
  }, [milliseconds])
  return elapsed
}
