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

/** The text the browser sends, in its three parts. */
export function RawCookie() {
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
        {snapshot.status === 'reading' ? snapshot.cookie : <Parts {...snapshot.parts} />}
      </figure>
      <button type="button" className={cx(button.icon, styles.copy)} aria-label={text.copy} onClick={() => void copy()}>
        <Copy />
      </button>
    </div>
  )
}

function Parts({ payload, timestamp, signature }: { payload: string; timestamp: string; signature: string }) {
  const { change } = useLiveScreen()
  const mark = useMarkInSight(change?.changed)
  return (
    <>
      <span className={styles.payload}>
        {change ? (
          <>
            {payload.slice(0, change.start)}
            <mark ref={mark}>{payload.slice(change.start, change.end)}</mark>
            {payload.slice(change.end)}
          </>
        ) : (
          payload
        )}
      </span>
      <span className={styles.faint}>.</span>
      <span className={styles.timestamp}>{timestamp}</span>
      {signature !== '' && <span className={styles.faint}>.</span>}
      <span className={styles.signature}>{signature}</span>
    </>
  )
}

/** Scrolls the box alone: the page stays where the person looks. */
function useMarkInSight(changed: string | undefined): RefObject<HTMLElement | null> {
  const mark = useRef<HTMLElement>(null)
  useEffect(() => {
    const box = mark.current?.closest('figure')
    if (!changed || !mark.current || !box) return
    const from = mark.current.getBoundingClientRect().top - box.getBoundingClientRect().top
    box.scrollTop += from - box.clientHeight / 2
  }, [changed])
  return mark
}
