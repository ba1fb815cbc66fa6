// @vitest-environment jsdom
// Node's own EventTarget knows no capture phase.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TabBirthChannel } from './tab-birth.ts'
import type { TabSessionBrowser } from './tab-session-browser.ts'
import { createTabSessionIn } from './tab-session-client.ts'
import type { TabSession, TabSessionOptions } from './tab-session-client.ts'

const grace = 10
const lease = 45
const away = 600

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

interface Message {
  readonly act: 'open' | 'keep' | 'leave'
  readonly doc: string
  readonly n: number
  readonly tab?: string
  readonly mark?: string
  readonly birth?: string
  readonly hidden?: boolean
  readonly park?: boolean
}

interface Lease {
  doc: string
  n: number
  until: number
  state: 'open' | 'leaving' | 'parked'
  hidden: boolean
}

type Answerer = (message: Message) => Response | Promise<Response>

interface Server {
  readonly fetch: typeof fetch
  /** What came since the last look, as `open same`, `keep hidden`, `leave park`. */
  log(): string[]
  readonly messages: Message[]
  readonly inits: RequestInit[]
  signIn(scope?: 'last-tab' | 'tab' | 'unbound'): void
  signOut(): void
  /** Whether a request of the application has a session. */
  isAlive(): boolean
  /** Answers instead of the server until `null`. */
  answers(answerer: Answerer | null): void
}

/** The rules of the server, no more of them than a page can tell. */
function openServer(): Server {
  const messages: Message[] = []
  const inits: RequestInit[] = []
  let seen = 0
  let minted = 0
  let answerer: Answerer | null = null
  let scope: 'last-tab' | 'tab' | 'unbound' | null = null
  let unclaimed = 0
  let tabs = new Map<string, Lease>()

  const now = (): number => Date.now() / 1000 + 5000 // its clock is another one
  const isLive = ({ until }: Lease): boolean => until > now()
  const isAsleep = (tab: Lease): boolean => !isLive(tab) && tab.state !== 'leaving'
  const isAlive = (): boolean => scope !== null && (unclaimed > now() || [...tabs.values()].some(isLive))

  function answer(message: Message): object {
    if (!scope) return { status: 'absent' }
    if (scope === 'unbound') return { status: scope }
    const known = tabs.get(message.tab ?? '')
    if (message.act === 'open') return open(message, known)
    if (!known || known.doc !== message.doc) return { status: 'taken' }
    if (message.n <= known.n) throw new Error('n must grow')
    if (message.act === 'keep')
      return isLive(known) || isAsleep(known) ? hold(message.tab!, message) : { status: 'closed' }
    known.n = message.n
    known.state = message.park ? 'parked' : 'leaving'
    known.until = message.park ? Math.max(known.until, now() + away) : Math.min(known.until, now() + grace)
    return {}
  }

  function open(message: Message, known: Lease | undefined): object {
    if (!known) return join(message)
    const isHolder = known.doc === message.doc
    if (message.birth === 'copy' && !isHolder) return join(message)
    if (message.birth === 'restored' && !isHolder) {
      if (known.state !== 'parked') tabs.delete(message.tab!)
      return join(message)
    }
    if (isLive(known) || isHolder || (message.birth === 'revived' && isAsleep(known)))
      return hold(message.tab!, message)
    tabs.delete(message.tab!)
    return join(message)
  }

  function join(message: Message): object {
    if (unclaimed > now() || (scope === 'last-tab' && isAlive())) {
      unclaimed = 0
      return hold(String(++minted).padStart(22, 'K'), message)
    }
    if (scope === 'last-tab' && [...tabs.values()].some(isAsleep)) return { status: 'asleep' }
    return { status: 'closed' }
  }

  function hold(tab: string, { doc, n, hidden = false }: Message): object {
    tabs.set(tab, { doc, n, state: 'open', hidden, until: now() + (hidden ? away : lease) })
    const leases = [...tabs].map(([key, each]) => ({ ...each, mark: key.slice(-1), self: key === tab, doc: undefined }))
    return { status: 'open', scope, tab, grace, lease, away, now: now(), leases }
  }

  return {
    messages,
    inits,
    isAlive,
    log: () => messages.slice(seen, (seen = messages.length)).map(describe),
    answers: (next) => void (answerer = next),
    signOut: () => void (scope = null),
    signIn(next = 'last-tab') {
      scope = next
      unclaimed = now() + lease
      tabs = new Map()
    },
    async fetch(url, init) {
      if (url !== '/session/tabs' || !init || typeof init.body !== 'string') throw new TypeError('Failed to fetch')
      const message = JSON.parse(init.body) as Message
      messages.push(message)
      inits.push(init)
      return answerer ? answerer(message) : Response.json(answer(message))
    }
  }
}

function describe({ act, birth, hidden, park }: Message): string {
  return [act, birth, hidden && 'hidden', park && 'park'].filter(Boolean).join(' ')
}

interface LoadOptions extends Partial<Pick<TabSessionBrowser, 'navigation' | 'wasDiscarded' | 'sendBeacon'>> {
  hidden?: boolean
  prerendering?: boolean
  options?: TabSessionOptions
}

interface Tab {
  load(how?: LoadOptions): Page
  duplicate(): Tab
  record(): { tab: string; open: boolean } | null
}

interface Page {
  readonly session: TabSession
  readonly status: () => string
  /** Each status that was published. */
  readonly seen: string[]
  /** An event on the window, or on the document for those that it gets there. */
  fire(type: string, props?: object): Event
  /** The page leaves in order; with `persisted` into the back/forward cache. */
  leave(persisted?: boolean): void
  /** Back from that cache, in the order of events of a browser. */
  comeBack(): void
  setHidden(hidden: boolean): void
  /** The document dies without a word. */
  die(): void
  readonly window: EventTarget
}

function openBrowser(): { server: Server; openTab(items?: Map<string, string>): Tab; channels: Set<EventTarget> } {
  const server = openServer()
  const channels = new Set<EventTarget>()

  function openTab(items = new Map<string, string>()): Tab {
    function load(how: LoadOptions = {}): Page {
      const { hidden = false, prerendering = false, navigation = 'navigate', wasDiscarded = false, sendBeacon } = how
      const own = new Set<EventTarget>()
      const window = new EventTarget()
      const state = { visibilityState: hidden ? 'hidden' : 'visible', prerendering, baseURI: 'https://app.test/page' }
      const document = Object.assign(new EventTarget(), state)
      const browser: TabSessionBrowser = {
        storage: {
          getItem: (name) => items.get(name) ?? null,
          setItem: (name, value) => void items.set(name, value),
          removeItem: (name) => void items.delete(name)
        },
        openChannel: () => createChannel(channels, own),
        navigation,
        wasDiscarded,
        page: window,
        document,
        origin: 'https://app.test',
        sendBeacon
      }
      const session = createTabSessionIn(browser, { fetch: server.fetch, ...how.options })
      const seen: string[] = []
      session.subscribe(() => seen.push(session.getSnapshot().status))

      function fire(type: string, props: object = {}): Event {
        const event = new Event(type, { cancelable: true })
        // `Event` has a `returnValue` of its own.
        for (const [key, value] of Object.entries(props)) Object.defineProperty(event, key, { value, writable: true })
        const target = ['visibilitychange', 'freeze', 'resume', 'prerenderingchange'].includes(type) ? document : window
        target.dispatchEvent(event)
        return event
      }

      function setHidden(value: boolean): void {
        document.visibilityState = value ? 'hidden' : 'visible'
        fire('visibilitychange')
      }

      function die(): void {
        session.stop()
        for (const channel of own) channels.delete(channel)
      }

      return {
        session,
        status: () => session.getSnapshot().status,
        seen,
        fire,
        setHidden,
        window,
        leave(persisted = false) {
          fire('pagehide', { persisted })
          setHidden(true)
          if (persisted) fire('freeze')
          else die()
        },
        comeBack() {
          fire('resume')
          setHidden(false)
          fire('pageshow', { persisted: true })
        },
        die() {
          const record = items.get('session-tab')
          die() // marks the record, which a crash does not
          if (record) items.set('session-tab', record)
        }
      }
    }

    return {
      load,
      duplicate: () => openTab(new Map(items)),
      record: () => JSON.parse(items.get('session-tab') ?? 'null') as { tab: string; open: boolean } | null
    }
  }

  return { server, openTab, channels }
}

function createChannel(channels: Set<EventTarget>, own: Set<EventTarget>): TabBirthChannel {
  const channel = new EventTarget()
  channels.add(channel)
  own.add(channel)
  return {
    close: () => void channels.delete(channel),
    addEventListener: (type, listener) => channel.addEventListener(type, (event) => listener(event as MessageEvent)),
    postMessage(data) {
      for (const other of channels) {
        if (other !== channel) queueMicrotask(() => other.dispatchEvent(new MessageEvent('message', { data })))
      }
    }
  }
}

/** Seconds. */
const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000)
const settle = (): Promise<unknown> => pass(0)
/** As a page asks before it is left: HTML, BeforeUnloadEvent. */
const unload = { returnValue: '' }

/** A tab of a session that is bound to tabs, open. */
async function openSignedIn(scope: 'last-tab' | 'tab' = 'last-tab') {
  const browser = openBrowser()
  const tab = browser.openTab()
  browser.server.signIn(scope)
  const page = tab.load()
  await settle()
  expect(page.status()).toBe('open')
  browser.server.log()
  return { ...browser, tab, page }
}

test('a fresh tab claims the session and keeps the key it is given', async () => {
  const { server, openTab } = openBrowser()
  server.signIn()
  const tab = openTab()
  const { session } = tab.load({ options: { mark: () => 'kite' } })
  expect(session.getSnapshot()).toEqual({ status: 'starting' })
  expect(session.header()).toEqual({})
  await settle()
  const key = tab.record()?.tab ?? ''
  expect(tab.record()).toEqual({ tab: key, open: true })
  expect(session.header()).toEqual({ 'Session-Tab': key })
  expect(server.messages).toEqual([
    { act: 'open', birth: 'fresh', hidden: false, doc: expect.stringMatching(/^[0-9a-f]{32}$/), n: 1, mark: 'kite' }
  ])
})

test('shows the leases by the clock of this page', async () => {
  const { page } = await openSignedIn('tab')
  const until = 1000 + lease
  const leases = [{ mark: '1', self: true, state: 'open', hidden: false, until, n: 1 }]
  const times = { until, grace, lease, away }
  expect(page.session.getSnapshot()).toEqual(
    expect.objectContaining({ status: 'open', scope: 'tab', mark: '1', birth: 'fresh', hidden: false, ...times })
  )
  expect(page.session.getSnapshot()).toMatchObject({ leases })
})

test('without a session it is absent, and asks no more', async () => {
  const { server, openTab } = openBrowser()
  const page = openTab().load()
  await settle()
  expect(page.status()).toBe('absent')
  expect(vi.getTimerCount()).toBe(0)
  page.setHidden(true)
  page.fire('online')
  page.leave()
  expect(server.log()).toEqual(['open fresh'])
})

test('a session that is not bound to tabs asks no more either', async () => {
  const { server, openTab } = openBrowser()
  server.signIn('unbound')
  const page = openTab().load()
  await settle()
  expect(page.status()).toBe('unbound')
  expect(vi.getTimerCount()).toBe(0)
})

test('a page that is prerendered waits until it is shown', async () => {
  const { server, openTab } = openBrowser()
  const page = openTab().load({ prerendering: true })
  await pass(1)
  expect(server.log()).toEqual([])
  page.fire('prerenderingchange')
  await settle()
  expect(server.log()).toEqual(['open fresh'])
})

test('keeps the tab each third of the lease while visible, of the longer one while hidden', async () => {
  const { server, page } = await openSignedIn()
  await pass(lease / 3 - 0.001)
  expect(server.log()).toEqual([])
  await pass(0.001)
  expect(server.log()).toEqual(['keep'])
  page.setHidden(true)
  await settle()
  expect(server.log()).toEqual(['keep hidden'])
  expect(page.session.getSnapshot()).toMatchObject({ hidden: true })
  await pass(away / 3 - 0.001)
  expect(server.log()).toEqual([])
  await pass(0.001)
  expect(server.log()).toEqual(['keep hidden'])
  expect(vi.getTimerCount()).toBe(1)
})

test.each(['resume', 'online', 'visibilitychange'])('says on %s that it is there', async (type) => {
  const { server, page } = await openSignedIn()
  page.fire(type)
  await settle()
  expect(server.log()).toEqual(['keep'])
})

test('numbers its messages, and no two documents have the same name', async () => {
  const { server, page, tab } = await openSignedIn()
  page.fire('online')
  await settle()
  page.leave()
  tab.load()
  await settle()
  expect(server.messages.map(({ n }) => n)).toEqual([1, 2, 3, 1])
  expect(new Set(server.messages.map(({ doc }) => doc)).size).toBe(2)
})

test('a reload stays the same tab', async () => {
  const { server, page, tab } = await openSignedIn()
  const key = tab.record()
  page.leave()
  expect(tab.record()).toMatchObject({ open: false })
  const reloaded = tab.load({ navigation: 'reload' })
  await settle()
  expect(server.log()).toEqual(['leave', 'open same'])
  expect(reloaded.session.getSnapshot()).toMatchObject({ status: 'open', birth: 'same' })
  expect(tab.record()).toEqual(key)
})

test('a storm of reloads stays the same tab', async () => {
  const { tab, page } = await openSignedIn()
  const key = tab.record()
  page.leave()
  for (let times = 0; times < 20; times++) {
    const next = tab.load({ navigation: 'reload' })
    if (times % 2) await settle()
    next.leave()
  }
  const last = tab.load({ navigation: 'reload' })
  await settle()
  expect(last.session.getSnapshot()).toMatchObject({ status: 'open', birth: 'same' })
  expect(tab.record()).toEqual(key)
})

test('closing the last tab ends the session after the grace, and visibilitychange does not undo it', async () => {
  const { server, page } = await openSignedIn()
  page.leave()
  await settle()
  expect(server.log()).toEqual(['leave'])
  await pass(grace - 0.001)
  expect(server.isAlive()).toBe(true)
  await pass(0.001)
  expect(server.isAlive()).toBe(false)
})

test('the leave outlives its page', async () => {
  const { server, page } = await openSignedIn()
  page.leave()
  expect(server.inits.at(-1)).toMatchObject({ method: 'POST', keepalive: true, mode: 'same-origin' })
})

test('where fetch does not outlive its page, the leave is a beacon', async () => {
  const { server, openTab } = openBrowser()
  server.signIn()
  const sent: string[] = []
  const page = openTab().load({ sendBeacon: (url, text) => void sent.push(url, text) })
  await settle()
  page.leave()
  expect(server.log()).toEqual(['open fresh'])
  expect(sent).toEqual(['/session/tabs', expect.stringContaining('"act":"leave"')])
})

test('into the back/forward cache the tab is parked once, and the channel is closed', async () => {
  const { server, page, channels } = await openSignedIn()
  page.leave(true)
  await settle()
  expect(server.log()).toEqual(['leave park'])
  expect(channels.size).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})

test('back from that cache it opens before anything else', async () => {
  const { server, page, tab, channels } = await openSignedIn()
  const key = tab.record()
  page.leave(true)
  await pass(lease)
  server.log()
  page.comeBack()
  await settle()
  expect(server.log()).toEqual(['open same'])
  expect(page.status()).toBe('open')
  expect(tab.record()).toEqual(key)
  expect(channels.size).toBe(1)
  await pass(lease / 3)
  expect(server.log()).toEqual(['keep'])
})

test('back from that cache after another document of the tab, it takes the key from it', async () => {
  const { server, page, tab } = await openSignedIn()
  page.leave(true)
  const next = tab.load()
  await settle()
  next.leave()
  page.comeBack()
  await settle()
  expect(server.log()).toEqual(['leave park', 'open same', 'leave', 'open same'])
  expect(page.status()).toBe('open')
})

test('the pageshow of a first load is none of that', async () => {
  const { server, page, channels } = await openSignedIn()
  page.fire('pageshow', { persisted: false })
  await settle()
  expect(server.log()).toEqual([])
  expect(channels.size).toBe(1)
})

test('a frozen page is parked, and says that it is there when it goes on', async () => {
  const { server, page } = await openSignedIn()
  page.fire('freeze')
  await settle()
  expect(server.log()).toEqual(['leave park'])
  page.fire('resume')
  await settle()
  expect(server.log()).toEqual(['keep'])
})

test('leaves before the unload, too, and nothing undoes it until the page has gone', async () => {
  const { server, page } = await openSignedIn()
  page.fire('beforeunload', unload)
  page.setHidden(true)
  await pass(1.999)
  expect(server.log()).toEqual(['leave'])
  page.leave()
  await pass(lease)
  expect(server.log()).toEqual(['leave'])
})

test('a page that went into the back/forward cache is not taken for one that is still there', async () => {
  const { server, page } = await openSignedIn()
  page.fire('beforeunload', unload)
  page.leave(true)
  await pass(1)
  expect(server.log()).toEqual(['leave', 'leave park'])
})

test('a page that is still there two seconds later says so', async () => {
  const { server, page, tab } = await openSignedIn()
  page.fire('beforeunload', unload)
  expect(tab.record()).toMatchObject({ open: false })
  await pass(2)
  expect(server.log()).toEqual(['leave', 'keep'])
  expect(tab.record()).toMatchObject({ open: true })
  await pass(lease / 3)
  expect(server.log()).toEqual(['keep'])
})

test('a page that asks the person before the unload does not leave, wherever its listener is', async () => {
  const { server, page } = await openSignedIn()
  page.window.addEventListener('beforeunload', (event) => event.preventDefault(), { once: true })
  expect(page.fire('beforeunload', unload).defaultPrevented).toBe(true)
  page.window.addEventListener('beforeunload', (event) => Object.assign(event, { returnValue: 'Sure?' }), {
    once: true
  })
  page.fire('beforeunload', unload)
  await pass(1)
  expect(server.log()).toEqual([])
})

test.each([
  { seconds: 3, log: ['leave', 'keep'] },
  { seconds: 0, log: [] }
])('a page that stays says so in time for a grace of $seconds s', async ({ seconds, log }) => {
  const { server, page } = await openSignedIn()
  const answer = { status: 'open', scope: 'last-tab', grace: seconds, lease, away, now: 0, leases: [] }
  server.answers(({ tab }) => Response.json({ ...answer, tab }))
  void page.session.check()
  await settle()
  server.log()
  page.fire('beforeunload', unload)
  await pass(1)
  expect(server.log()).toEqual(log)
})

test('what the application asks between the unload and the two seconds is sent after them', async () => {
  const { server, page } = await openSignedIn()
  page.fire('beforeunload', unload)
  void page.session.open()
  await settle()
  expect(server.log()).toEqual(['leave'])
  await pass(2)
  expect(server.log()).toEqual(['open same'])
})

test('a duplicated tab is a copy with a key of its own, and outlives the first', async () => {
  const { server, page, tab } = await openSignedIn()
  const copy = tab.duplicate()
  const other = copy.load({ navigation: 'back_forward' })
  await pass(0.2)
  expect(server.log()).toEqual(['open copy', 'keep'])
  expect(copy.record()?.tab).not.toBe(tab.record()?.tab)
  page.leave()
  await pass(lease)
  expect(server.isAlive()).toBe(true)
  other.leave()
  await pass(grace)
  expect(server.isAlive()).toBe(false)
})

test('a copy that has not heard of a key of its own leaves without one', async () => {
  const { server, tab } = await openSignedIn()
  const copy = tab.duplicate().load()
  server.answers(() => new Promise(() => {}))
  await settle()
  copy.leave()
  expect(server.log()).toEqual(['open copy', 'leave'])
  expect(server.messages.at(-1)).not.toHaveProperty('tab')
})

test('a tab that the browser restored is refused, and a reload without the server does not make it another', async () => {
  const { server, page, tab } = await openSignedIn()
  page.die()
  const restored = tab.load({ navigation: 'back_forward' })
  server.answers(() => Promise.reject(new TypeError('offline')))
  await pass(1)
  restored.die()
  server.answers(null)
  server.log()
  await pass(lease)
  tab.load({ navigation: 'reload' })
  await pass(1)
  expect(server.log()).toEqual(['open restored'])
})

test('a restored tab stays restored until the server has answered', async () => {
  const { server, page, tab } = await openSignedIn()
  page.die()
  server.answers(() => Promise.reject(new TypeError('offline')))
  const restored = tab.load({ navigation: 'back_forward' })
  await pass(0.2)
  expect(restored.session.header()).toEqual({})
  void restored.session.open()
  await settle()
  server.answers(null)
  await pass(10)
  expect(server.log()).toEqual(expect.arrayContaining(['open restored']))
  expect(new Set(server.messages.slice(1).map(({ birth }) => birth))).toEqual(new Set(['restored']))
  expect(restored.session.getSnapshot()).toMatchObject({ status: 'closed', birth: 'restored' })
  expect(server.isAlive()).toBe(false)
})

test('a crashed tab that is reloaded is revived, even past its lease', async () => {
  const { server, page, tab } = await openSignedIn()
  page.die()
  await pass(lease + 1)
  expect(server.isAlive()).toBe(false)
  const reloaded = tab.load({ navigation: 'reload' })
  await pass(0.4)
  expect(server.log()).toEqual(['open revived'])
  expect(reloaded.session.getSnapshot()).toMatchObject({ status: 'open', birth: 'revived' })
})

test('a tab that was not heard for longer than its lease comes back by saying that it is there', async () => {
  const { server, page } = await openSignedIn()
  server.answers(() => Promise.reject(new TypeError('offline')))
  await pass(lease * 3)
  expect(server.isAlive()).toBe(false)
  server.answers(null)
  server.log()
  page.fire('online')
  await settle()
  expect(server.log()).toEqual(['keep'])
  expect(page.seen).not.toContain('closed')
  expect(server.isAlive()).toBe(true)
})

test.each([
  ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['503', () => new Response('{"status":"closed"}', { status: 503 })],
  ['429', () => new Response(null, { status: 429 })],
  ['404', () => Response.json({ status: 'absent' }, { status: 404 })],
  ['no JSON', () => new Response('<p>Sign in</p>')],
  ['another JSON', () => Response.json({ status: 'gone' })]
] as const)('a fault (%s) changes nothing, and is tried again soon', async (_name, answerer) => {
  const { server, page, tab } = await openSignedIn()
  const key = tab.record()
  const snapshot = page.session.getSnapshot()
  server.answers(answerer)
  expect(await page.session.check()).toBe(snapshot)
  expect(tab.record()).toEqual(key)
  await pass(1)
  expect(server.log()).toEqual(['keep', 'keep'])
  await pass(2)
  await pass(4)
  await pass(8)
  expect(server.log()).toEqual(['keep', 'keep', 'keep'])
  await pass(lease / 3)
  await pass(lease / 3)
  expect(server.log()).toEqual(['keep', 'keep'])
  server.answers(null)
  await pass(lease / 3)
  await pass(lease / 3)
  expect(server.log()).toEqual(['keep', 'keep'])
  expect(page.seen).not.toContain('closed')
})

test('a hidden page does not try again sooner', async () => {
  const { server, page } = await openSignedIn()
  server.answers(() => new Response(null, { status: 503 }))
  page.setHidden(true)
  await pass(away / 3 - 1)
  expect(server.log()).toEqual(['keep hidden'])
})

test('after an answer, the next fault is tried again as soon as the first', async () => {
  const { server, page } = await openSignedIn()
  server.answers(() => new Response(null, { status: 503 }))
  await page.session.check()
  await pass(1)
  server.answers(null)
  await page.session.check()
  server.answers(() => new Response(null, { status: 503 }))
  await page.session.check()
  server.log()
  await pass(1)
  expect(server.log()).toEqual(['keep'])
})

test('an answer ends the wait that the server asked for', async () => {
  const { server, page } = await openSignedIn()
  server.answers(() => new Response(null, { status: 429, headers: { 'Retry-After': '60' } }))
  await page.session.check()
  server.answers(null)
  await page.session.check()
  server.log()
  await pass(lease / 3)
  expect(server.log()).toEqual(['keep'])
})

test('waits as long as the server asks', async () => {
  const { server, page } = await openSignedIn()
  server.answers(() => new Response(null, { status: 429, headers: { 'Retry-After': '60' } }))
  await page.session.check()
  await pass(59)
  expect(server.log()).toEqual(['keep'])
  await pass(1)
  expect(server.log()).toEqual(['keep'])
})

test('a request that hangs is given up', async () => {
  const { server, page } = await openSignedIn()
  server.answers(hang(server))
  const checked = page.session.check()
  await pass(10)
  await checked
  server.answers(null)
  await pass(1)
  expect(server.log()).toEqual(['keep', 'keep'])
})

test('an answer of the server ends the session here and is passed on: the others ask for themselves', async () => {
  const { server, openTab, page, tab } = await openSignedIn()
  const other = openTab().load()
  await settle()
  server.log()
  server.signOut()
  await page.session.check()
  await settle()
  expect(server.log()).toEqual(['keep', 'keep'])
  expect(page.session.getSnapshot()).toEqual({ status: 'closed', birth: 'fresh', since: 1000 })
  expect(other.status()).toBe('closed')
  expect(tab.record()).toBeNull()
  expect(page.session.header()).toEqual({})
  expect(vi.getTimerCount()).toBe(0)
})

test('nobody ends a session by its word alone', async () => {
  const { server, page, openTab } = await openSignedIn()
  const other = openTab().load()
  await settle()
  server.answers(({ doc }) =>
    doc === server.messages[0]!.doc ? Response.json({ status: 'closed' }) : hang(server)({} as Message)
  )
  await page.session.check()
  await settle()
  expect(page.status()).toBe('closed')
  expect(other.status()).toBe('open')
})

test('tabs that have nothing pass nothing on: two of them do not talk without end', async () => {
  const { server, openTab } = await openSignedIn('tab')
  openTab().load()
  openTab().load()
  await pass(1)
  expect(server.log()).toEqual(['open fresh', 'open fresh'])
})

test('another document with the same key makes it a copy', async () => {
  const { server, page, tab } = await openSignedIn()
  const key = tab.record()?.tab
  const copy = tab.duplicate().load()
  page.die() // too late for the copy to be heard
  server.answers(() => {
    server.answers(null)
    return Response.json({ status: 'taken' })
  })
  await pass(1)
  expect(copy.status()).toBe('open')
  expect(copy.session.header()).not.toEqual({ 'Session-Tab': key })
})

test('a key that is taken is neither shown nor left', async () => {
  const { server, page } = await openSignedIn()
  server.answers(({ act }) =>
    act === 'keep' ? Response.json({ status: 'taken' }) : new Response(null, { status: 503 })
  )
  await page.session.check()
  expect(page.session.header()).toEqual({})
  page.leave()
  expect(server.log()).toEqual(['keep', 'open copy', 'leave'])
  expect(server.messages.at(-1)).not.toHaveProperty('tab')
})

test('gives up after it was told twice in a row that its key is taken', async () => {
  const { server, page } = await openSignedIn()
  server.answers(() => Response.json({ status: 'taken' }))
  await page.session.check()
  expect(server.log()).toEqual(['keep', 'open copy', 'open copy'])
  expect(page.status()).toBe('closed')
})

test('a tab that was not let in because the session is asleep gets in when another one wakes it', async () => {
  const { server, page, openTab } = await openSignedIn()
  server.answers(() => Promise.reject(new TypeError('offline')))
  await pass(lease + 20)
  server.answers(null)
  const other = openTab().load()
  await settle()
  expect(other.status()).toBe('asleep')
  page.fire('online')
  await settle()
  await pass(lease / 3)
  expect(other.status()).toBe('open')
})

test('a tab that was not let in because the session is asleep asks again as what it is', async () => {
  const { server, page, tab } = await openSignedIn()
  page.die()
  server.answers(() => Response.json({ status: 'asleep' }))
  const restored = tab.load({ navigation: 'back_forward' })
  await pass(1)
  expect(restored.status()).toBe('asleep')
  await pass(lease / 3)
  expect(server.log()).toEqual(['open restored', 'open restored'])
})

test.each([true, false])('a tab that was restored says so if it is alone (%j)', async (isAlone) => {
  const { server, page, tab, openTab } = await openSignedIn()
  page.die()
  const other = openTab().load()
  await settle()
  if (isAlone) other.die()
  tab.load({ navigation: 'back_forward' })
  await pass(1)
  const told = server.messages.find(({ birth }) => birth === 'restored')
  expect(told).toEqual(expect.objectContaining({ act: 'open' }))
  expect(told !== undefined && 'alone' in told).toBe(isAlone)
})

test('what is closed stays so until there is another session', async () => {
  const { server, page } = await openSignedIn()
  server.signOut()
  await page.session.check()
  await page.session.check()
  expect(page.status()).toBe('closed')
  server.signIn()
  await page.session.open()
  expect(page.seen).toEqual(['open', 'closed', 'open'])
})

test('an asleep tab keeps its key and says on each interval that it is there', async () => {
  const { server, page, tab } = await openSignedIn()
  const key = tab.record()
  server.answers(() => Response.json({ status: 'asleep' }))
  await page.session.check()
  expect(page.status()).toBe('asleep')
  expect(tab.record()).toEqual(key)
  server.answers(null)
  server.log()
  await pass(lease / 3)
  expect(server.log()).toEqual(['keep'])
  expect(page.seen).toEqual(['open', 'asleep', 'open'])
})

test('after a sign-in in one tab the others join', async () => {
  const { server, openTab } = openBrowser()
  const pages = [openTab().load(), openTab().load(), openTab().load()] as const
  await settle()
  server.signIn()
  expect(await pages[0].session.open()).toMatchObject({ status: 'open' })
  await settle()
  expect(pages.map((page) => page.status())).toEqual(['open', 'open', 'open'])
})

test('a reload is no news to the others, a new tab is', async () => {
  const { server, page, tab, openTab } = await openSignedIn()
  openTab().load()
  await settle()
  expect(server.log()).toEqual(['open fresh', 'keep'])
  page.leave()
  tab.load()
  await settle()
  expect(server.log()).toEqual(['leave', 'open same'])
})

test('one request at a time; what is asked for meanwhile is one more', async () => {
  const { server, page } = await openSignedIn()
  let release = (): void => {}
  server.answers(
    (): Promise<Response> => new Promise((resolve) => (release = () => resolve(new Response(null, { status: 503 }))))
  )
  const first = page.session.check()
  await settle()
  const rest = [page.session.check(), page.session.open(), page.session.check()]
  page.fire('online')
  await settle()
  expect(server.log()).toEqual(['keep'])
  server.answers(null)
  release()
  await Promise.all([first, ...rest])
  expect(server.log()).toEqual(['open same'])
})

test('an answer that was on its way when the page was left does not count', async () => {
  const { server, page } = await openSignedIn()
  let release = (): void => {}
  server.answers(
    (): Promise<Response> => new Promise((resolve) => (release = () => resolve(Response.json({ status: 'closed' }))))
  )
  void page.session.check()
  await settle()
  server.answers(null)
  page.leave(true)
  await pass(1)
  page.comeBack()
  release()
  await settle()
  expect(page.seen).toEqual(['open', 'open'])
})

test('the snapshot is the same object until something changed', async () => {
  const { server, page } = await openSignedIn()
  const before = page.session.getSnapshot()
  server.signOut()
  const closed = await page.session.check()
  expect(closed).not.toBe(before)
  await pass(5)
  expect(await page.session.open()).toBe(closed)
  expect(page.seen).toEqual(['open', 'closed'])
})

test('a listener is called until it is taken off', async () => {
  const { server, page } = await openSignedIn()
  const listener = vi.fn()
  const stop = page.session.subscribe(listener)
  page.session.subscribe(listener)
  stop()
  server.signOut()
  await page.session.check()
  expect(listener).toHaveBeenCalledOnce()
})

test('a listener that throws does not silence the tab', async () => {
  const { server, page } = await openSignedIn()
  const stop = page.session.subscribe(() => {
    throw new Error('a listener')
  })
  await pass(1)
  await expect(page.session.check()).rejects.toThrow('a listener')
  stop()
  await pass(lease / 3)
  expect(server.log()).toEqual(['keep', 'keep'])
})

test('once stopped it neither asks nor leaves', async () => {
  const { server, page, channels } = await openSignedIn()
  page.session.stop()
  page.fire('online')
  page.fire('pagehide', { persisted: false })
  await page.session.check()
  await pass(lease)
  expect(server.log()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
  expect(channels.size).toBe(0)
})

/** Never answers, but lets itself be given up. */
function hang(server: Server): Answerer {
  return () =>
    new Promise((_resolve, reject) => {
      server.inits.at(-1)?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    })
}
