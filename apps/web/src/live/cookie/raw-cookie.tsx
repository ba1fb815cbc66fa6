import { Copy } from 'lucide-react'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { messages } from '../../messages/live.ts'
import { cx } from '../../ui/cx.ts'
import { ids } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './raw-cookie.module.css'
import { useCopyCookie } from './use-copy-cookie.ts'
import button from '../../ui/button.module.css'

const text = messages.cookie
/** Letters that fill the box of a narrow screen. */
const scrollsFrom = 200

/** The text the browser sends, in its three parts. @param picked the character that is about to be changed */
export function RawCookie({ picked }: { picked: number | null }) {
  const live = useLiveScreen()
  const copy = useCopyCookie(live)
  const { snapshot, page } = live
  if (snapshot.status === 'hidden') return <p className={cx(styles.raw, styles.faint)}>{text.hiddenValue}</p>
  if (!('cookie' in snapshot)) return null
  // Only a box that scrolls needs to be reached with the keyboard.
  const scrolls = snapshot.cookie.length > scrollsFrom ? { tabIndex: 0 } : {}
  return (
    <div className={styles.box}>
      <figure id={ids.rawCookie} className={styles.raw} aria-label={text.raw} {...scrolls}>
        <span className={styles.faint}>{page.client.name}=</span>
        {snapshot.status === 'reading' ? snapshot.cookie : <Parts parts={snapshot.parts} picked={picked} />}
      </figure>
      <button type="button" className={cx(button.icon, styles.copy)} aria-label={text.copy} onClick={() => void copy()}>
        <Copy />
      </button>
    </div>
  )
}

interface PartsProps {
  readonly parts: { readonly payload: string; readonly timestamp: string; readonly signature: string }
  readonly picked: number | null
}

function Parts({ parts: { payload, timestamp, signature }, picked }: PartsProps) {
  const { change } = useLiveScreen()
  const mark = useMarkInSight(change?.changed ?? picked)
  const { start, end } = change ?? (picked === null ? nowhere : { start: picked, end: picked + 1 })
  const segments = [
    ['payload', styles.payload, payload],
    ['dot', styles.faint, (timestamp || signature) && '.'],
    ['timestamp', styles.timestamp, timestamp],
    ['last dot', styles.faint, signature && '.'],
    ['signature', styles.signature, signature]
  ]
  let from = 0
  return segments.map(([name, className, part = '']) => {
    const at = start - from
    const has = at >= 0 && at < part.length
    const to = end - from
    from += part.length
    return (
      <span key={name} className={className}>
        {has ? part.slice(0, at) : part}
        {has && (
          <mark ref={mark} className={change ? undefined : styles.picked}>
            {part.slice(at, to)}
          </mark>
        )}
        {has && part.slice(to)}
      </span>
    )
  })
}

const nowhere = { start: -1, end: -1 }

/** Scrolls the box alone: the page stays where the person looks. */
function useMarkInSight(changed: string | number | null): RefObject<HTMLElement | null> {
  const mark = useRef<HTMLElement>(null)
  useEffect(() => {
    const box = mark.current?.closest('figure')
    if (changed === null || !mark.current || !box) return
    const from = mark.current.getBoundingClientRect().top - box.getBoundingClientRect().top
    box.scrollTop += from - box.clientHeight / 2
  }, [changed])
  return mark
}
