import type { SessionClient } from '@clearjar/browser'
import type { ReportSource } from '../api/report-source.ts'
import type { SettingsPatch } from '../api/report.ts'
import type { Answer, EndWhich, SessionApi, TabScope } from '../api/session-api.ts'
import type { Act, Saving } from '../logic/acts.ts'
import type { FieldErrors } from '../logic/check-string.ts'
import type { Copies, CookieCopy } from '../logic/copies.ts'
import type { StageMemory } from './stage-memory.ts'
import type { LiveData } from './use-live.ts'

/** What a person can do on the stage. */
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
  /** @param at which character of the cookie; by default one that makes the payload read differently */
  readonly changeByte: (at?: number) => Promise<void>
  readonly putBack: () => Promise<void>
  readonly keepAlive: () => Promise<void>
  /** Asks the server without a word: something else changed the cookie. */
  readonly look: () => Promise<void>
  readonly ask: () => Promise<void>
  readonly tell: (act: Act) => void
  /** Grows with each deed that interrupts the others. */
  readonly round: () => number
}

/** What the deeds work on. A deed that had to wait goes by what is so when its turn comes, so nothing of it is kept. */
export interface Scene {
  readonly client: SessionClient<LiveData>
  readonly api: SessionApi
  readonly reports: ReportSource
  readonly copies: Copies
  readonly memory: StageMemory
}

export function answerNow({ reports }: Scene): Answer | null {
  return reports.getSnapshot().answer
}

/** Stops every request under way: no answer that is still to come can bring back, or overwrite, what is about to change. */
export async function silence({ reports, api }: Scene): Promise<void> {
  reports.cancel()
  await api.line.interrupt()
}
