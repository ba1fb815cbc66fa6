import { useTabs } from '@clearjar/browser/react'
import type { TabSessionSnapshot } from '@clearjar/browser/tab-session'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { Answer } from '../api/session-api.ts'
import { disagrees, isOutOfDate, nextLetGo, shortMark } from '../logic/tab-story.ts'
import type { Page } from './use-live.ts'

/** Milliseconds by which the server's view is asked for after a lease ran out. */
const late = 30

/** The server is told of the tab and asked for the session in two ways: where one has news, the other is asked. */
export function useTabAgreement(
  { tab, board }: Page,
  seen: TabSessionSnapshot,
  answer: Answer | null,
  busy: boolean,
  look: () => Promise<void>
): void {
  const { mark } = useTabs(board)

  // Once for each thing that the tab was told: what stays out of step must not be asked for ever.
  const looked = useRef<TabSessionSnapshot>(null)
  const lookAgain = useEffectEvent(() => void look())
  useEffect(() => {
    if (busy || answer === null || looked.current === seen || !disagrees(seen, answer.report)) return
    looked.current = seen
    lookAgain()
  }, [seen, answer, busy])

  const checkAfter = useEffectEvent(({ report }: Answer) => {
    if (isOutOfDate(seen, report)) void tab.check()
  })
  useEffect(() => {
    if (answer !== null) checkAfter(answer)
  }, [answer])

  // A tab that began as a copy has found a mark of its own.
  const tellMark = useEffectEvent((own: string) => {
    if (seen.status === 'open' && seen.mark !== own) void tab.check()
  })
  useEffect(() => tellMark(shortMark(mark)), [mark])

  useEffect(() => {
    const end = nextLetGo(seen)
    if (end === null || document.visibilityState === 'hidden') return
    const timer = setTimeout(() => void tab.check(), Math.max(0, end * 1000 - Date.now()) + late)
    return () => clearTimeout(timer)
  }, [seen, tab])
}
