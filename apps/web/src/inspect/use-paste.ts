import { useEffect, useEffectEvent, useMemo, useState } from 'react'
import type { FoundCookie } from './logic/found-cookie.ts'
import { readLink } from './logic/link.ts'
import type { Paste } from './logic/read-paste.ts'
import { readPaste } from './logic/read-paste.ts'
import { recognise } from './logic/recognise.ts'
import type { Recognised } from './logic/recognised.ts'
import { useLatest } from './use-latest.ts'

export interface PasteState {
  readonly text: string
  readonly paste: Paste
  /** Which of the cookies is read; null when there is none. */
  readonly chosen: number | null
  readonly cookie: FoundCookie | null
  /** What the chosen cookie is; the one before while this one is being read. */
  readonly read: Recognised | null
  /** Whether `read` is about `cookie`. */
  readonly current: boolean
  readonly setText: (text: string) => void
  readonly choose: (index: number) => void
}

/** What was pasted, the cookie in it that is read, and what that is. A link's `#c=…` is what was pasted first. */
export function usePaste(): PasteState {
  const [text, setText] = useState(() => readLink(location.hash) ?? '')
  const [choice, setChoice] = useState<number | null>(null)
  const paste = useMemo(() => readPaste(text), [text])
  const chosen = choice !== null && choice < paste.cookies.length ? choice : paste.first
  const cookie = chosen === null ? null : (paste.cookies[chosen] ?? null)
  const latest = useLatest(cookie, recognise)

  function paste_(next: string): void {
    setText(next)
    setChoice(null)
  }

  const follow = useEffectEvent(() => {
    const linked = readLink(location.hash)
    if (linked !== null) paste_(linked)
  })
  useEffect(() => {
    const listener = (): void => follow()
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  }, [])

  return {
    text,
    paste,
    chosen,
    cookie,
    read: latest?.answer ?? null,
    current: latest === null ? cookie === null : latest.question === cookie,
    setText: (next) => {
      paste_(next)
      forgetLink()
    },
    choose: setChoice
  }
}

/** The address must not go on naming a cookie that is no longer on the screen. */
function forgetLink(): void {
  if (readLink(location.hash) !== null) history.replaceState(history.state, '', location.pathname + location.search)
}
