import { ApiError } from './api-error.ts'
import type { Answer, SessionApi } from './session-api.ts'

interface ReportState {
  readonly answer: Answer | null
  /** Milliseconds between the last failure and the next try; null while none is due. */
  readonly retryIn: number | null
}

/** What the server said last. */
export interface ReportSource {
  /** The first listener has the server asked; while there is one, it is asked again when the page is shown or focused. */
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => ReportState
  /** Asks now; a failure is null, and starts the slow retries. */
  readonly ask: () => Promise<Answer | null>
  /** Takes over an answer that came to something else than a question. */
  readonly accept: (answer: Answer) => void
  /** Asks ever more slowly, as after a failure. */
  readonly retry: () => void
  /** Stops the question under way and those that were due. */
  readonly cancel: () => void
}

/** Milliseconds to wait after the nth failure: 1, 2, 4, 8, then every 15 seconds. */
function retryDelay(failures: number): number {
  return Math.min(15_000, 1000 * 2 ** failures)
}

/** One for the page: the answer outlives its screens. */
export function createReportSource(read: SessionApi['read']): ReportSource {
  const listeners = new Set<() => void>()
  let state: ReportState = { answer: null, retryIn: null }
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | null = null

  function set(change: Partial<ReportState>): void {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }

  function cancel(): void {
    clearTimeout(timer)
    asking?.abort()
    asking = null
  }

  function accept(answer: Answer): void {
    clearTimeout(timer)
    failures = 0
    set({ answer, retryIn: null })
  }

  function retry(): void {
    clearTimeout(timer)
    // Nobody looks: the next who does has it asked at once.
    if (listeners.size === 0) return
    const retryIn = retryDelay(failures)
    failures += 1
    set({ retryIn })
    timer = setTimeout(() => {
      // A page that nobody sees asks once it is shown.
      if (document.visibilityState !== 'hidden') void ask()
    }, retryIn)
  }

  async function ask(): Promise<Answer | null> {
    cancel()
    const own = new AbortController()
    asking = own
    try {
      const answer = await read(own.signal)
      accept(answer)
      return answer
    } catch (error) {
      // What this page stopped itself must not start again behind its back.
      if (!(error instanceof ApiError && error.code === 'interrupted')) retry()
      return null
    } finally {
      if (asking === own) asking = null
    }
  }

  const seen = (): void => {
    if (document.visibilityState !== 'hidden' && asking === null) void ask()
  }

  return {
    subscribe(listener) {
      if (listeners.size === 0) {
        document.addEventListener('visibilitychange', seen)
        addEventListener('focus', seen)
        void ask()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        document.removeEventListener('visibilitychange', seen)
        removeEventListener('focus', seen)
        cancel()
      }
    },
    getSnapshot: () => state,
    ask,
    accept,
    retry,
    cancel
  }
}
