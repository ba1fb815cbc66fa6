import { ApiError } from './api-error.ts'
import type { SessionReport } from './report.ts'

type Method = 'GET' | 'PATCH' | 'DELETE'

/** One request and what came of it, as it is drawn on the wire and in "Raw request and response". */
export interface Exchange {
  readonly id: number
  readonly method: Method
  readonly path: string
  readonly body: string | null
  readonly cookieName: string
  /** The cookie that JavaScript saw when the request left. */
  readonly cookieBefore: string | null
  readonly outcome:
    | { readonly status: 'pending' }
    | { readonly status: 'failed' }
    | {
        readonly status: 'answered'
        readonly http: string
        readonly milliseconds: number
        readonly headers: readonly (readonly [string, string])[]
        readonly report: SessionReport | null
        /** The cookie that JavaScript saw once the answer was in. */
        readonly cookieAfter: string | null
      }
}

export interface WireState {
  /** Whether the server can be asked about the session, by the last request that told; null until one has ended. */
  readonly reachable: boolean | null
  /** Milliseconds since the epoch. */
  readonly lastAnswerAt: number | null
  /** Milliseconds since the epoch; null while the server answers. */
  readonly failedAt: number | null
  /** The last request was answered, but with an error of the server, or with what is no answer to it. */
  readonly failing: boolean
  /** The last answer was the first good one after silence or errors. */
  readonly recovered: boolean
  readonly last: Exchange | null
  readonly busy: boolean
}

export interface Reply {
  readonly response: Response
  readonly text: string
  /** The cookie that JavaScript saw when the request left. */
  readonly before: string | null
}

interface Request {
  readonly method: Method
  readonly path: string
  readonly body?: string | undefined
  /** Not drawn on the wire, and nothing waits for it to be settled: it asks about more than the session of this browser. */
  readonly aside?: boolean
}

export interface Line {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => WireState
  /** Sends a request when its turn has come; `read` makes sense of the answer before the next one leaves. */
  readonly run: <T extends { report: SessionReport | null }>(
    request: Request,
    read: (reply: Reply) => T,
    signal?: AbortSignal
  ) => Promise<T>
  /** Stops what is under way or waiting, and resolves when the line is quiet: no answer can arrive any more. */
  readonly interrupt: () => Promise<void>
}

export interface LineOptions {
  readonly cookieName: string
  /** The cookie that JavaScript sees now. */
  readonly peek: () => string | null
  readonly fetch?: typeof fetch
  /** Milliseconds. */
  readonly timeout?: number
}

const idle: WireState = {
  reachable: null,
  lastAnswerAt: null,
  failedAt: null,
  failing: false,
  recovered: false,
  last: null,
  busy: false
}

/**
 * The one line to the server. Requests wait for one another: every answer may carry a newly signed cookie, and two answers
 * that cross would leave the older cookie in the browser.
 */
export function createLine({
  cookieName,
  peek,
  fetch: fetchNow = (...args) => fetch(...args),
  timeout = 8_000
}: LineOptions): Line {
  const listeners = new Set<() => void>()
  let state = idle
  let tail: Promise<unknown> = Promise.resolve()
  let waiting = 0
  let stop = new AbortController()
  let stopAside = new AbortController()

  function update(change: Partial<WireState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  const heard = (): Partial<WireState> => ({
    reachable: true,
    lastAnswerAt: Date.now(),
    failedAt: null,
    failing: false,
    recovered: state.reachable === false || state.failing
  })

  function failed(method: Method, { problem }: ApiError, replied: boolean): Partial<WireState> {
    if (problem !== null && problem.status < 500) return heard()
    // A change that failed leaves what is known of the session as it was; a failed question leaves it unknown.
    if (problem !== null && method !== 'GET') return { ...heard(), failing: true, recovered: false }
    return { reachable: false, failedAt: Date.now(), failing: replied, recovered: false }
  }

  async function turn<T extends { report: SessionReport | null }>(
    request: Request,
    read: (reply: Reply) => T,
    signal: AbortSignal
  ): Promise<T> {
    if (signal.aborted) throw new ApiError('interrupted')
    const before = state.last
    const { method, path, body, aside = false } = request
    const exchange = { id: (before?.id ?? 0) + 1, method, path, body: body ?? null, cookieName, cookieBefore: peek() }
    const settle = (outcome: Exchange['outcome']): void => {
      if (!aside) update({ last: { ...exchange, outcome } })
    }
    settle({ status: 'pending' })
    const started = performance.now()
    let reply: Reply | null = null
    try {
      const answer = await send(request, AbortSignal.any([signal, AbortSignal.timeout(timeout)]))
      reply = { ...answer, before: exchange.cookieBefore }
      const took = Math.max(1, Math.round(performance.now() - started))
      const value = read(reply)
      settle(answered(reply, took, value.report, peek()))
      if (!aside) update(heard())
      return value
    } catch (error) {
      if (reply === null && signal.aborted) {
        if (!aside) update({ last: before })
        throw new ApiError('interrupted')
      }
      const fault = error instanceof ApiError ? error : new ApiError('unreachable')
      settle(reply ? answered(reply, Math.round(performance.now() - started), null, peek()) : { status: 'failed' })
      // What was asked aside says nothing of the session.
      if (!aside) update(failed(method, fault, reply !== null))
      throw fault
    }
  }

  async function send({ method, path, body }: Request, signal: AbortSignal): Promise<Omit<Reply, 'before'>> {
    const init: RequestInit = { method, signal, cache: 'no-store', headers: { accept: 'application/json' } }
    const content: RequestInit =
      body === undefined ? {} : { body, headers: { accept: 'application/json', 'content-type': 'application/json' } }
    const response = await unlessAborted(fetchNow(path, { ...init, ...content }), signal)
    if (isProxyError(response)) throw new ApiError('unreachable')
    return { response, text: await response.text() }
  }

  async function leave(result: Promise<unknown>, counts: boolean): Promise<void> {
    await Promise.allSettled([result])
    if (!counts) return
    waiting -= 1
    if (waiting === 0) update({ busy: false })
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => state,
    run(request, read, signal) {
      const counts = request.aside !== true
      if (counts) {
        // Nothing waits for what was asked aside.
        stopAside.abort()
        stopAside = new AbortController()
        waiting += 1
        update({ busy: true })
      }
      const signals = [stop.signal, ...(counts ? [] : [stopAside.signal]), ...(signal ? [signal] : [])]
      const both = AbortSignal.any(signals)
      const result = afterTheOthers(tail, () => turn(request, read, both))
      tail = leave(result, counts)
      return result
    },
    async interrupt() {
      stop.abort()
      stop = new AbortController()
      await tail
    }
  }
}

/** What sends the request may have to wait for something else before it looks at the signal. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new ApiError('unreachable')), { once: true })
    work.then(resolve, reject)
  })
}

async function afterTheOthers<T>(others: Promise<unknown>, turn: () => Promise<T>): Promise<T> {
  await others
  return turn()
}

/** A gateway that cannot reach the API answers in its own words, not with the API's problem documents. */
function isProxyError(response: Response): boolean {
  return response.status >= 500 && !(response.headers.get('content-type') ?? '').includes('json')
}

function answered(
  { response }: Reply,
  milliseconds: number,
  report: SessionReport | null,
  cookieAfter: string | null
): Exchange['outcome'] {
  const http = `${response.status} ${response.statusText}`.trim()
  return { status: 'answered', http, milliseconds, headers: [...response.headers], report, cookieAfter }
}
