import { Eraser, RotateCw, Server } from 'lucide-react'
import { lazy } from 'react'
import { formatTime } from '../../logic/format.ts'
import { messages } from '../../messages/live.ts'
import { Later } from '../../shell/later.tsx'
import { cx } from '../../ui/cx.ts'
import { ids } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import { Facts } from './facts.tsx'
import { ServerReads } from './server-reads.tsx'
import { ServerSettings } from './server-settings.tsx'
import { ServerVerdict } from './server-verdict.tsx'
import styles from './server-panel.module.css'
import button from '../../ui/button.module.css'

const text = messages.server

const SessionList = lazy(async () => ({ default: (await import('./session-list.tsx')).SessionList }))
const RawExchange = lazy(async () => ({ default: (await import('./raw-exchange.tsx')).RawExchange }))
const Leases = lazy(async () => ({ default: (await import('./leases.tsx')).Leases }))

/** The other side: what the server makes of what it was sent. */
export function ServerPanel() {
  const { deeds, answer, tab } = useLiveScreen()
  return (
    <section id={ids.server} tabIndex={-1} className={styles.server} aria-labelledby="server-title">
      <div className={styles.head}>
        <Server />
        <h2 id="server-title">{text.title}</h2>
        <span className={cx(styles.meta, 'num')}>
          <Checked />
        </span>
      </div>
      <div className={styles.body}>
        <ServerVerdict />
        <ServerReads />
        <Facts />
        <ServerSettings />
        {/* What is there only for some sessions is loaded for them. */}
        <Later>
          {answer?.report.revocable && <SessionList />}
          {tab.status === 'open' && <Leases />}
        </Later>
        <Later place={<div className={styles.place} />}>
          <RawExchange />
        </Later>
        <div className={styles.actions}>
          <button id={ids.ask} type="button" className={button.small} onClick={() => void deeds.ask()}>
            <RotateCw />
            {text.ask}
          </button>
          <button id={ids.clear} type="button" className={button.small} onClick={() => void deeds.clear()}>
            <Eraser />
            {text.clear}
          </button>
        </div>
      </div>
    </section>
  )
}

function Checked() {
  const { answer, wire } = useLiveScreen()
  if (wire.reachable === false) return text.offline
  return answer ? text.checked(formatTime(answer.at / 1000)) : text.notAsked
}
