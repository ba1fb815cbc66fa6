import type { Act } from './acts.ts'
import type { LiveState } from './live-state.ts'
import { isSameSession } from './same-session.ts'

/** What the screen was about when something was told. */
export interface Sight {
  readonly state: LiveState
  /** The cookie that JavaScript sees. */
  readonly cookie: string | null
  /** Nothing is under way. */
  readonly settled: boolean
}

export interface Told {
  readonly act: Act
  /** What the act was told about; null until that is known. */
  readonly about: Sight | null
  /** Whether this page had the server clear the session, and none has come since. */
  readonly cleared: boolean
}

export const nothingTold: Told = { act: { kind: 'none' }, about: null, cleared: false }

export function tell({ cleared }: Told, act: Act): Told {
  return { act, about: null, cleared: cleared || act.kind === 'cleared' || act.kind === 'revoked' }
}

const changing: ReadonlySet<Act['kind']> = new Set([
  'saved',
  'removed',
  'kept',
  'bound',
  'set',
  'replayed',
  'revoked',
  'session-let-go',
  'changed-byte',
  'put-back',
  'deleted',
  'cleared',
  'renewed'
])

/** Lets go of an act once what it was told about is over; one that changes the session is about what it leads to. */
export function follow(told: Told, sight: Sight): Told {
  const { act, about } = told
  const sessionless = sight.cookie === null && (sight.state === 'gone' || sight.state === 'offline')
  const cleared = told.cleared && (sessionless || !sight.settled || sight.state === 'checking')
  if (cleared !== told.cleared) return follow({ ...told, cleared }, sight)
  if (act.kind === 'none') return told
  if (about === null) {
    const known = sight.state !== 'checking' && (sight.settled || !changing.has(act.kind))
    return known ? { ...told, about: sight } : told
  }
  const same = about.state === sight.state && isSameSession(about.cookie, sight.cookie)
  return same ? told : { ...told, act: { kind: 'none' }, about: null }
}
