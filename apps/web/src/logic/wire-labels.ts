import type { Exchange } from '../api/exchange.ts'
import { messages } from '../messages/live.ts'

export interface WireLabels {
  readonly out: readonly [label: string, note: string]
  readonly back: readonly [label: string, note: string]
  readonly tone: 'plain' | 'refused' | 'off'
}

const text = messages.wire

/** What went over the wire, told by the report of that very request. */
export function wireLabels(exchange: Exchange | null, changedByte: boolean): WireLabels {
  if (exchange === null) return { out: ['—', ''], back: ['—', ''], tone: 'plain' }
  const request = `${exchange.method} ${exchange.path}`
  const { outcome } = exchange
  if (outcome.status === 'failed') return { out: [text.noAnswer, request], back: ['—', ''], tone: 'off' }
  if (outcome.status === 'pending') return { out: [text.asking, request], back: ['…', ''], tone: 'plain' }
  const { http, report } = outcome
  if (report === null) return { out: [text.sent, request], back: [statusOf(http), text.changedNothing], tone: 'plain' }

  const refused = report.status === 'refused'
  const cookieNote = report.mode === 'server' && report.wire.received.cookie ? text.onlyId : request
  const note = refused && changedByte ? text.oneByteChanged : cookieNote
  const out = [report.wire.received.cookie ? text.cookie : text.noCookie, note] as const
  return { out, back: answer(exchange, outcome), tone: refused ? 'refused' : 'plain' }
}

const setCookie = { readable: text.setCookie, split: text.setTwo, hidden: text.setHidden } as const

function answer(
  { method }: Exchange,
  { http, report }: Extract<Exchange['outcome'], { status: 'answered' }>
): WireLabels['back'] {
  const status = statusOf(http)
  if (report?.wire.sent.action === 'set')
    return [setCookie[report.cookie.visibility], method === 'GET' ? text.signedAgain : text.newlySigned]
  if (report?.wire.sent.action === 'delete') return [text.setCookie, text.alreadyExpired]
  if (report?.status === 'refused') return [`${status} · {}`, text.cookieIgnored]
  return report?.status === 'present' ? [status, text.cookieUnchanged] : [`${status} · ${text.noSession}`, '']
}

function statusOf(http: string): string {
  return http.split(' ')[0] ?? http
}
