import { ChevronRight, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Exchange } from '../../api/exchange.ts'
import { shorten } from '../../logic/format.ts'
import { liveLaterMessages as messages } from '../../messages/live-later.ts'
import { copyText } from '../copy-text.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './raw-exchange.module.css'
import button from '../../ui/button.module.css'

const text = messages.exchange

/** The last request and its answer, as they were. Cookies are cut short: a whole one on the screen is a working copy. */
export function RawExchange() {
  const [isRoomy] = useState(hasRoom)
  const { wire } = useLiveScreen()
  return (
    <details className={styles.raw} open={isRoomy}>
      <summary>
        <ChevronRight />
        {text.title}
      </summary>
      {wire.last ? <Both exchange={wire.last} /> : <p>{text.noRequest}</p>}
    </details>
  )
}

/** Beside the browser's panes there is room for it; below them it would be in the way. */
function hasRoom(): boolean {
  return globalThis.matchMedia?.('(min-width: 1181px)').matches ?? false
}

function Both({ exchange }: { exchange: Exchange }) {
  const { method, path, body, outcome } = exchange
  const { deeds } = useLiveScreen()
  const box = useRef<HTMLPreElement>(null)

  async function copy(): Promise<void> {
    const isCopied = await copyText(box.current?.textContent ?? '', box.current)
    deeds.tell({ kind: isCopied ? 'exchange-copied' : 'copy-failed' })
  }

  return (
    <>
      <pre ref={box}>
        <b>
          {method} {path}
        </b>
        {`\n${cookieSent(exchange)}${body === null ? '' : `\n\n${body}`}\n\n`}
        {outcome.status === 'answered' ? (
          <Answered outcome={outcome} name={exchange.cookieName} />
        ) : (
          text[waiting[outcome.status]]
        )}
      </pre>
      <button type="button" className={button.small} onClick={() => void copy()}>
        <Copy />
        {text.copy}
      </button>
    </>
  )
}

/** The headers that matter to a session; the rest is about the connection. */
const shown = new Set(['cache-control', 'content-type', 'vary'])

const waiting = { pending: 'waiting', failed: 'noResponse' } as const

/** The server's word on whether a cookie came, where it gave one. */
function cookieSent({ outcome, cookieName, cookieBefore }: Exchange): string {
  const report = outcome.status === 'answered' ? outcome.report : null
  const sent = report ? report.wire.received.cookie : cookieBefore !== null
  return `cookie: ${sent ? `${cookieName}=${cookieBefore === null ? '…' : shorten(cookieBefore)}` : text.none}`
}

function Answered({ outcome, name }: { outcome: Extract<Exchange['outcome'], { status: 'answered' }>; name: string }) {
  const { report, cookieAfter } = outcome
  const { action, attributes } = report?.wire.sent ?? { action: 'none', attributes: null }
  const value = action === 'delete' ? '' : cookieAfter === null ? '…' : shorten(cookieAfter)
  const setCookie = action === 'none' ? [] : [`set-cookie: ${name}=${value}${attributes ? `; ${attributes}` : ''}`]
  return (
    <>
      <b>{outcome.http}</b>
      {` · ${outcome.milliseconds} ms\n`}
      {[
        ...setCookie,
        ...outcome.headers.filter(([header]) => shown.has(header)).map(([header, content]) => `${header}: ${content}`)
      ].join('\n')}
    </>
  )
}
