import type { SessionClient, SessionSnapshot } from '@clearjar/browser'
import { useEffect, useRef, useState } from 'react'
import { ApiError } from '../api/api-error.ts'
import type { SettingsPatch } from '../api/report.ts'
import type { Answer, EndWhich, SessionApi, SessionPatch, TabScope } from '../api/session-api.ts'
import { visibleCookie } from '../api/session-api.ts'
import type { Act, ByteChangeRecord, Saving } from '../logic/acts.ts'
import { changeByte } from '../logic/change-byte.ts'
import type { FieldErrors } from '../logic/check-string.ts'
import { problemErrors } from '../logic/check-string.ts'
import { sessionClocks } from '../logic/clocks.ts'
import type { Copies, CookieCopy } from '../logic/copies.ts'
import { createDeedQueue } from '../logic/deed-queue.ts'
import { isSameSession } from '../logic/same-session.ts'
import { writeCookie } from './write-cookie.ts'
import type { ReportSource } from '../api/report-source.ts'
import type { LiveData } from './use-live.ts'
import type { DoneSteps } from './use-steps.ts'

export interface Deeds {
  /** Saves one value, given as JSON travels; what the API refuses comes back as errors of the form's fields. */
  readonly save: (name: string, value: unknown, permanent: boolean | null) => Promise<FieldErrors | null>
  readonly remove: (name: string) => Promise<void>
  readonly keep: (permanent: boolean) => Promise<void>
  readonly clear: () => Promise<void>
  /** What the session ends with from now on. */
  readonly bind: (scope: TabScope) => Promise<void>
  /** How sessions are kept from now on; the one that is there moves at once. */
  readonly set: (patch: SettingsPatch) => Promise<void>
  /** Keeps the session on the server, and there what did not fit in a cookie. */
  readonly keepOnServer: (saving: Saving | null) => Promise<void>
  /** Keeps the cookie that JavaScript sees now. */
  readonly keepCopy: () => void
  /** Writes a copy back with JavaScript and asks the server what it makes of it. */
  readonly replay: (copy: CookieCopy) => Promise<void>
  readonly dropCopy: (copy: CookieCopy) => void
  /** Ends the session for every copy of it; where none is here, all sessions of this visitor. */
  readonly revoke: () => Promise<void>
  /** Ends one session of the visitor's list, or all but this one. */
  readonly end: (which: EndWhich) => Promise<void>
  /** Has JavaScript look for the session. */
  readonly prove: () => void
  /** Nothing saved, nothing kept, and everything as it is for a new visitor. */
  readonly reset: () => Promise<void>
  readonly deleteHere: () => Promise<void>
  readonly changeByte: () => Promise<void>
  readonly putBack: () => Promise<void>
  readonly keepAlive: () => Promise<void>
  /** Asks the server without a word: something else changed the cookie. */
  readonly look: () => Promise<void>
  readonly ask: () => Promise<void>
  readonly tell: (act: Act) => void
}

interface Circumstances {
  readonly client: SessionClient<LiveData>
  readonly api: SessionApi
  readonly reports: ReportSource
  readonly copies: Copies
  readonly change: ByteChangeRecord | null
  readonly setAct: (act: Act) => void
  readonly setRecord: (record: ByteChangeRecord | null) => void
  /** Takes it that there never was the session that is gone now. */
  readonly forget: (gone: SessionSnapshot<LiveData>) => void
  readonly steps: DoneSteps
}

/** What a person can do here. One deed at a time, in the order of the presses; deleting interrupts what is under way, and what waits. */
export function useDeeds(given: Circumstances): { deeds: Deeds; working: boolean } {
  const [working, setWorking] = useState(false)
  const running = useRef(0)
  const [queue] = useState(createDeedQueue)
  const { client, api, reports, copies, setAct, setRecord, forget, steps } = given
  // A deed that had to wait goes by what is so when its turn comes.
  const answerNow = (): Answer | null => reports.getSnapshot().answer
  const change = useRef(given.change)
  useEffect(() => {
    change.current = given.change
  }, [given.change])

  async function work<T>(deed: () => Promise<T>): Promise<T> {
    running.current += 1
    setWorking(true)
    try {
      return await deed()
    } finally {
      running.current -= 1
      setWorking(running.current > 0)
    }
  }

  const look = reports.ask

  /** Stops every request under way: no answer that is still to come can bring back, or overwrite, what is about to change. */
  async function silence(): Promise<void> {
    reports.cancel()
    await api.line.interrupt()
  }

  /** Sends a change; null when it took, the reason when it did not. */
  async function send(
    request: () => Promise<Answer>,
    told: Act | ((answer: Answer) => Act),
    saving: Saving | null = null
  ): Promise<ApiError | null> {
    reports.cancel()
    try {
      const answer = await request()
      reports.accept(answer)
      setRecord(null)
      setAct(typeof told === 'function' ? told(answer) : told)
      return null
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.code === 'interrupted') return error
      setAct(failure(error, saving))
      if (!api.line.getSnapshot().reachable || answerNow() === null) reports.retry()
      return error
    }
  }

  const patch = (body: SessionPatch, act: Act, saving: Saving | null = null): Promise<ApiError | null> =>
    send(() => api.change(body), act, saving)

  /** Keeps a copy of what is about to end, as somebody who stole it would have one. */
  function keepCopy(): CookieCopy | null {
    const snapshot = client.refresh()
    if (!('cookie' in snapshot) || change.current?.changed === snapshot.cookie) return null
    const report = answerNow()?.report
    return copies.keep({
      text: snapshot.cookie,
      takenAt: Date.now(),
      expires: sessionClocks(snapshot, answerNow(), null)?.browser ?? null,
      mode: report?.mode ?? 'cookie',
      revocable: report?.revocable ?? false
    })
  }

  async function deleteHere(): Promise<void> {
    await silence()
    keepCopy()
    const before = visibleCookie(client)
    const result = client.delete()
    setRecord(null)
    if (!result.ok) {
      setAct({ kind: 'delete-failed', reason: result.reason })
      return void (await look())
    }
    setAct({ kind: 'deleted' })
    steps.finish('delete')
    await look()
    // An answer that another tab was waiting for can bring the cookie back in the meantime: the person deleted it, so it goes.
    const revived = visibleCookie(client)
    if (revived === null || !isSameSession(before, revived)) return
    client.delete()
    await look()
  }

  async function changeOne(): Promise<void> {
    const snapshot = client.refresh()
    if (snapshot.status !== 'present' && snapshot.status !== 'unreadable') return
    const { payload, timestamp, signature } = snapshot.parts
    const changed = changeByte(payload, snapshot.status === 'present' ? snapshot.json : null)
    if (!changed) return
    await silence()
    const expires = sessionClocks(snapshot, answerNow(), null)?.browser ?? null
    const record = {
      original: snapshot.cookie,
      changed: `${changed.payload}.${timestamp}.${signature}`,
      start: changed.start,
      end: changed.end,
      expires
    }
    write(record.changed, expires)
    setRecord(record)
    setAct({ kind: 'changed-byte' })
    const refused = await look()
    if (refused?.report.status === 'refused') steps.finish('change')
  }

  async function putBack(): Promise<void> {
    const record = change.current
    if (record === null || visibleCookie(client) !== record.changed) return
    await silence()
    write(record.original, record.expires)
    setRecord(null)
    setAct({ kind: 'put-back' })
    await look()
  }

  function write(cookie: string, expires: number | null): void {
    const answer = answerNow()
    writeCookie(client.name, cookie, {
      expires,
      path: answer?.report.cookie.path ?? '/',
      sameSite: answer?.report.cookie.sameSite ?? 'Lax'
    })
    client.refresh()
  }

  async function replay(copy: CookieCopy): Promise<void> {
    await silence()
    const isOver = copy.expires !== null && copy.expires * 1000 <= Date.now()
    write(copy.text, isOver ? null : copy.expires)
    setRecord(null)
    if (visibleCookie(client) !== copy.text) return setAct({ kind: 'replay-blocked' })
    setAct({ kind: 'replayed', copy })
    await look()
  }

  async function clear(): Promise<void> {
    keepCopy()
    await send(api.clear, clearing)
  }

  async function revoke(): Promise<void> {
    keepCopy()
    const isHere = answerNow()?.report.status === 'present'
    await send(() => (isHere ? api.clear() : api.end('all')), { kind: 'revoked' })
  }

  async function keepOnServer(saving: Saving | null): Promise<void> {
    const error = await send(() => api.set({ mode: 'server' }), setting({ mode: 'server' }))
    if (error === null && saving !== null) await save(saving.name, saving.value, saving.permanent)
  }

  function prove(): void {
    const names = document.cookie.split('; ').map((pair) => pair.split('=')[0] ?? '')
    setAct({ kind: 'proof', names: names.filter((name) => name !== '') })
  }

  async function reset(): Promise<void> {
    await silence()
    await send(api.clear, { kind: 'none' })
    // What the server would not take back is JavaScript's to delete.
    if (visibleCookie(client) !== null) client.delete()
    const error = await send(() => api.set(newcomer), { kind: 'none' })
    copies.clear()
    if (error === null) await look()
    forget(client.refresh())
  }

  async function keepAlive(): Promise<void> {
    // A session without a date is not signed again by being read: only a change does that.
    if (answerNow()?.report.permanent === false) {
      await send(() => api.change({ permanent: true }), { kind: 'kept', permanent: true })
    } else if (await look()) {
      setAct({ kind: 'renewed' })
    }
  }

  async function ask(): Promise<void> {
    setAct({ kind: 'asked' })
    await look()
  }

  async function save(name: string, value: unknown, permanent: boolean | null): Promise<FieldErrors | null> {
    const error = await patch(
      { data: { [name]: value }, ...(permanent === null ? {} : { permanent }) },
      { kind: 'saved', name },
      { name, value, permanent }
    )
    if (error === null) {
      steps.finish('save')
      return null
    }
    return error.problem && error.problem.status < 500 ? problemErrors(error.problem) : {}
  }

  const quietly = (key: string, deed: () => Promise<unknown>): Promise<void> =>
    work(() => queue.run(key, undefined, async () => void (await deed())))

  const deeds: Deeds = {
    save: (name, value, permanent) =>
      work(() =>
        queue.run<FieldErrors | null>(JSON.stringify(['save', name, value, permanent]), {}, () =>
          save(name, value, permanent)
        )
      ),
    remove: (name) => quietly(`remove ${name}`, () => patch({ data: { [name]: null } }, { kind: 'removed', name })),
    keep: (permanent) => quietly(`keep ${permanent}`, () => patch({ permanent }, { kind: 'kept', permanent })),
    clear: () => quietly('clear', clear),
    bind: (scope) => quietly(`bind ${scope}`, () => send(() => api.set({ tabs: scope }), binding(scope))),
    set: (wish) => quietly(`set ${JSON.stringify(wish)}`, () => send(() => api.set(wish), setting(wish))),
    keepOnServer: (saving) => quietly('keep on server', () => keepOnServer(saving)),
    keepCopy: () => keepCopy() !== null && setAct({ kind: 'copy-kept' }),
    replay: (copy) => quietly(`replay ${copy.id}`, () => replay(copy)),
    dropCopy: copies.drop,
    revoke: () => quietly('revoke', revoke),
    end: (which) => quietly(`end ${JSON.stringify(which)}`, () => send(() => api.end(which), { kind: 'ended-others' })),
    prove,
    reset: () => quietly('reset', reset),
    deleteHere: () => work(() => queue.jump(deleteHere)),
    changeByte: () => quietly('change', changeOne),
    putBack: () => quietly('put back', putBack),
    keepAlive: () => quietly('keep alive', keepAlive),
    look: async () => void (await look()),
    ask: () => quietly('ask', ask),
    tell: setAct
  }
  return { deeds, working }
}

function clearing({ report }: Answer): Act {
  return { kind: report.wire.sent.action === 'delete' ? 'cleared' : 'nothing-to-clear' }
}

function binding(scope: TabScope): (answer: Answer) => Act {
  return ({ report }) => ({ kind: 'bound', scope, pending: report.status !== 'present' })
}

function setting(patch: SettingsPatch): (answer: Answer) => Act {
  return ({ report }) => ({ kind: 'set', patch, pending: report.status === 'absent' })
}

/** The settings of a new visitor; null is the server's default (RFC 7396). */
const newcomer = {
  visibility: null,
  mode: null,
  lifetime: null,
  revocable: null,
  key: null,
  tabs: null
} as const

function failure({ code, problem }: ApiError, saving: Saving | null): Act {
  if (problem?.code === 'session-too-large')
    return { kind: 'too-big', bytes: problem.bytes ?? 0, limit: problem.limit ?? 4096, saving }
  if (code === 'unreachable') return { kind: saving === null ? 'none' : 'not-saved' }
  return code === 'problem' && problem && problem.status < 500 ? { kind: 'none' } : { kind: 'server-error' }
}
