import type { TabSessionBrowser } from './tab-session-browser.ts'
import type { TabSessionSnapshot } from './tab-session-snapshot.ts'

export interface TabFetchOptions {
  readonly send: typeof fetch
  readonly browser: Pick<TabSessionBrowser, 'document' | 'origin'>
  /** Settled once the tab's key is known, or known to be missing. */
  readonly started: Promise<TabSessionSnapshot>
  readonly open: () => Promise<TabSessionSnapshot>
  readonly check: () => Promise<TabSessionSnapshot>
  readonly header: () => Record<string, string>
  /** Whether the server may have taken this tab for asleep. */
  readonly isLeaseOver: () => boolean
}

export function createTabFetch(options: TabFetchOptions): typeof fetch {
  const { send, browser, started, open, check, header, isLeaseOver } = options

  async function sendWithKey(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
    const key = header()
    if (!key['Session-Tab']) return send(input, init)
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
    headers.set('Session-Tab', key['Session-Tab'])
    // Fetch, HTTP-redirect fetch: other headers than `Authorization` follow a redirect to another origin, so none is followed.
    return send(input, { ...init, headers, mode: 'same-origin' })
  }

  return async (input, init) => {
    const isRequest = input instanceof Request
    const { origin } = new URL(isRequest ? input.url : input, browser.document.baseURI)
    if (origin !== browser.origin) return send(input, init)
    await started
    const again = isRequest && !input.bodyUsed ? input.clone() : input
    const hadKey = 'Session-Tab' in header()
    const wasOver = isLeaseOver()
    const response = await sendWithKey(input, init)
    const news = response.headers.get('Session-Tab')
    if (news === 'started') await open()
    if (news === 'ended') await check()
    if (response.status !== 401) return response
    const { status } = await check()
    const isRepeatable = !(init?.body instanceof ReadableStream)
    return status === 'open' && (wasOver || !hadKey) && isRepeatable ? sendWithKey(again, init) : response
  }
}
