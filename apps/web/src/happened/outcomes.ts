/**
 * What becomes of a session when something happens to it, for each way that Clearjar can keep one: the one table that
 * the tests measure in a browser (`e2e/matrix`), that the documentation shows (`docs/what-ends-a-session.md`) and that
 * the page tells people (`survival.ts`).
 */

/**
 * `lives`: the server knows this browser. `lost`: the browser has no cookie any more, and a copy of it still works.
 * `refused`: the browser has a cookie that the server refuses, and a copy from before still works. `over`: the server
 * refuses everybody.
 */
export type Outcome = 'lives' | 'lost' | 'refused' | 'over'

/** Each but the last two lives as long as its cookie. */
export const kinds = {
  readable: 'readable, until the browser closes',
  'readable-permanent': 'readable, permanent',
  hidden: 'hidden, until the browser closes',
  'hidden-permanent': 'hidden, permanent',
  split: 'split',
  revocable: 'revocable',
  server: 'on the server',
  'last-tab': 'ends with its last tab',
  tab: 'ends with its tab'
} as const

export type Kind = keyof typeof kinds

export const acts = {
  reload: 'reload',
  'new-tab': 'another tab is opened, and closed',
  duplicate: 'its tab is duplicated',
  away: 'to another site and back',
  'away-cached': 'to another site and back, with the back/forward cache',
  freeze: 'the tab is frozen for a moment',
  offline: 'the network goes for a moment',
  'crash-reload': 'the tab crashes, and is reloaded',
  crash: 'the tab crashes',
  close: 'its only tab is closed',
  reopen: 'its only tab is closed, and reopened at once',
  'reopen-late': 'its only tab is closed, and reopened later',
  restart: 'the browser is closed, and started again',
  'restart-restored': 'the browser is closed, and started again with its tabs',
  'kill-restored': 'the browser is killed, and started again with its tabs',
  'server-restart': 'the server is restarted',
  delete: 'JavaScript deletes the cookie',
  'delete-replay': 'the cookie is deleted, and a copy put back',
  'sign-out': 'the server clears it',
  'sign-out-replay': 'the server clears it, and a copy is put back',
  payload: 'a character of the payload is changed',
  timestamp: 'a character of the timestamp is changed',
  signature: 'a character of the signature is changed',
  truncated: 'the cookie is cut short',
  'wrong-key': 'the cookie is signed with another key',
  'new-key': 'the server has another key',
  age: 'its signature is too old',
  date: 'the cookie’s date is past'
} as const

export type Act = keyof typeof acts

type Row = Readonly<Record<Kind, Outcome>>

const withTabs = (outcome: Outcome): Partial<Row> => ({ 'last-tab': outcome, tab: outcome })
const untilClose = (outcome: Outcome): Partial<Row> => ({ readable: outcome, hidden: outcome })
const httpOnly = (outcome: Outcome): Partial<Row> => ({ hidden: outcome, 'hidden-permanent': outcome })
const known = (outcome: Outcome): Partial<Row> => ({ revocable: outcome, server: outcome, ...withTabs(outcome) })

export const outcomes: Readonly<Record<Act, Row>> = {
  reload: all('lives'),
  'new-tab': all('lives'),
  duplicate: all('lives'),
  away: all('lives'),
  'away-cached': all('lives'),
  freeze: all('lives'),
  offline: all('lives'),
  'crash-reload': all('lives'),
  crash: all('lives', withTabs('over')),
  close: all('lives', withTabs('over')),
  reopen: all('lives'),
  'reopen-late': all('lives', withTabs('over')),
  restart: all('lives', untilClose('lost'), withTabs('over')),
  'restart-restored': all('lives', withTabs('over')),
  'kill-restored': all('lives', withTabs('over')),
  'server-restart': all('lives'),
  delete: all('lost', httpOnly('lives')),
  'delete-replay': all('lives', { tab: 'refused' }),
  'sign-out': all('lost', known('over')),
  'sign-out-replay': all('lives', known('over')),
  payload: all('refused'),
  timestamp: all('refused'),
  signature: all('refused'),
  truncated: all('refused'),
  'wrong-key': all('refused'),
  'new-key': all('over'),
  age: all('over'),
  date: all('lost', untilClose('lives'))
}

/** What becomes of the tab's sessionStorage: it lives, a new tab begins `empty`, or with what was `copied`. */
export const storage = {
  reload: 'lives',
  'new-tab': 'empty',
  duplicate: 'copied',
  close: 'dies',
  reopen: 'lives',
  restart: 'dies',
  'restart-restored': 'lives'
} as const satisfies Partial<Record<Act, 'lives' | 'empty' | 'copied' | 'dies'>>

function all(outcome: Outcome, ...others: readonly Partial<Row>[]): Row {
  const same = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, outcome])) as Record<Kind, Outcome>
  return Object.assign(same, ...others) as Row
}
