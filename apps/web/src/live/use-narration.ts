import { useEffect, useState } from 'react'
import type { Narration } from '../logic/narrate.ts'
import { narrate, spokenMark } from '../logic/narrate.ts'
import { useLiveScreen } from './live-context.tsx'

/** What the narrator says. While the server is asked, the line before stays for 200 ms: most answers are there by then. */
export function useNarration(): Narration {
  const live = useLiveScreen()
  const { state, snapshot, wire } = live
  const line = narrate({
    state,
    act: live.act,
    holdsCookie: 'cookie' in snapshot,
    canPutBack: live.change !== null,
    deletedHere: snapshot.status === 'absent' && snapshot.cause === 'deleted-here',
    cleared: live.cleared,
    ending: live.ending,
    lostHere: live.lost,
    browserDrops: live.clocks?.browser !== null,
    onServer: live.answer?.report.mode === 'server',
    visibility: live.answer?.report.cookie.visibility ?? 'readable',
    revocable: live.answer?.report.revocable ?? false,
    hasCopy: live.copies.length > 0,
    spokenLeft: spokenMark(live.left ?? 60),
    lifetime: live.answer?.report.clocks.lifetime ?? 0,
    recovered: wire.recovered,
    failing: wire.failing
  })
  const waiting = state === 'checking'
  const late = useLate(waiting)
  const [kept, keep] = useState(line)
  if (!waiting && !isSame(kept, line)) keep(line)
  return waiting && !late ? kept : line
}

function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setLate(true), 200)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [waiting])
  return late
}

function isSame(a: Narration, b: Narration): boolean {
  return a.lead === b.lead && a.rest === b.rest && a.action === b.action && a.tone === b.tone && a.icon === b.icon
}
