import { ApiError } from '../api/api-error.ts'
import type { SettingsPatch } from '../api/report.ts'
import type { Answer, EndWhich, SessionPatch, TabScope } from '../api/session-api.ts'
import { visibleCookie } from '../api/session-api.ts'
import type { Act, Saving } from '../logic/acts.ts'
import type { FieldErrors } from '../logic/check-string.ts'
import { problemErrors } from '../logic/check-string.ts'
import type { CookieDeeds } from './cookie-deeds.ts'
import type { Scene } from './deeds.ts'
import { answerNow, silence } from './deeds.ts'

type Sent = Promise<ApiError | null>

/** What the server is asked to do. A change resolves to null when it took, and to the reason when it did not. */
export interface ServerDeeds {
  readonly save: (saving: Saving) => Promise<FieldErrors | null>
  readonly remove: (name: string) => Sent
  readonly keep: (permanent: boolean) => Sent
  readonly clear: () => Sent
  readonly revoke: () => Sent
  readonly bind: (scope: TabScope) => Sent
  readonly set: (patch: SettingsPatch) => Sent
  readonly keepOnServer: (saving: Saving | null) => Promise<void>
  readonly end: (which: EndWhich) => Sent
  readonly reset: () => Promise<void>
  readonly keepAlive: () => Promise<void>
  readonly ask: () => Promise<void>
}

export function createServerDeeds(scene: Scene, keepCopy: CookieDeeds['keepCopy']): ServerDeeds {
  const { client, api, reports, copies, memory } = scene

  /** Sends a change; null when it took, the reason when it did not. */
  async function send(
    request: () => Promise<Answer>,
    told: Act | ((answer: Answer) => Act),
    saving: Saving | null = null
  ): Sent {
    reports.cancel()
    try {
      const answer = await request()
      reports.accept(answer)
      memory.update({ record: null })
      memory.tell(typeof told === 'function' ? told(answer) : told)
      return null
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.code === 'interrupted') return error
      memory.tell(failure(error, saving))
      if (!api.line.getSnapshot().reachable || answerNow(scene) === null) reports.retry()
      return error
    }
  }

  const patch = (body: SessionPatch, act: Act, saving: Saving | null = null): Sent =>
    send(() => api.change(body), act, saving)

  async function clear(): Sent {
    keepCopy()
    return send(api.clear, clearing)
  }

  async function revoke(): Sent {
    keepCopy()
    const report = answerNow(scene)?.report
    if (report?.status === 'present' && report.revocable) return send(api.clear, { kind: 'revoked' })
    const others = await api.list().catch(() => null)
    if (others?.length === 0) {
      memory.tell({ kind: 'nothing-to-revoke' })
      return null
    }
    return send(() => api.end('all'), { kind: 'revoked' })
  }

  async function keepOnServer(saving: Saving | null): Promise<void> {
    const error = await send(() => api.set({ mode: 'server' }), setting({ mode: 'server' }))
    if (error !== null || saving === null) return
    // What is still typed is saved now.
    if ((await save(saving)) === null) memory.update({ draft: null })
  }

  async function reset(): Promise<void> {
    await silence(scene)
    const interrupted = await send(api.clear, { kind: 'none' })
    if (interrupted?.code === 'interrupted') return
    // What the server would not take back is JavaScript's to delete.
    if (visibleCookie(client) !== null) client.delete()
    const error = await send(() => api.set(newcomer), { kind: 'none' })
    copies.clear()
    if (error === null) await reports.ask()
    memory.update({ forgotten: client.refresh() })
  }

  async function keepAlive(): Promise<void> {
    // A session without a date is not signed again by being read: only a change does that.
    if (answerNow(scene)?.report.permanent === false) {
      await send(() => api.change({ permanent: true }), { kind: 'kept', permanent: true })
    } else if (await reports.ask()) {
      memory.tell({ kind: 'renewed' })
    }
  }

  async function ask(): Promise<void> {
    memory.tell({ kind: 'asked' })
    await reports.ask()
  }

  async function save(saving: Saving): Promise<FieldErrors | null> {
    const { name, value, permanent } = saving
    const error = await patch(
      { data: { [name]: value }, ...(permanent === null ? {} : { permanent }) },
      { kind: 'saved', name },
      saving
    )
    if (error === null) {
      memory.finish('save')
      return null
    }
    return error.problem && error.problem.status < 500 ? problemErrors(error.problem) : {}
  }

  return {
    save,
    remove: (name) => patch({ data: { [name]: null } }, { kind: 'removed', name }),
    keep: (permanent) => patch({ permanent }, { kind: 'kept', permanent }),
    clear,
    revoke,
    bind: (scope) => send(() => api.set({ tabs: scope }), binding(scope)),
    set: (wish) => send(() => api.set(wish), setting(wish)),
    keepOnServer,
    end: (which) => send(() => api.end(which), { kind: 'ended-others' }),
    reset,
    keepAlive,
    ask
  }
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
