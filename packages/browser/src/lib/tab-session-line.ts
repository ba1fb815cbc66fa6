import type { TabSessionBrowser } from './tab-session-browser.ts'
import { parseTabAnswer } from './tab-session-messages.ts'
import type { TabAnswer, TabMessage } from './tab-session-messages.ts'

// A request that hangs must not keep the tab from being heard.
const longestWait = 10_000

/** Nothing was learnt of the session. `after`: seconds the server asks to wait. */
interface TabFault {
  readonly status: 'fault'
  readonly after: number
}

export interface TabLine {
  /** One at a time. */
  ask(message: TabMessage): Promise<TabAnswer | TabFault>
  /** Gives up what is asked: it becomes a fault, even if the answer is on its way. */
  hangUp(): void
  /** Arrives even when the page goes away. Nobody waits for the answer. */
  say(message: TabMessage): void
}

/** How this document speaks to the server. Who it is and how often it spoke is in its memory alone, and dies with it. */
export function createTabLine(
  send: typeof fetch,
  url: string,
  mark: (() => string) | undefined,
  sendBeacon: TabSessionBrowser['sendBeacon']
): TabLine {
  const doc = randomId()
  let n = 0
  let asking = new AbortController()

  function write(message: TabMessage): string {
    return JSON.stringify({ ...message, doc, n: ++n, mark: message.act === 'leave' ? undefined : mark?.() })
  }

  function post(body: string, init: RequestInit): Promise<Response> {
    // Text, as `sendBeacon` sends it. It must not follow a redirect to another origin with what it says.
    return send(url, { method: 'POST', mode: 'same-origin', cache: 'no-store', body, ...init })
  }

  return {
    async ask(message) {
      asking = new AbortController()
      const { signal } = asking
      const timer = setTimeout(() => asking.abort(), longestWait)
      try {
        const response = await post(write(message), { signal })
        const answer = response.status === 200 ? parseTabAnswer(await response.json()) : undefined
        if (answer && !signal.aborted) return answer
        return { status: 'fault', after: Number(response.headers.get('Retry-After')) || 0 }
      } catch {
        return { status: 'fault', after: 0 }
      } finally {
        clearTimeout(timer)
      }
    },

    hangUp: () => asking.abort(),

    say(message) {
      const body = write(message)
      if (sendBeacon) sendBeacon(url, body)
      else post(body, { keepalive: true }).catch(() => {})
    }
  }
}

/** 128 random bits. Not `randomUUID`, which insecure contexts lack. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
