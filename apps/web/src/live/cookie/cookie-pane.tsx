import { lazy, useEffect, useRef, useState } from 'react'
import { messages } from '../../messages/live.ts'
import { Later } from '../../shell/later.tsx'
import { cx } from '../../ui/cx.ts'
import { ids } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import { rescueFocusFromCookie } from '../point-at-narrator.ts'
import { CookieActions } from './cookie-actions.tsx'
import { CookieParts } from './cookie-parts.tsx'
import { Copies } from './copies.tsx'
import styles from './cookie-pane.module.css'
import { Fuse } from './fuse.tsx'
import { NoCookie } from './no-cookie.tsx'
import { RawCookie } from './raw-cookie.tsx'
import pane from '../../ui/pane.module.css'

const text = messages.cookie

const BytePicker = lazy(async () => ({ default: (await import('./byte-picker.tsx')).BytePicker }))
const Attributes = lazy(async () => ({ default: (await import('./attributes.tsx')).Attributes }))
const SeenAndSent = lazy(async () => ({ default: (await import('./seen-and-sent.tsx')).SeenAndSent }))

/** The cookie as JavaScript sees it. */
export function CookiePane() {
  const { snapshot } = useLiveScreen()
  const isGone = snapshot.status === 'absent' || snapshot.status === 'expired'
  const focusInside = useFocusRescue(isGone)
  return (
    <section id={ids.cookie} tabIndex={-1} className={pane.pane} aria-labelledby="cookie-title" {...focusInside}>
      <div className={pane.head}>
        <h2 id="cookie-title">{text.title}</h2>
        <span className={`${pane.meta} num`}>
          <Meta />
        </span>
      </div>
      {isGone ? <NoCookie snapshot={snapshot} /> : <Cookie />}
      <Copies />
    </section>
  )
}

/** A control that leaves the page takes the focus with it, without a `blur` that React would hear. */
function useFocusRescue(gone: boolean): { readonly onFocus: () => void; readonly onBlur: () => void } {
  const inside = useRef(false)
  useEffect(() => {
    if (!gone || !inside.current) return
    inside.current = false
    rescueFocusFromCookie()
  }, [gone])
  return {
    onFocus: () => {
      inside.current = true
    },
    onBlur: () => {
      inside.current = false
    }
  }
}

const place = <div className={styles.place} />

function Cookie() {
  const { state, snapshot, answer, change } = useLiveScreen()
  const [choice, pick] = useState<number | null>(null)
  // One byte at a time; and a cookie that is another by now may be shorter.
  const length = 'parts' in snapshot && change === null ? snapshot.cookie.length : 0
  const picked = choice === null || length === 0 ? null : Math.min(choice, length - 1)
  return (
    <div className={styles.cookie}>
      {/* What was ended has no time left, whatever its dates say. */}
      {state !== 'ended' && <Fuse />}
      <RawCookie picked={picked} />
      {answer && answer.report.cookie.visibility !== 'readable' && (
        <Later place={<div className={styles.sight} />}>
          <SeenAndSent />
        </Later>
      )}
      <CookieParts />
      {!(snapshot.status === 'hidden' && answer?.report.mode === 'server') && (
        <p className={styles.note}>{text.notEncrypted}</p>
      )}
      <CookieActions picked={picked} pick={() => pick(picked === null ? Math.floor(length / 2) : null)} />
      <Later missing={<p className={styles.note}>{messages.missingPart}</p>}>
        {picked !== null && <BytePicker at={picked} pick={pick} />}
      </Later>
      <Later place={place}>{answer ? <Attributes /> : place}</Later>
    </div>
  )
}

function Meta() {
  const { snapshot, answer } = useLiveScreen()
  const cookie = answer?.report.cookie
  if (snapshot.status === 'hidden') {
    if (cookie?.visibility !== 'hidden') return text.hiddenMeta
    return text.httpOnlyMeta(cookie.bytes, cookie.sameSite, cookie.path)
  }
  if (snapshot.status !== 'present' && snapshot.status !== 'unreadable') return text.none
  const limit = cookie?.limit ?? 4096
  return (
    <>
      {text.meta(snapshot.bytes, limit, cookie?.sameSite ?? null, cookie?.path ?? null)}
      <span className={cx(styles.meter, snapshot.bytes >= limit * 0.9 && styles.full)} aria-hidden="true">
        <i style={{ width: `${Math.min(100, (snapshot.bytes / limit) * 100)}%` }} />
      </span>
      {snapshot.bytes >= limit * 0.9 && <span className={styles.warning}>{text.nearlyFull}</span>}
    </>
  )
}
