import type { IncomingMessage } from 'node:http'

import { isHttps } from './is-https.ts'
import { readWithoutTabs } from './load-session.ts'
import type { RequestSession } from './request-session.ts'
import { endSession } from './server-acts.ts'
import { createId, isBound } from './session-meta.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import { applyMessage, isMoved, lifeOf, type TabMessage, type TabOutcome, type TabRules } from './tab-leases.ts'
import { LONGEST_MESSAGE, parseTabMessage } from './tab-message.ts'
import type { TabPolicy } from './tab-options.ts'
import { leasesOf, parseTabRecord, type TabLease, tabRecordTtl, tabsKey } from './tab-record.ts'

/** What a page hears of its tab. Durations are in seconds, `now` in UNIX seconds with a fraction. */
type TabAnswer =
  | {
      readonly status: 'open'
      readonly scope: 'last-tab' | 'tab'
      readonly tab: string
      readonly grace: number
      readonly lease: number
      readonly away: number
      readonly now: number
      readonly leases: readonly TabLease[]
    }
  | { readonly status: 'taken' | 'asleep' | 'closed' | 'unbound' | 'absent' }

/** Whether a request is a message of a tab. */
export function isTabRequest(
  { path }: TabPolicy,
  request: IncomingMessage & { readonly originalUrl?: string }
): boolean {
  if (request.method !== 'POST') return false
  const { originalUrl = request.url ?? '' } = request
  return originalUrl === path || originalUrl.startsWith(`${path}?`)
}

/** Answers a message of a tab, at the cost of one write at most. What fails goes to `next`. */
export async function answerTab(state: RequestSession): Promise<void> {
  const { policy, request, response, next } = state
  const tabs = policy.tabs!
  try {
    const refusal = tabs.guard(request)
    if (refusal !== null) throw refusal
    const message = parseTabMessage(await bodyOf(request))
    if (message === null) throw notAMessage()
    send(state, await answerMessage(state, tabs, message))
  } catch (error) {
    if (error instanceof SessionMiddlewareError && error.status === 429) response.setHeader('Retry-After', '10')
    next(error)
  }
}

async function answerMessage(state: RequestSession, tabs: TabPolicy, message: TabMessage): Promise<TabAnswer> {
  const reading = await readWithoutTabs(state)
  const { received, meta, cameAs: id } = reading
  if (received.status === 'absent' || received.status === 'refused') return { status: 'absent' }
  if (!isBound(meta) || id === null) return { status: 'unbound' }
  if (!tabs.counts(id)) throw tooMany()
  const rules = { ...tabs, scope: meta.scope }
  const outcome = await exchange(state, rules, id, message)
  // The page has the cookie of where it goes on by the time it asks again.
  if (outcome !== null && isMoved(outcome.record)) return { status: 'asleep' }
  if (outcome === null || lifeOf(outcome.record, tabs.clock(), tabs) === 'over') await end(state, id)
  if (outcome === null) return { status: 'closed' }
  if (outcome.status === 'full') throw tooMany()
  if (outcome.status !== 'open') return { status: outcome.status }
  const { record, tab } = outcome
  const now = tabs.clock()
  return {
    status: 'open',
    scope: meta.scope,
    tab,
    grace: tabs.grace / 1000,
    lease: tabs.lease / 1000,
    away: tabs.away / 1000,
    now: now / 1000,
    leases: leasesOf(record, tab, now, tabs)
  }
}

/** Compare and set: of messages that come at once, each counts. Null for a session that has no tabs any more. */
async function exchange(
  { policy }: RequestSession,
  rules: TabRules & Pick<TabPolicy, 'clock'>,
  id: string,
  message: TabMessage
): Promise<TabOutcome | null> {
  let outcome: TabOutcome | null = null
  await policy.store!.change(tabsKey(id), (text) => {
    const record = parseTabRecord(text)
    const now = rules.clock()
    outcome = record === null ? null : applyMessage(record, message, rules, now, createId)
    if (outcome === null || outcome.record === record) return null
    return { text: JSON.stringify(outcome.record), ttl: tabRecordTtl(outcome.record, now, rules) }
  })
  return outcome
}

/** The last tab has gone: nothing is left of the session, here and in the browser. */
async function end({ policy, request, response }: RequestSession, id: string): Promise<void> {
  await endSession(policy, id)
  const { cookie } = policy
  const secure = cookie.secure === 'auto' ? isHttps(request) : cookie.secure
  response.appendHeader('Set-Cookie', cookie.delete(secure))
}

/** @throws SessionMiddlewareError `invalid-tab-message` for one that is too long */
async function bodyOf(request: IncomingMessage & { readonly body?: unknown }): Promise<unknown> {
  // A parser that runs before this may have read it; one that had no use for its type may have left `{}`.
  if (request.readableDidRead) return Buffer.isBuffer(request.body) ? request.body.toString() : request.body
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > LONGEST_MESSAGE) throw notAMessage()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function send({ response }: RequestSession, answer: TabAnswer): void {
  const text = JSON.stringify(answer)
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.setHeader('Cache-Control', 'no-store')
  response.end(text)
}

function notAMessage(): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'invalid-tab-message',
    'This is where pages report their tabs, with createTabSession() of @clearjar/browser/tab-session. What came is no ' +
      'such report. Give tabs.path an address that nothing else has.'
  )
}

function tooMany(): SessionMiddlewareError {
  return new SessionMiddlewareError(
    'too-many-tab-messages',
    'One session reports more tabs, or reports more often, than pages do that are well. Make one createTabSession() per page.'
  )
}
