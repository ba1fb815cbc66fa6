import type { SessionClient } from '@clearjar/browser'
import { ApiError } from './api-error.ts'
import type { Line, Reply } from './exchange.ts'
import type { ListedSession, SessionReport, SettingsPatch } from './report.ts'
import { listedSession, problem, sessionReport } from './report.ts'
import * as v from 'valibot'

export type TabScope = SessionReport['tabs']['scope']

/** RFC 7396 merge patch over what a person may change. */
export interface SessionPatch {
  /** JSON as it travels; null takes a value away. */
  readonly data?: Readonly<Record<string, unknown>>
  readonly permanent?: boolean
}

/** A report, and what this page knew at the moment it came. */
export interface Answer {
  readonly report: SessionReport
  readonly method: 'GET' | 'PATCH' | 'DELETE'
  /** The cookie that the verdict is about, where JavaScript sees it: the one that was sent, or what the answer made of it. */
  readonly cookie: string | null
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Seconds by which the server's clock is ahead of this one. */
  readonly skew: number
}

export interface SessionApi {
  readonly line: Line
  readonly read: (signal?: AbortSignal) => Promise<Answer>
  readonly change: (patch: SessionPatch) => Promise<Answer>
  readonly clear: () => Promise<Answer>
  /** How the session is kept from now on, and every one after it. */
  readonly set: (patch: SettingsPatch) => Promise<Answer>
  /** The sessions of this visitor; the server keeps a list of those that can be ended. */
  readonly list: (signal?: AbortSignal) => Promise<readonly ListedSession[]>
  /** Ends those sessions, here and wherever their copies are. */
  readonly end: (which: EndWhich) => Promise<Answer>
  /** The cookie that the last verdict is about; undefined before the first. */
  readonly lastCookie: () => string | null | undefined
}

/** One session by its id, all of this visitor, or all but the one of this browser. */
export type EndWhich = { readonly id: string } | 'all' | 'others'

const sessionList = v.object({ sessions: v.array(listedSession) })

interface Request {
  readonly method: Answer['method']
  readonly path: string
  readonly body?: string
  readonly signal?: AbortSignal | undefined
}

/** What this page asks of the API, each reported to the session client as well. */
export function createSessionApi(
  line: Line,
  client: SessionClient<Record<string, unknown>>,
  now: () => number = Date.now
): SessionApi {
  let lastCookie: string | null | undefined

  /** @param member where in the answer the report is; the answer itself when left out */
  function run(request: Request, member?: string): Promise<Answer> {
    const { signal, ...sent } = request
    return line.run(
      sent,
      (reply) => {
        const report = parse(sessionReport, memberOf(readBody(reply), member))
        tellClient(client, report)
        // Where the answer sets none, another one that is there by now came from elsewhere, and nothing was said of it.
        lastCookie = report.wire.sent.action === 'none' ? reply.before : visibleCookie(client)
        const at = now()
        const seconds = report.clocks.now - Math.floor(at / 1000)
        return {
          report,
          method: request.method,
          cookie: lastCookie,
          at,
          skew: Math.abs(seconds) > 1 ? seconds : 0
        }
      },
      signal
    )
  }

  return {
    line,
    read: (signal) => run({ method: 'GET', path: '/api/session', signal }),
    change: (patch) => run({ method: 'PATCH', path: '/api/session', body: JSON.stringify(patch) }),
    clear: () => run({ method: 'DELETE', path: '/api/session' }),
    set: (patch) => run({ method: 'PATCH', path: '/api/settings', body: JSON.stringify(patch) }, 'session'),
    async list(signal) {
      const { sessions } = await line.run(
        { method: 'GET', path: '/api/sessions', aside: true },
        (reply) => ({ report: null, ...parse(sessionList, readBody(reply)) }),
        signal
      )
      return sessions
    },
    end: (which) => run({ method: 'DELETE', path: `/api/sessions${pathOf(which)}` }, 'session'),
    lastCookie: () => lastCookie
  }
}

/** The cookie text that JavaScript can see now, or null. */
export function visibleCookie(client: SessionClient<Record<string, unknown>>): string | null {
  const snapshot = client.refresh()
  return 'cookie' in snapshot ? snapshot.cookie : null
}

function tellClient(client: SessionClient<Record<string, unknown>>, { status, wire, clocks }: SessionReport): void {
  const held = wire.sent.action === 'none' ? wire.received.cookie : wire.sent.action === 'set'
  client.tellServerView({
    cookie: held ? 'present' : 'absent',
    now: clocks.now,
    ...(status === 'present' ? { browserExpires: clocks.browserExpires } : {})
  })
}

function pathOf(which: EndWhich): string {
  if (which === 'all') return ''
  return which === 'others' ? '?except=current' : `/${encodeURIComponent(which.id)}`
}

function readBody({ response, text }: Reply): unknown {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new ApiError('unreadable-answer')
  }
  if (response.ok) return body
  const parsed = v.safeParse(problem, body)
  throw parsed.success ? new ApiError('problem', parsed.output) : new ApiError('unreadable-answer')
}

function parse<T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw new ApiError('unreadable-answer')
  return parsed.output
}

function memberOf(body: unknown, name: string | undefined): unknown {
  if (name === undefined) return body
  return typeof body === 'object' && body !== null && name in body ? body[name as keyof typeof body] : undefined
}
