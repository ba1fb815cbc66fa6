import { createTabKeeper } from './tab-birth.ts'
import type { TabBirth, TabNews } from './tab-birth.ts'
import type { TabSessionBrowser } from './tab-session-browser.ts'
import { createTabFetch } from './tab-session-fetch.ts'
import { createTabLine } from './tab-session-line.ts'
import type { TabAnswer } from './tab-session-messages.ts'
import { watchPage } from './tab-session-page.ts'
import { describeOpen } from './tab-session-snapshot.ts'
import type { TabSessionSnapshot } from './tab-session-snapshot.ts'

// Seconds; the server says its own with the first tab that is open.
const defaultTimes = { grace: 10, lease: 45, away: 600 }
const firstRetry = 1
const shortestPause = 0.25
// HTML, timers: a delay is a signed 32-bit number of milliseconds; a longer one fires at once.
const longestDelay = 2 ** 31 - 1
const mostTaken = 2

export interface TabSessionOptions {
  /** Where the server listens, on this origin. Default `/session/tabs`. */
  url?: string
  /** Prefix of the names in sessionStorage and of the channel between the tabs. Default `session`. */
  name?: string
  /** What this tab is called among the leases: 1 to 16 of `A-Z a-z 0-9 _ -`, seen by all who see the leases. */
  mark?: () => string
  /** Default: the page's own. */
  fetch?: typeof fetch
}

/** Needs no `this`: every method may be passed on its own. Of its promises only that of `fetch` rejects, whatever the server does. */
export interface TabSession {
  /** Calls `listener` after each change. */
  subscribe(listener: () => void): () => void
  /** The same object until something changed. */
  getSnapshot(): TabSessionSnapshot
  /** There may be a session now, as after a sign-in. Resolves once the server has answered, or could not. */
  open(): Promise<TabSessionSnapshot>
  /** Asks the server now, as after a sign-out or for fresh leases. Resolves once the server has answered, or could not. */
  check(): Promise<TabSessionSnapshot>
  /**
   * `fetch` that gives this tab's key along, to this origin alone: a request with it fails if it is redirected to
   * another one. It waits for the start of this client, and for its `open` when the answer starts a session, or its
   * `check` when it ends one. Where the server answers 401 because this tab was asleep, it is sent once more, if it can be.
   */
  readonly fetch: typeof fetch
  /** `{ 'Session-Tab': key }`, or nothing. Only for requests to this origin. */
  header(): Record<string, string>
  /** Takes listeners and timers off; the server still counts on the tab until its lease runs out. */
  stop(): void
}

export function createTabSessionIn(browser: TabSessionBrowser, options: TabSessionOptions): TabSession {
  const { url = '/session/tabs', name = 'session', mark, fetch: send = (...args) => fetch(...args) } = options
  const { document } = browser
  const listeners = new Set<() => void>()
  const line = createTabLine(send, url, mark, browser.sendBeacon)
  const keeper = createTabKeeper(browser, name, hear)
  let snapshot: TabSessionSnapshot = { status: 'starting' }
  /** The birth that the server has still to be told, or has not accepted yet. */
  let untold: TabBirth | undefined
  let birth: TabBirth = 'fresh'
  let wanted: 'open' | 'keep' | undefined
  let times = defaultTimes
  let leaseEnd = Infinity // ms since the epoch, this clock
  let faults = 0
  let shortestWait = 0 // seconds, as the server asked after a fault
  let timer: ReturnType<typeof setTimeout> | undefined

  const isHidden = (): boolean => document.visibilityState === 'hidden'

  /** One request at a time: what is asked for meanwhile follows as one. */
  function ask(act: 'open' | 'keep'): Promise<TabSessionSnapshot> {
    const follows = wanted !== undefined
    if (wanted !== 'open') wanted = act
    // Also after a listener that threw: it must not silence the tab.
    if (!follows) flight = flight.then(exchange, exchange).finally(schedule)
    return flight
  }

  async function exchange(): Promise<TabSessionSnapshot> {
    if (wanted === 'open' || !keeper.tab) untold ??= keeper.tab ? 'same' : 'fresh'
    wanted = undefined
    for (let taken = 0; !page.isLeaving();) {
      const told = untold
      const { tab } = keeper
      const hidden = isHidden()
      const alone = told === 'restored' && keeper.alone ? true : undefined
      const answer = await line.ask(
        tab && !told ? { act: 'keep', tab, hidden } : { act: 'open', birth: told ?? 'fresh', tab, hidden, alone }
      )
      if (answer.status === 'fault') {
        faults++
        shortestWait = answer.after
        break
      }
      faults = 0
      shortestWait = 0
      if (answer.status !== 'taken' || taken++ === mostTaken) {
        apply(answer, told)
        break
      }
      untold = 'copy'
      keeper.cede()
    }
    return snapshot
  }

  function apply(answer: TabAnswer, told: TabBirth | undefined): void {
    const { tab } = keeper
    // Who was not let in asks to be let in again; who is in and asleep only says that it is there.
    if (answer.status !== 'asleep') untold = undefined
    birth = told ?? birth
    if (answer.status === 'open') {
      const before = snapshot.status
      keeper.hold(answer.tab)
      times = answer
      publish(describeOpen(answer, birth, Date.now() / 1000))
      // A reload is no news: the others would all ask the server at each step through the pages.
      const isKnown = answer.tab === tab && (before === 'open' || (before === 'starting' && told === 'same'))
      if (!isKnown) keeper.tell('opened')
    } else if (answer.status === 'asleep') publish({ status: 'asleep' })
    else {
      if (tab) keeper.drop()
      const wasOpen = tab !== undefined || snapshot.status === 'closed'
      if (answer.status === 'unbound' || (answer.status === 'absent' && !wasOpen)) publish({ status: answer.status })
      else if (snapshot.status !== 'closed') publish({ status: 'closed', birth, since: Date.now() / 1000 })
      if (tab) keeper.tell('ended')
    }
  }

  function publish(next: TabSessionSnapshot): void {
    leaseEnd = next.status === 'open' ? next.until * 1000 : 0
    if (JSON.stringify(next) === JSON.stringify(snapshot)) return
    snapshot = next
    for (const listener of listeners) listener()
  }

  function isAlive(): boolean {
    return untold !== undefined || snapshot.status === 'open' || snapshot.status === 'asleep'
  }

  function schedule(): void {
    clearTimeout(timer)
    if (page.isLeaving() || !isAlive()) return
    const interval = (isHidden() ? times.away : times.lease) / 3
    const pause = faults > 0 && !isHidden() ? Math.min(interval, firstRetry * 2 ** (faults - 1)) : interval
    timer = setTimeout(keep, Math.min(Math.max(pause, shortestWait, shortestPause) * 1000, longestDelay))
  }

  function keep(): void {
    if (isAlive()) void ask('keep')
  }

  function leave(park: boolean): void {
    const { tab } = keeper
    if (!park) keeper.leave()
    if (tab && keeper.held) line.say({ act: 'leave', tab, park })
    // The server may have given it a key that is still on its way.
    else if (untold) line.say({ act: 'leave', tab: undefined, park })
  }

  function hear(news: TabNews): void {
    // Nobody's word ends a session here: the server is asked.
    if (news === 'opened' || keeper.tab) void ask('keep')
  }

  async function start(): Promise<TabSessionSnapshot> {
    if (document.prerendering) {
      await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }))
    }
    untold = await keeper.decide()
    return snapshot
  }

  const page = watchPage(browser, {
    grace: () => times.grace,
    keep,
    leave,
    hide() {
      clearTimeout(timer)
      line.hangUp()
      keeper.hide()
    },
    show() {
      untold = keeper.show() ?? untold
      void ask('open')
    }
  })
  let flight = start()
  const started = ask('open')

  const open = (): Promise<TabSessionSnapshot> => ask('open')
  const check = (): Promise<TabSessionSnapshot> => ask('keep')
  const header = (): Record<string, string> => (keeper.tab && keeper.held ? { 'Session-Tab': keeper.tab } : {})

  return {
    open,
    check,
    header,
    getSnapshot: () => snapshot,
    fetch: createTabFetch({ send, browser, started, open, check, header, isLeaseOver: () => Date.now() >= leaseEnd }),

    subscribe(listener) {
      const notify = (): void => listener() // one of its own, so that a listener may subscribe twice
      listeners.add(notify)
      return () => void listeners.delete(notify)
    },

    stop() {
      page.stop()
      clearTimeout(timer)
      line.hangUp()
      keeper.hide()
    }
  }
}
