import type { SessionSnapshot } from '@clearjar/browser'
import type { ReactNode } from 'react'
import { formatTime } from '../../logic/format.ts'
import { messages } from '../../messages/live.ts'
import { Ago } from '../../ui/ago.tsx'
import { RichText } from '../../ui/rich-text.tsx'
import { useLiveScreen } from '../live-context.tsx'
import { cx } from '../../ui/cx.ts'
import pane from '../../ui/pane.module.css'
import styles from './no-cookie.module.css'

const text = messages.cookie

type Gone = Extract<SessionSnapshot<unknown>, { status: 'absent' | 'expired' }>

/** The outline of a cookie where none is: not yet, or not any more. */
export function NoCookie({ snapshot }: { snapshot: Gone }) {
  return (
    <div className={cx(pane.empty, styles.none)}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 2a4 4 0 0 0 4.5 5 4 4 0 0 0 4.5 5A10 10 0 1 1 12 2Z" />
      </svg>
      <Why snapshot={snapshot} />
    </div>
  )
}

function Why({ snapshot }: { snapshot: Gone }) {
  const { state } = useLiveScreen()
  if (state === 'blocked') return <Lines lead={text.blocked[0]} rest={text.blocked[1]} />
  if (snapshot.status === 'expired') return <Lines lead={text.expired(formatTime(snapshot.at))} rest={text.goneNow} />
  if (snapshot.cause === 'never' || snapshot.since === null) return <Lines lead={text.empty[0]} rest={text.empty[1]} />
  const sentence = snapshot.cause === 'deleted-here' ? text.deleted : text.gone
  return <Lines lead={<Ago since={snapshot.since} sentence={sentence} />} rest={text.goneNow} />
}

function Lines({ lead, rest }: { lead: ReactNode; rest: string }) {
  return (
    <>
      <p className={styles.lead}>{lead}</p>
      <p>
        <RichText>{rest}</RichText>
      </p>
    </>
  )
}
