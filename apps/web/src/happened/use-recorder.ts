import { useTabs } from '@clearjar/browser/react'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Live } from '../live/use-live.ts'
import { beginStory, follow } from './follow.ts'
import type { Frame, Journal } from './journal.ts'
import { cookieNow, describeOpening, leave, navigationType, takeLeft, tidy } from './opening.ts'

/** Knows how its page began and how far the story was told; outlives the screens. */
interface Recorder {
  readonly record: (now: Frame) => void
}

const recorders = new WeakMap<Journal, Recorder>()

/** Milliseconds after which a tab whose storage was copied has found that out. */
const copyTime = 400

/** Notes in the page's journal what happened, each thing once, with who did it. */
export function useRecorder(live: Live): void {
  const { journal, board: tabBoard, closings } = live.page
  const board = useTabs(tabBoard)
  const { letGo } = useSyncExternalStore(closings.subscribe, closings.getSnapshot)
  // Before the first request leaves.
  const [recorder] = useState(() => recorderOf(journal))
  const ready = useReady(!journal.kept || navigationType() === 'reload')

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

function useReady(atOnce: boolean): boolean {
  const [ready, setReady] = useState(atOnce)
  useEffect(() => {
    const timer = setTimeout(setReady, copyTime, true)
    return () => clearTimeout(timer)
  }, [])
  return ready
}
