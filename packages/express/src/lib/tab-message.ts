import type { TabBirth, TabMessage } from './tab-leases.ts'

/** Bytes; a message has some 200. */
export const LONGEST_MESSAGE = 1024

const DOC = /^[\w-]{16,32}$/
const TAB = /^[\w-]{22}$/
const MARK = /^[\w-]{1,16}$/
const BIRTHS: ReadonlySet<unknown> = new Set<TabBirth>(['fresh', 'same', 'copy', 'restored', 'revived'])

/** What a page says of its tab; null for anything else. Names that are not known are passed over. */
export function parseTabMessage(body: unknown): TabMessage | null {
  const found = typeof body === 'string' ? parseJson(body) : body
  if (typeof found !== 'object' || found === null) return null
  const { act, doc, n, tab, mark, birth, hidden, park, alone } = found as Readonly<Record<string, unknown>>
  if (!fits(DOC, doc) || !isCount(n)) return null
  if (mark !== undefined && !fits(MARK, mark)) return null
  const named = mark === undefined ? {} : { mark }
  if (act === 'open' && isBirth(birth) && typeof hidden === 'boolean') {
    if (alone !== undefined && typeof alone !== 'boolean') return null
    const more = alone === undefined ? named : { ...named, alone }
    if (tab === undefined) return { act, doc, n, birth, hidden, ...more }
    return fits(TAB, tab) ? { act, doc, n, birth, hidden, tab, ...more } : null
  }
  if (act === 'leave' && typeof park === 'boolean' && tab === undefined) return { act, doc, n, park }
  if (!fits(TAB, tab)) return null
  if (act === 'keep' && typeof hidden === 'boolean') return { act, doc, n, tab, hidden, ...named }
  return act === 'leave' && typeof park === 'boolean' ? { act, doc, n, tab, park } : null
}

/** Whether a text can be the key of a tab. */
export function isTabKey(text: unknown): text is string {
  return fits(TAB, text)
}

function fits(pattern: RegExp, value: unknown): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isBirth(value: unknown): value is TabBirth {
  return BIRTHS.has(value)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
