import type { SessionSnapshot } from '@clearjar/browser'
import { visibleCookie } from '../api/session-api.ts'
import type { ByteChangeRecord } from '../logic/acts.ts'
import { changeByte, changeCharacter } from '../logic/change-byte.ts'
import { sessionClocks } from '../logic/clocks.ts'
import type { CookieCopy } from '../logic/copies.ts'
import { isSameSession } from '../logic/same-session.ts'
import type { Scene } from './deeds.ts'
import { answerNow, silence } from './deeds.ts'
import { writeCookie } from './write-cookie.ts'

/** What JavaScript does to the cookie; the server is asked what it makes of it. */
export interface CookieDeeds {
  /** Null where there is none to keep, or only one that this page broke. */
  readonly keepCopy: () => CookieCopy | null
  readonly deleteHere: () => Promise<void>
  /** @param at which character of the cookie; by default one that makes the payload read differently */
  readonly changeOne: (at?: number) => Promise<void>
  readonly putBack: () => Promise<void>
  readonly replay: (copy: CookieCopy) => Promise<void>
  readonly prove: () => void
}

export function createCookieDeeds(scene: Scene): CookieDeeds {
  const { client, reports, copies, memory } = scene

  /** The byte that is changed now. */
  function changeNow(): ByteChangeRecord | null {
    const { record } = memory.getSnapshot()
    return record !== null && visibleCookie(client) === record.changed ? record : null
  }

  /** Keeps a copy of what is about to end, as somebody who stole it would have one. */
  function keepCopy(): CookieCopy | null {
    const snapshot = client.refresh()
    if (!('cookie' in snapshot) || changeNow()?.changed === snapshot.cookie) return null
    const report = answerNow(scene)?.report
    return copies.keep({
      text: snapshot.cookie,
      takenAt: Date.now(),
      expires: sessionClocks(snapshot, answerNow(scene), null)?.browser ?? null,
      whole: report?.cookie.visibility !== 'split',
      revocable: report?.revocable ?? false
    })
  }

  async function deleteHere(): Promise<void> {
    await silence(scene)
    keepCopy()
    const before = visibleCookie(client)
    const result = client.delete()
    memory.update({ record: null })
    if (!result.ok) {
      memory.tell({ kind: 'delete-failed', reason: result.reason })
      return void (await reports.ask())
    }
    memory.tell({ kind: 'deleted' })
    memory.finish('delete')
    await reports.ask()
    // An answer that another tab was waiting for can bring the cookie back in the meantime: the person deleted it, so it goes.
    const revived = visibleCookie(client)
    if (revived === null || !isSameSession(before, revived)) return
    client.delete()
    await reports.ask()
  }

  async function changeOne(at?: number): Promise<void> {
    const snapshot = client.refresh()
    if (snapshot.status !== 'present' && snapshot.status !== 'unreadable') return
    const changed = at === undefined ? changeReadably(snapshot) : changeAt(snapshot.cookie, at)
    if (!changed) return
    await silence(scene)
    const expires = sessionClocks(snapshot, answerNow(scene), null)?.browser ?? null
    const record = { original: snapshot.cookie, ...changed, expires }
    write(record.changed, expires)
    memory.update({ record })
    memory.tell({ kind: 'changed-byte' })
    const refused = await reports.ask()
    if (refused?.report.status === 'refused') memory.finish('change')
  }

  async function putBack(): Promise<void> {
    const record = changeNow()
    if (record === null) return
    await silence(scene)
    write(record.original, record.expires)
    memory.update({ record: null })
    memory.tell({ kind: 'put-back' })
    await reports.ask()
  }

  function write(cookie: string, expires: number | null): void {
    const answer = answerNow(scene)
    writeCookie(client.name, cookie, {
      expires,
      path: answer?.report.cookie.path ?? '/',
      sameSite: answer?.report.cookie.sameSite ?? 'Lax'
    })
    client.refresh()
  }

  async function replay(copy: CookieCopy): Promise<void> {
    await silence(scene)
    const isOver = copy.expires !== null && copy.expires * 1000 <= Date.now()
    write(copy.text, isOver ? null : copy.expires)
    memory.update({ record: null })
    if (visibleCookie(client) !== copy.text) return memory.tell({ kind: 'replay-blocked' })
    memory.tell({ kind: 'replayed', copy })
    await reports.ask()
  }

  function prove(): void {
    const names = document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '')
    memory.tell({ kind: 'proof', names: names.filter((name) => name !== '') })
  }

  return { keepCopy, deleteHere, changeOne, putBack, replay, prove }
}

type Changed = Pick<ByteChangeRecord, 'changed' | 'start' | 'end'>

function changeReadably(snapshot: Extract<SessionSnapshot<unknown>, { readonly parts: unknown }>): Changed | null {
  const { payload, timestamp, signature } = snapshot.parts
  const changed = changeByte(payload, snapshot.status === 'present' ? snapshot.json : null)
  if (changed === null) return null
  const { start, end } = changed
  // The signature can be in a cookie of its own.
  return { changed: [changed.payload, timestamp, signature].filter((part) => part !== '').join('.'), start, end }
}

function changeAt(cookie: string, at: number): Changed | null {
  const changed = changeCharacter(cookie, at)
  return changed === null ? null : { changed, start: at, end: at + 1 }
}
