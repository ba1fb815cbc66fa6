import type { CookieKey } from '../formats/format.ts'
import { count } from '../report/describe-value.ts'
import type { HeldSession, SessionView } from '../session-view.ts'
import { compareCookie, type CookieExpectations } from './compare-cookie.ts'
import { compareData, type Difference, writeDifferences } from './compare-data.ts'
import { HOLDS, type Verdict } from './verdict.ts'

/** Whether a cookie is held that can be read and has this data. Where it is only an id, the server says the data. */
export async function lookForData(view: SessionView, expected: object): Promise<Verdict> {
  const held = await view.held()
  if (held === null) return fails(noCookie(view))
  const reading = await view.format.read(held.text)
  // A wrong `format` is no proof that somebody is signed out.
  if (reading.status === 'unreadable') return { status: 'nothing', lines: [unreadable(view)] }
  if (reading.status === 'data') return compared(view, compareData(expected, reading.data))
  if (Object.keys(expected).length === 0) return HOLDS
  const data = await view.readOnServer()
  if (data === null) return fails(`There is a cookie named "${view.name}", but the server knows no session by its id.`)
  return compared(view, compareData(expected, data))
}

export async function lookForNone(view: SessionView): Promise<Verdict> {
  return (await view.held()) === null ? HOLDS : fails(`There is a cookie named "${view.name}".`)
}

export async function lookAtCookie(view: SessionView, expected: CookieExpectations): Promise<Verdict> {
  const held = await view.held()
  return held === null ? nothing(view) : compared(view, compareCookie(expected, held))
}

export async function lookForKey(view: SessionView, keys: readonly CookieKey[]): Promise<Verdict> {
  const held = await view.held()
  if (held === null) return nothing(view)
  const { format, name } = view
  const answers = await Promise.all(keys.map((key) => format.isSignedBy(name, held.text, key)))
  if (answers.includes(true)) return HOLDS
  if (answers.includes(null))
    return fails(`Nothing in the cookie "${name}" is signed: it is a name for what the server keeps.`)
  if (await isUnreadable(view, held)) return fails(unreadable(view))
  return fails(
    `The cookie "${name}" is signed by another key than ${keys.length === 1 ? 'this one' : `these ${count(keys.length, 'key')}`}, or was changed after it was signed.`
  )
}

async function isUnreadable({ format }: SessionView, { text }: HeldSession): Promise<boolean> {
  return (await format.read(text)).status === 'unreadable'
}

function compared({ name }: SessionView, differences: readonly Difference[]): Verdict {
  if (differences.length === 0) return HOLDS
  return fails(`There is a cookie named "${name}", but:`, ...writeDifferences(differences))
}

function fails(...lines: readonly string[]): Verdict {
  return { status: 'fails', lines }
}

function nothing(view: SessionView): Verdict {
  return { status: 'nothing', lines: [noCookie(view)] }
}

function noCookie({ name }: SessionView): string {
  return `There is no cookie named "${name}".`
}

function unreadable({ name, format }: SessionView): string {
  return `There is a cookie named "${name}", but it cannot be read as a ${format.name} session.`
}
