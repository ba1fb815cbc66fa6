import Cookies from 'js-cookie'

const pollInterval = 500

// Base64url and dots need no decoding, and a percent sign in a broken cookie must not hide it.
const rawCookies = Cookies.withConverter({ read: (value) => value })

export interface CookieSource {
  /** The text of the cookie as `document.cookie` shows it; with several of that name the first one, as a server takes it. */
  read(): string | undefined
  /** Asks the browser to remove it. Whether it did, only another `read` tells. */
  remove(): void
  /** Calls back whenever the cookie may have changed, until the returned function is called. */
  watch(mayHaveChanged: () => void): () => void
}

export function createCookieSource(name: string, path: string, domain: string | undefined): CookieSource {
  // RFC 6265bis section 4.1.3: a browser ignores a write to a name with these prefixes unless it says `Secure`.
  const secure = /^__(secure|host)-/i.test(name)

  return {
    read: () => rawCookies.get(name),
    remove: () => rawCookies.remove(name, { path, domain, secure }),
    watch: watchCookies
  }
}

function watchCookies(mayHaveChanged: () => void): () => void {
  const watching = new AbortController()
  const { signal } = watching
  // Change events do not reach a frozen page or one in the back/forward cache: it reads again on its return.
  addEventListener('pageshow', mayHaveChanged, { signal })
  addEventListener('focus', mayHaveChanged, { signal })
  document.addEventListener('visibilitychange', mayHaveChanged, { signal })

  if ('cookieStore' in globalThis) cookieStore.addEventListener('change', mayHaveChanged, { signal })
  else pollWhileVisible(mayHaveChanged, signal)

  return () => watching.abort()
}

function pollWhileVisible(mayHaveChanged: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setInterval> | undefined

  function schedule(): void {
    clearInterval(timer)
    if (document.visibilityState === 'visible') timer = setInterval(mayHaveChanged, pollInterval)
  }

  schedule()
  document.addEventListener('visibilitychange', schedule, { signal })
  signal.addEventListener('abort', () => clearInterval(timer))
}
