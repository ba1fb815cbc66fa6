import type { SessionClient } from '@clearjar/browser'
import { ApiError } from './api-error.ts'
import type { Line, Reply } from './exchange.ts'
import type { SessionReport } from './report.ts'
import { problem, sessionReport } from './report.ts'

export type TabScope = SessionReport['tabs']['scope']

/** RFC 7396 merge patch over what a person may change. */
export interface SessionPatch {
  readonly data?: Readonly<Record<string, string | null>>
  readonly permanent?: boolean
}

/** A report, and what this page knew at the moment it came. */
export interface Answer {
  readonly report: SessionReport
  readonly method: 'GET' | 'PATCH' | 'DELETE'
  /** The cookie that JavaScript saw right after the answer: the one the verdict is about. */
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
  /** What the session ends with from now on, and every one after it. */
  readonly bind: (tabs: TabScope) => Promise<Answer>
  /** The cookie of the last answer; undefined before the first. */
  readonly lastCookie: () => string | null | undefined
}

const paths = { session: '/api/session', settings: '/api/settings' } as const

/** What this page asks of the API, each reported to the session client as well. */
export function createSessionApi(
  line: Line,
  client: SessionClient<Record<string, unknown>>,
  now: () => number = Date.now
): SessionApi {
  let lastCookie: string | null | undefined

  function run(
    method: Answer['method'],
    body?: string,
    signal?: AbortSignal,
    of: keyof typeof paths = 'session'
  ): Promise<Answer> {
    return line.run(
      { method, path: paths[of], body },
      (reply) => {
        const report = readReport(reply, of)
        tellClient(client, report)
        lastCookie = visibleCookie(client)
        const at = now()
        const seconds = report.clocks.now - Math.floor(at / 1000)
        return { report, method, cookie: lastCookie, at, skew: Math.abs(seconds) > 1 ? seconds : 0 }
      },
      signal
    )
  }

  return {
    line,
    read: (signal) => run('GET', undefined, signal),
    change: (patch) => run('PATCH', JSON.stringify(patch)),
    clear: () => run('DELETE'),
    bind: (tabs) => run('PATCH', JSON.stringify({ tabs }), undefined, 'settings'),
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

/** A change of the settings answers with the session as one of its members. */
function readReport({ response, text }: Reply, of: keyof typeof paths): SessionReport {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new ApiError('unreadable-answer')
  }
  if (!response.ok) {
    const parsed = problem.safeParse(body)
    throw parsed.success ? new ApiError('problem', parsed.data) : new ApiError('unreadable-answer')
  }
  const parsed = sessionReport.safeParse(of === 'settings' ? memberOf(body, 'session') : body)
  if (!parsed.success) throw new ApiError('unreadable-answer')
  return parsed.data
}

function memberOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null && name in body ? body[name as keyof typeof body] : undefined
}
