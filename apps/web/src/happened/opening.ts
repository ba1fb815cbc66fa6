import type { Live } from '../live/use-live.ts'
import type { CookieFact, Opening } from './story.ts'

/** In the order in which they are removed: the dated one without the other says that the browser quit. */
const probes = { dated: 'clearjar-probe-dated', session: 'clearjar-probe' } as const
const memoryKey = 'clearjar.left'

/** What the last page left behind when it went, and what of it is still there. */
export interface Left {
  /** Whether the browser itself has ended since: its own cookie is gone, the one with a date is not. */
  readonly quit: boolean
  /** How the session's cookie was. */
  readonly cookie: CookieFact
}

/**
 * A cookie without a date ends with the browser. One is there only while no page is, so that `document.cookie` shows nothing but the
 * session; a second, dated one tells the browser's end from somebody who deleted all cookies.
 */
export function takeLeft(): Left {
  try {
    const memory = localStorage.getItem(memoryKey)
    const has = (name: string): boolean => document.cookie.split('; ').includes(`${name}=1`)
    const left = { quit: memory !== null && has(probes.dated) && !has(probes.session), cookie: readBefore(memory) }
    tidy()
    return left
  } catch {
    return { quit: false, cookie: null }
  }
}

export function leave(cookie: CookieFact): void {
  try {
    localStorage.setItem(memoryKey, String(cookie))
    document.cookie = `${probes.session}=1; Path=/; SameSite=Strict`
    document.cookie = `${probes.dated}=1; Path=/; SameSite=Strict; Max-Age=2592000`
  } catch {
    // Without storage nothing is remembered.
  }
}

/** Also when another tab closed: what it left says nothing while this one is open. */
export function tidy(): void {
  try {
    localStorage.removeItem(memoryKey)
    for (const name of Object.values(probes)) document.cookie = `${name}=; Path=/; SameSite=Strict; Max-Age=0`
  } catch {
    // As above.
  }
}

function readBefore(text: string | null): CookieFact {
  return text === 'none' || text === 'dated' || text === 'undated' ? text : null
}

export function cookieNow({ snapshot, answer, state }: Live): CookieFact {
  if (state === 'offline' || state === 'checking') return null
  if (snapshot.status === 'absent' || snapshot.status === 'expired') return 'none'
  return answer?.report.permanent === true ? 'dated' : 'undated'
}

interface Circumstances {
  /** This tab's sessionStorage held a record. */
  readonly kept: boolean
  /** It was copied from a tab that is open. */
  readonly copied: boolean
  readonly others: boolean
  readonly left: Left
  readonly navigation: string | undefined
}

export function describeOpening({ kept, copied, others, left, navigation }: Circumstances): Opening {
  return { what: opened(), before: left.cookie }

  function opened(): Opening['what'] {
    if (kept && navigation === 'reload') return 'reload'
    if (kept && copied) return 'duplicate'
    if (left.quit) return kept ? 'restored' : 'started'
    if (kept) return navigation === 'back_forward' ? 'reopened' : 'same-tab'
    return others || left.cookie !== null ? 'new-tab' : 'first'
  }
}

export function navigationType(): string | undefined {
  const [entry] = performance.getEntriesByType?.('navigation') ?? []
  return entry && 'type' in entry ? String(entry.type) : undefined
}
