/**
 * How long a session lives: as long as the browser keeps its cookie, until its last open tab closes, or until the tab
 * closes in which it was made, and the copies of that tab (duplicates, `window.open` with an opener).
 */
export type TabScope = 'browser' | 'last-tab' | 'tab'

export function isTabScope(scope: unknown): scope is TabScope {
  return scope === 'browser' || scope === 'last-tab' || scope === 'tab'
}

/** What the server has been told of one tab. `until` is in milliseconds. */
export interface TabEntry {
  /** The document that holds the tab. Whoever knows it has not died: it is nowhere but in that document's memory. */
  readonly doc: string
  /** The number of its last message. */
  readonly n: number
  /** What the page calls the tab on screen. */
  readonly mark: string
  readonly state: 'open' | 'leaving' | 'parked'
  readonly hidden: boolean
  readonly until: number
}

/** The tabs of one session, by their keys. */
export interface TabRecord {
  /** Milliseconds until which a document may claim a session that no tab has yet; 0 once one did. */
  readonly unclaimed: number
  readonly tabs: Readonly<Record<string, TabEntry>>
}

/** How long what counts, in milliseconds. */
export interface TabRules {
  readonly scope: 'last-tab' | 'tab'
  /** Whether copies of a tab belong to a session that is bound to it. */
  readonly copies: boolean
  /** A tab that said it closes may come back, as a reload does. */
  readonly grace: number
  /** A visible tab is believed to be open, since it was heard. */
  readonly lease: number
  /** A tab is believed to be open that is hidden, or in the back/forward cache. */
  readonly away: number
  /** A tab that was not heard and did not say that it closes may wake up. */
  readonly idle: number
}

/** `asleep`: not heard for too long, and may wake up. */
export type TabLife = 'open' | 'asleep' | 'over'

/**
 * How a document came to be, as far as its page can tell: in a tab that has not been here before (`fresh`), after a
 * document that left in order (`same`), with the storage of a tab that is still open (`copy`), by a browser that opens
 * again what was closed (`restored`), after a crash (`revived`).
 */
export type TabBirth = 'fresh' | 'same' | 'copy' | 'restored' | 'revived'

export type TabMessage =
  | {
      readonly act: 'open'
      readonly doc: string
      readonly n: number
      readonly tab?: string
      readonly mark?: string
      readonly birth: TabBirth
      readonly hidden: boolean
      /** With `restored`: no tab of this browser answered, so that of all of them the documents died. */
      readonly alone?: boolean
    }
  | {
      readonly act: 'keep'
      readonly doc: string
      readonly n: number
      readonly tab: string
      readonly mark?: string
      readonly hidden: boolean
    }
  /** Without a key: the document goes before it heard of one. */
  | { readonly act: 'leave'; readonly doc: string; readonly n: number; readonly tab?: string; readonly park: boolean }

/** What became of a message. The record is the same object if nothing changed. */
export type TabOutcome =
  | { readonly status: 'open'; readonly record: TabRecord; readonly tab: string }
  | { readonly status: 'taken' | 'asleep' | 'closed' | 'full'; readonly record: TabRecord }

/** Nobody has more open, and every request reads them. */
const MOST_TABS = 100

/**
 * Of a session that goes on under another id, for answers that are under way: they must not delete the cookie which
 * names that.
 */
export const MOVED: TabRecord = { unclaimed: -1, tabs: {} }

export function isMoved({ unclaimed: claim }: TabRecord): boolean {
  return claim === MOVED.unclaimed
}

/** Of a session that starts. */
export function unclaimed(now: number, { lease }: Pick<TabRules, 'lease'>): TabRecord {
  return { unclaimed: now + lease, tabs: {} }
}

/** Of a session that goes on under another id: its tabs stay, and if none is open, one may claim it. */
export function carriedOver(record: TabRecord, now: number, rules: Pick<TabRules, 'lease' | 'idle'>): TabRecord {
  const isOpen = lifeOf(record, now, rules) === 'open'
  return isOpen ? record : { ...unclaimed(now, rules), tabs: record.tabs }
}

export function lifeOfTab(
  { state, until }: Pick<TabEntry, 'state' | 'until'>,
  now: number,
  { idle }: Pick<TabRules, 'idle'>
): TabLife {
  if (until > now) return 'open'
  return state !== 'leaving' && until + idle > now ? 'asleep' : 'over'
}

/** As long as one of its tabs. */
export function lifeOf(record: TabRecord | null, now: number, rules: Pick<TabRules, 'idle'>): TabLife {
  if (record === null) return 'over'
  if (record.unclaimed > now) return 'open'
  const lives = new Set(Object.values(record.tabs).map((entry) => lifeOfTab(entry, now, rules)))
  return lives.has('open') ? 'open' : lives.has('asleep') ? 'asleep' : 'over'
}

/** Milliseconds after which nothing in a record matters any more. */
export function lastMoment({ unclaimed: claim, tabs }: TabRecord, { idle }: Pick<TabRules, 'idle'>): number {
  const ends = Object.values(tabs).map(({ state, until }) => (state === 'leaving' ? until : until + idle))
  return Math.max(claim, ...ends)
}

/** @param mintKey makes a key that nobody can guess, for a tab that gets one */
export function applyMessage(
  record: TabRecord,
  message: TabMessage,
  rules: TabRules,
  now: number,
  mintKey: () => string
): TabOutcome {
  switch (message.act) {
    case 'open':
      return open(record, message, rules, now, mintKey)
    case 'keep':
      return keep(record, message, rules, now)
    case 'leave':
      return leave(record, message, rules, now)
  }
}

type Message<Act extends TabMessage['act']> = TabMessage & { readonly act: Act }

function open(
  before: TabRecord,
  message: Message<'open'>,
  rules: TabRules,
  now: number,
  mintKey: () => string
): TabOutcome {
  const { birth, doc, alone = false } = message
  const own = keyOf(before, doc)
  const record = own === undefined && birth === 'restored' && alone ? onlySilent(before) : before
  const tab = own ?? message.tab
  const entry = tab === undefined ? undefined : record.tabs[tab]
  if (tab === undefined || entry === undefined) return join(record, message, rules, now, mintKey)
  if (isLate(entry, message)) return stay(record, tab, entry, rules, now)
  const life = lifeOfTab(entry, now, rules)
  const isHolder = entry.doc === doc
  if (life === 'over') return join(without(record, tab), message, rules, now, mintKey)
  if (birth === 'copy' && !isHolder) {
    return life === 'asleep' ? { status: 'asleep', record } : copy(record, message, rules, now, mintKey)
  }
  if (birth === 'restored' && !isHolder) {
    // A parked one is in the back/forward cache or frozen, and cannot answer for itself.
    if (life === 'open' && entry.state === 'parked') return copy(record, message, rules, now, mintKey)
    return join(without(record, tab), message, rules, now, mintKey)
  }
  // The document that was not heard any more is not there, and did not come back as a crashed one does.
  if (life === 'asleep' && birth === 'same' && !isHolder)
    return join(without(record, tab), message, rules, now, mintKey)
  return hold(record, tab, message, rules, now)
}

/** A tab that is not one of this session: the first one claims it; with `last-tab`, more may come while one is open. */
function join(
  record: TabRecord,
  message: Message<'open'>,
  rules: TabRules,
  now: number,
  mintKey: () => string
): TabOutcome {
  const life = lifeOf(record, now, rules)
  const mayJoin = record.unclaimed > now || (rules.scope === 'last-tab' && life === 'open')
  if (mayJoin) return mint({ ...record, unclaimed: 0 }, message, rules, now, mintKey)
  return { status: rules.scope === 'last-tab' && life === 'asleep' ? 'asleep' : 'closed', record }
}

function copy(
  record: TabRecord,
  message: Message<'open'>,
  rules: TabRules,
  now: number,
  mintKey: () => string
): TabOutcome {
  if (rules.scope === 'tab' && !rules.copies) return { status: 'closed', record }
  return mint(record, message, rules, now, mintKey)
}

function mint(
  record: TabRecord,
  message: Message<'open'>,
  rules: TabRules,
  now: number,
  mintKey: () => string
): TabOutcome {
  const pruned = withoutOver(record, now, rules)
  if (Object.keys(pruned.tabs).length >= MOST_TABS) return { status: 'full', record }
  return hold(pruned, mintKey(), message, rules, now)
}

function keep(record: TabRecord, message: Message<'keep'>, rules: TabRules, now: number): TabOutcome {
  const { tab, doc } = message
  const entry = record.tabs[tab]
  if (entry === undefined) return { status: lifeOf(record, now, rules) === 'over' ? 'closed' : 'taken', record }
  if (entry.doc !== doc) return { status: 'taken', record }
  if (isLate(entry, message) || lifeOfTab(entry, now, rules) === 'over') return stay(record, tab, entry, rules, now)
  return hold(record, tab, message, rules, now)
}

function leave(record: TabRecord, message: Message<'leave'>, rules: TabRules, now: number): TabOutcome {
  const { doc, n, park } = message
  const tab = keyOf(record, doc)
  const entry = tab === undefined ? undefined : record.tabs[tab]
  if (tab === undefined || entry === undefined) return { status: 'taken', record }
  if (isLate(entry, message) || lifeOfTab(entry, now, rules) === 'over') return stay(record, tab, entry, rules, now)
  const left: TabEntry = park
    ? { ...entry, n, state: 'parked', until: Math.max(entry.until, now + rules.away) }
    : { ...entry, n, state: 'leaving', until: graceOf(entry, now, rules) }
  return stay(withEntry(record, tab, left), tab, left, rules, now)
}

/** One that slept may reload before it says that it woke up. */
function graceOf({ until }: TabEntry, now: number, { grace }: TabRules): number {
  return until > now ? Math.min(until, now + grace) : now + grace
}

/** The document that says so has the tab, and it is open. */
function hold(
  record: TabRecord,
  tab: string,
  { doc, n, mark = '', hidden }: Message<'open' | 'keep'>,
  { lease, away }: TabRules,
  now: number
): TabOutcome {
  const entry: TabEntry = { doc, n, mark, state: 'open', hidden, until: now + (hidden ? away : lease) }
  return { status: 'open', record: withEntry(record, tab, entry), tab }
}

function stay(record: TabRecord, tab: string, entry: TabEntry, rules: TabRules, now: number): TabOutcome {
  const life = lifeOfTab(entry, now, rules)
  return life === 'open' ? { status: 'open', record, tab } : { status: life === 'asleep' ? 'asleep' : 'closed', record }
}

/** Messages of a page that is going away overtake each other. */
function isLate(entry: TabEntry, { doc, n }: TabMessage): boolean {
  return entry.doc === doc && n <= entry.n
}

function withEntry(record: TabRecord, tab: string, entry: TabEntry): TabRecord {
  return { ...record, tabs: { ...record.tabs, [tab]: entry } }
}

function without(record: TabRecord, tab: string): TabRecord {
  const { [tab]: _dropped, ...tabs } = record.tabs
  return { ...record, tabs }
}

/** A page in the back/forward cache, a frozen one and one between two documents cannot answer. */
function onlySilent(record: TabRecord): TabRecord {
  const silent = Object.entries(record.tabs).filter(([, { state }]) => state !== 'open')
  return { ...record, tabs: Object.fromEntries(silent) }
}

/** The tab of a document, which may never have heard its key: the answer was lost, or came too late. */
function keyOf(record: TabRecord, doc: string): string | undefined {
  return Object.keys(record.tabs).find((key) => record.tabs[key]!.doc === doc)
}

function withoutOver(record: TabRecord, now: number, rules: TabRules): TabRecord {
  const live = Object.entries(record.tabs).filter(([, entry]) => lifeOfTab(entry, now, rules) !== 'over')
  return { ...record, tabs: Object.fromEntries(live) }
}
