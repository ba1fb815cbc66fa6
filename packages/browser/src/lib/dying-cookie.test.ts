// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DyingBrowser } from './dying-cookie-browser.ts'
import type { DyingJar } from './dying-cookie-jar.ts'
import { createDyingCookieIn } from './dying-cookie.ts'
import type { DyingCookie, DyingCookieSettings, DyingCookieSnapshot } from './dying-cookie.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)
const pass = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(seconds * 1000)

type Items = Map<string, string>

interface OpenOptions {
  readonly storage?: Items
  readonly navigation?: NavigationTimingType
  readonly scope?: DyingCookieSettings['scope']
  readonly expires?: () => number | null
}

interface Tab {
  readonly cookie: DyingCookie
  readonly page: EventTarget
  readonly storage: Items
  status(): string
  fire(type: string, init?: { persisted?: boolean; prevent?: boolean }): void
  /** The document goes in order: the tab is closed, reloaded, or goes elsewhere. */
  close(): void
  /** The document goes without a word. */
  crash(): void
}

interface World {
  open(options?: OpenOptions): Tab
  /** The answer of a server to a sign-in. */
  signIn(): void
  signOut(): void
  /** What the browser would send. */
  alive(): boolean
  /** UNIX ms; Infinity: goes with the browser. */
  diesAt(): number
  readonly locks: LockRequest[]
  readonly channels: Set<EventTarget>
}

/** A browser with the parts that dying cookies need; no more of their behaviour than they can tell. */
function openBrowser(): World {
  const requests: LockRequest[] = []
  const channels = new Set<EventTarget>()
  const watchers = new Set<() => void>()
  const shared: Items = new Map()
  let dies = 0

  const alive = (): boolean => Date.now() < dies
  function set(until: number): void {
    const changes = alive() !== until > Date.now()
    dies = until
    if (changes) for (const watcher of watchers) queueMicrotask(watcher)
  }

  function createJar(dead: AbortSignal): DyingJar {
    return {
      has: alive,
      shorten(seconds) {
        if (!alive() || dead.aborted) return false
        set(Date.now() + seconds * 1000)
        return true
      },
      restore: (expires) => void (alive() && set(expires === null ? Infinity : expires * 1000)),
      remove: () => set(0),
      watch(callback) {
        const watcher = (): void => void (dead.aborted || callback())
        watchers.add(watcher)
        return () => watchers.delete(watcher)
      }
    }
  }

  function open({ storage = new Map(), navigation = 'navigate', scope = 'last-tab', expires }: OpenOptions = {}): Tab {
    const dead = new AbortController()
    const page = new EventTarget()
    const browser: DyingBrowser = {
      locks: createLocks(requests, dead.signal),
      storage: storageOf(storage, dead.signal),
      shared: storageOf(shared, dead.signal),
      page,
      runSoon: (act) => void setTimeout(() => dead.signal.aborted || act()),
      openChannel: () => createChannel(channels, dead.signal),
      navigation,
      wasDiscarded: false
    }
    const settings = { name: 'test', seconds: 3, scope, expires: expires ?? (() => null) }
    const cookie = createDyingCookieIn(browser, createJar(dead.signal), settings)

    function fire(type: string, { persisted = false, prevent = false } = {}): void {
      const event = Object.assign(new Event(type, { cancelable: true }), { persisted })
      if (prevent) page.addEventListener(type, (fired) => fired.preventDefault(), { once: true })
      page.dispatchEvent(event)
    }
    function crash(): void {
      dead.abort()
    }
    function close(): void {
      fire('pagehide')
      crash()
    }
    return { cookie, page, storage, status: () => cookie.getSnapshot().status, fire, close, crash }
  }

  return {
    open,
    signIn: () => set(Infinity),
    signOut: () => set(0),
    alive,
    diesAt: () => dies,
    locks: requests,
    channels
  }
}

function storageOf(items: Items, dead: AbortSignal): DyingBrowser['storage'] {
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void (dead.aborted || items.set(key, value)),
    removeItem: (key) => void (dead.aborted || items.delete(key))
  }
}

interface LockRequest {
  readonly name: string
  readonly mode: LockMode
  readonly grant: () => void
  granted: boolean
}

/** Web Locks, "process the lock request queue": in order, shared ones together. */
function createLocks(requests: LockRequest[], dead: AbortSignal): DyingBrowser['locks'] {
  function process(): void {
    for (const waiting of requests.filter(({ granted }) => !granted)) {
      const ahead = requests.slice(0, requests.indexOf(waiting)).filter(({ name }) => name === waiting.name)
      if (!ahead.every(({ granted, mode }) => granted && mode === 'shared' && waiting.mode === 'shared')) continue
      waiting.granted = true
      queueMicrotask(waiting.grant)
    }
  }

  function remove(request: LockRequest): void {
    const index = requests.indexOf(request)
    if (index >= 0) requests.splice(index, 1)
    process()
  }

  return {
    request(name, { mode = 'exclusive', signal }, callback) {
      return new Promise((resolve, reject) => {
        const request: LockRequest = {
          name,
          mode,
          granted: false,
          async grant() {
            if (dead.aborted) return
            await callback()
            remove(request)
            resolve(undefined)
          }
        }
        signal?.addEventListener('abort', () => {
          if (request.granted) return
          remove(request)
          reject(new DOMException('given up', 'AbortError'))
        })
        dead.addEventListener('abort', () => remove(request))
        requests.push(request)
        process()
      })
    },
    async query() {
      if (dead.aborted) return new Promise(() => {})
      const infos = requests.map(({ name, mode, granted }) => ({ name, mode, granted, clientId: '' }))
      return { held: infos.filter(({ granted }) => granted), pending: infos.filter(({ granted }) => !granted) }
    }
  }
}

function createChannel(channels: Set<EventTarget>, dead: AbortSignal): ReturnType<DyingBrowser['openChannel']> {
  const channel = new EventTarget()
  const close = (): void => void channels.delete(channel)
  channels.add(channel)
  dead.addEventListener('abort', close)
  return {
    close,
    addEventListener: (type, listener, options) =>
      channel.addEventListener(type, (event) => listener(event as MessageEvent<unknown>), options),
    postMessage(data) {
      if (!channels.has(channel)) return
      for (const other of channels) {
        if (other !== channel) queueMicrotask(() => other.dispatchEvent(new MessageEvent('message', { data })))
      }
    }
  }
}

/** A tab that was opened before there was a session, and in which one was then made. */
async function signedIn(world: World, options?: OpenOptions): Promise<Tab> {
  const tab = world.open(options)
  await settle()
  world.signIn()
  if (options?.scope === 'tab') tab.cookie.adopt()
  await settle()
  expect(tab.status()).toBe('kept')
  return tab
}

test('a page that goes leaves its cookie the seconds to live', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  expect(world.diesAt()).toBe(Infinity)
  tab.close()
  expect(world.diesAt()).toBe(Date.now() + 3_000)
})

test('sees a session that is made, and one that is ended elsewhere', async () => {
  const world = openBrowser()
  const tab = world.open()
  const seen: string[] = []
  tab.cookie.subscribe(() => seen.push(tab.status()))
  await settle()
  world.signIn()
  await settle()
  world.signOut()
  await settle()
  expect(seen).toEqual(['unseen', 'kept', 'unseen'])
})

test('a reload keeps the cookie for good', async () => {
  const world = openBrowser()
  const before = await signedIn(world)
  before.close()
  await pass(2)
  const after = world.open({ storage: before.storage, navigation: 'reload' })
  expect(await after.cookie.ready).toEqual({ status: 'kept' })
  expect(world.diesAt()).toBe(Infinity)
})

test('a storm of reloads keeps it', async () => {
  const world = openBrowser()
  let tab = await signedIn(world)
  for (let reload = 0; reload < 20; reload += 1) {
    tab.close()
    await pass(0.04)
    tab = world.open({ storage: tab.storage, navigation: 'reload' })
    await settle()
  }
  expect([world.diesAt(), tab.status()]).toEqual([Infinity, 'kept'])
})

test('a page that comes back too late says that the session ran out', async () => {
  const world = openBrowser()
  const before = await signedIn(world)
  before.close()
  await pass(4)
  const after = world.open({ storage: before.storage })
  expect(await after.cookie.ready).toEqual({ status: 'ended', cause: 'ran-out', since: 1_000_004 })
  world.signIn()
  await settle()
  expect(after.status()).toBe('kept')
})

test('a page that comes back after a sign-out says nothing of an end', async () => {
  const world = openBrowser()
  const before = await signedIn(world)
  before.close()
  world.signOut()
  const after = world.open({ storage: before.storage })
  expect(await after.cookie.ready).toEqual({ status: 'unseen' })
})

test('closing one of two tabs keeps the cookie, closing the last ends it', async () => {
  const world = openBrowser()
  const first = await signedIn(world)
  const second = world.open()
  expect(await second.cookie.ready).toEqual({ status: 'kept' })
  await settle()
  world.channels.clear() // it tells nobody
  first.close()
  expect(world.diesAt()).toBeLessThan(Infinity)
  await pass(1)
  expect(world.diesAt()).toBe(Infinity)
  second.close()
  expect(world.diesAt()).toBe(Date.now() + 3_000)
})

test('another open tab has ten times the seconds to restore the cookie', async () => {
  const world = openBrowser()
  const first = await signedIn(world)
  world.open()
  await settle()
  first.close()
  expect(world.diesAt()).toBe(Date.now() + 30_000)
})

test('another open tab restores the cookie as soon as it hears of it', async () => {
  const world = openBrowser()
  const first = await signedIn(world)
  const second = world.open()
  await settle()
  first.close()
  await settle()
  expect([world.diesAt(), second.status()]).toEqual([Infinity, 'kept'])
})

test('a copied tab that nobody has seen yet restores the cookie, too', async () => {
  const world = openBrowser()
  const original = await signedIn(world)
  world.open({ storage: new Map(original.storage) })
  await pass(0.3)
  expect(world.diesAt()).toBe(Infinity)
  original.close()
  await pass(3)
  expect(world.alive()).toBe(true)
})

test('tabs that close one right after the other do not wait for each other', async () => {
  const world = openBrowser()
  const tabs = [await signedIn(world), world.open()]
  await settle()
  for (const tab of tabs) {
    tab.close()
    await pass(0.1)
  }
  expect(world.diesAt()).toBe(Date.now() + 2_900)
})

test('tabs that close in the same moment end the session within ten times the seconds', async () => {
  const world = openBrowser()
  const tabs = [await signedIn(world), world.open()]
  await settle()
  for (const tab of tabs) tab.close()
  await pass(30)
  expect(world.alive()).toBe(false)
})

test.each(['reloads', 'stays after all', 'stays when another has closed'])(
  'a tab that %s is waited for',
  async (way) => {
    const world = openBrowser()
    const first = await signedIn(world)
    const second = world.open()
    await settle()
    if (way === 'reloads') {
      second.close()
      world.open({ storage: second.storage, navigation: 'reload' })
      await settle()
    } else if (way === 'stays when another has closed') {
      const third = world.open()
      await settle()
      third.close()
      await pass(1)
    } else {
      second.fire('beforeunload')
      await pass(1)
    }
    first.close()
    expect(world.diesAt()).toBe(Date.now() + 30_000)
  }
)

test('a tab that is going itself does not restore it when it hears that another has closed', async () => {
  const world = openBrowser()
  const first = await signedIn(world)
  const second = world.open()
  await settle()
  first.close()
  await pass(0.2)
  second.fire('beforeunload')
  await pass(0.1)
  expect(world.diesAt()).toBeLessThan(Infinity)
})

test('an open tab restores the cookie after another has crashed in its goodbye', async () => {
  const world = openBrowser()
  const first = await signedIn(world)
  world.open()
  await settle()
  first.fire('beforeunload')
  await settle()
  first.crash()
  await pass(1)
  expect(world.diesAt()).toBe(Infinity)
})

test('a crash leaves the cookie until the next visit, which deletes it before it is used', async () => {
  const world = openBrowser()
  const crashed = await signedIn(world)
  crashed.crash()
  await pass(60)
  expect(world.alive()).toBe(true)
  const next = world.open()
  expect(next.status()).toBe('deciding')
  expect(await next.cookie.ready).toEqual({ status: 'ended', cause: 'left-over', since: 1_000_060 })
  expect(world.alive()).toBe(false)
})

test('a restored session is deleted before it is used, in each of its tabs', async () => {
  const world = openBrowser()
  const quit = [await signedIn(world), world.open()]
  await settle()
  for (const tab of quit) tab.crash()
  const restored = quit.map(({ storage }) => world.open({ storage, navigation: 'back_forward' }))
  expect(restored.map(({ status }) => status())).toEqual(['deciding', 'deciding'])
  await pass(1)
  expect(world.alive()).toBe(false)
  expect(restored.map(({ status }) => status())).not.toContain('kept')
})

test('a reload before it is decided keeps no cookie that was left over', async () => {
  const world = openBrowser()
  const crashed = await signedIn(world)
  crashed.crash()
  const impatient = world.open({ storage: crashed.storage, navigation: 'back_forward' })
  await pass(0.1)
  impatient.close()
  const next = world.open({ storage: crashed.storage, navigation: 'back_forward' })
  await pass(1)
  expect(next.status()).toBe('ended')
})

test('a page that crashed and is reloaded keeps it', async () => {
  const world = openBrowser()
  const before = await signedIn(world)
  before.close()
  const crashed = world.open({ storage: before.storage, navigation: 'reload' })
  await settle()
  crashed.crash()
  await pass(60)
  const reloaded = world.open({ storage: crashed.storage, navigation: 'reload' })
  expect((await Promise.all([reloaded.cookie.ready, pass(1)]))[0]).toEqual({ status: 'kept' })
  expect(world.diesAt()).toBe(Infinity)
})

test('a tab that opens while the only other one reloads takes nothing for left over', async () => {
  const world = openBrowser()
  const reloading = await signedIn(world)
  reloading.close()
  await pass(0.5)
  const opened = world.open()
  expect(await opened.cookie.ready).toEqual({ status: 'kept' })
  expect(world.diesAt()).toBe(Infinity)
})

test('a copied tab keeps the cookie, as the one it was copied from does', async () => {
  const world = openBrowser()
  const original = await signedIn(world)
  const copy = world.open({ storage: new Map(original.storage), navigation: 'back_forward' })
  await pass(1)
  expect(copy.status()).toBe('kept')
  const keyOf = ({ storage }: Tab): string | undefined => storage.get('test-dying-birth-tab')
  expect(keyOf(copy)).not.toBe(keyOf(original))
  original.close()
  await pass(40)
  expect(world.alive()).toBe(true)
  copy.close()
  await pass(3)
  expect(world.alive()).toBe(false)
})

test('back from the back/forward cache within the seconds restores the cookie at once', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.fire('pagehide', { persisted: true })
  await pass(2)
  tab.fire('pageshow', { persisted: true })
  expect([world.diesAt(), tab.status()]).toEqual([Infinity, 'kept'])
  await pass(1)
  tab.close()
  await pass(3)
  expect(world.alive()).toBe(false)
})

test('back from the back/forward cache past the seconds finds the session ended', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.fire('pagehide', { persisted: true })
  await pass(3)
  tab.fire('pageshow', { persisted: true })
  await settle()
  expect(tab.cookie.getSnapshot()).toEqual({ status: 'ended', cause: 'ran-out', since: 1_000_003 })
  world.signIn()
  await settle()
  tab.close()
  expect(world.diesAt()).toBe(Date.now() + 3_000)
})

test('back from the cache past the seconds deletes what another tab left over', async () => {
  const world = openBrowser()
  const cached = await signedIn(world)
  const other = world.open()
  await settle()
  cached.fire('pagehide', { persisted: true })
  await pass(40)
  other.crash()
  expect(world.alive()).toBe(true)
  cached.fire('pageshow', { persisted: true })
  expect(cached.status()).toBe('deciding')
  await settle()
  expect(cached.status()).toBe('ended')
  expect(world.alive()).toBe(false)
})

test('a page that is cached while it decides decides when it is back', async () => {
  const world = openBrowser()
  const crashed = await signedIn(world)
  crashed.crash()
  const tab = world.open({ storage: crashed.storage, navigation: 'back_forward' })
  await pass(0.1)
  tab.fire('pagehide', { persisted: true })
  await pass(1)
  expect([tab.status(), world.locks.length]).toEqual(['deciding', 0])
  tab.fire('pageshow', { persisted: true })
  await settle()
  expect(tab.status()).toBe('ended')
})

test('a page that is cached as soon as it is there goes on when it is back', async () => {
  const world = openBrowser()
  const before = await signedIn(world)
  before.close()
  const tab = world.open({ storage: before.storage })
  tab.fire('pagehide', { persisted: true })
  await pass(1)
  tab.fire('pageshow', { persisted: true })
  await settle()
  expect([world.diesAt(), tab.status()]).toEqual([Infinity, 'kept'])
})

test('a browser that loses what is written in pagehide has it from beforeunload', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.fire('beforeunload')
  await settle()
  tab.crash()
  expect(world.diesAt()).toBe(Date.now() + 3_000)
})

test('a page that asks whether to leave keeps its cookie, even if it decides so last', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.fire('beforeunload', { prevent: true })
  await settle()
  expect(world.diesAt()).toBe(Infinity)
  const event = Object.assign(new Event('beforeunload'), { persisted: false })
  Object.defineProperty(event, 'returnValue', { value: 'Leave?' })
  tab.page.dispatchEvent(event)
  await settle()
  expect(world.diesAt()).toBe(Infinity)
  tab.close()
  expect(world.diesAt()).toBe(Date.now() + 3_000)
})

test('a page that announces its end and stays restores the cookie after a third of its seconds', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  for (const time of ['first', 'second']) {
    tab.fire('beforeunload')
    await settle()
    expect(world.diesAt(), time).toBe(Date.now() + 3_000)
    await pass(0.999)
    expect(world.alive() && world.diesAt(), time).not.toBe(Infinity)
    await pass(0.001)
    expect(world.diesAt(), time).toBe(Infinity)
  }
})

test.each([0, 0.1])('a page that is cached %d s after it announced its end leaves the cookie to die', async (after) => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.fire('beforeunload')
  if (after > 0) await pass(after)
  tab.fire('pagehide', { persisted: true })
  await pass(3)
  expect(world.alive()).toBe(false)
})

test('a page that announces its end while it decides, and stays, decides', async () => {
  const world = openBrowser()
  const crashed = await signedIn(world)
  crashed.crash()
  const tab = world.open({ storage: crashed.storage, navigation: 'reload' })
  tab.fire('beforeunload')
  await pass(1)
  expect(tab.status()).toBe('kept')
})

test('a cookie that the server sets while the page goes is left over, and the next visit deletes it', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.close()
  world.signIn()
  await pass(60)
  const next = world.open()
  expect((await next.cookie.ready).status).toBe('ended')
  expect(world.alive()).toBe(false)
})

test('a tab reopened later deletes a cookie whose shortening the browser lost', async () => {
  const world = openBrowser()
  const closed = await signedIn(world)
  closed.close()
  world.signIn()
  await pass(60)
  const reopened = world.open({ storage: closed.storage, navigation: 'back_forward' })
  expect((await reopened.cookie.ready).status).toBe('ended')
})

test('in scope `tab` a tab that did not make the session uses it but does not keep it', async () => {
  const world = openBrowser()
  const maker = await signedIn(world, { scope: 'tab' })
  const guest = world.open({ scope: 'tab' })
  expect(await guest.cookie.ready).toEqual({ status: 'guest' })
  await pass(1)
  guest.fire('beforeunload')
  await settle()
  guest.close()
  expect(world.diesAt()).toBe(Infinity)
  const second = world.open({ scope: 'tab' })
  await settle()
  maker.close()
  expect(world.diesAt()).toBe(Date.now() + 3_000)
  const late = world.open({ scope: 'tab' })
  await settle()
  expect([second.status(), late.status()]).toEqual(['guest', 'guest'])
  await pass(3)
  expect(world.alive()).toBe(false)
})

test('in scope `tab` a reload and a copy of the tab keep the cookie', async () => {
  const world = openBrowser()
  const before = await signedIn(world, { scope: 'tab' })
  before.close()
  const after = world.open({ scope: 'tab', storage: before.storage, navigation: 'reload' })
  await settle()
  expect([world.diesAt(), after.status()]).toEqual([Infinity, 'kept'])
  const copy = world.open({ scope: 'tab', storage: new Map(after.storage) })
  await pass(1)
  expect(copy.status()).toBe('kept')
  after.close()
  await pass(40)
  expect(world.diesAt()).toBe(Infinity)
  copy.close()
  await pass(3)
  expect(world.alive()).toBe(false)
})

test.each([
  [true, 'kept'],
  [false, 'ended']
])('in scope `tab` a page that a sign-in leads to keeps the session if it adopts it: %s', async (adopts, status) => {
  const world = openBrowser()
  world.signIn()
  const tab = world.open({ scope: 'tab' })
  if (adopts) tab.cookie.adopt()
  expect((await tab.cookie.ready).status).toBe(status)
})

test('in scope `last-tab` a page that a sign-in from elsewhere leads to adopts the session', async () => {
  const world = openBrowser()
  world.signIn()
  const tab = world.open()
  tab.cookie.adopt()
  expect(await tab.cookie.ready).toEqual({ status: 'kept' })
})

test('an adoption counts once', async () => {
  const world = openBrowser()
  world.signIn()
  const tab = world.open()
  tab.cookie.adopt()
  await settle()
  tab.fire('pagehide', { persisted: true })
  world.signIn()
  await pass(4)
  tab.fire('pageshow', { persisted: true })
  await settle()
  expect(tab.status()).toBe('ended')
})

test('in scope `tab` a tab keeps its own session and not the next one', async () => {
  const world = openBrowser()
  const first = await signedIn(world, { scope: 'tab' })
  world.signOut()
  await settle()
  const second = await signedIn(world, { scope: 'tab' })
  expect(first.status()).toBe('guest')
  second.close()
  expect(world.diesAt()).toBe(Date.now() + 3_000)
})

test('in scope `tab` a tab reopened after its session does not keep another one', async () => {
  const world = openBrowser()
  const closed = await signedIn(world, { scope: 'tab' })
  closed.close()
  await pass(60)
  await signedIn(world, { scope: 'tab' })
  const reopened = world.open({ scope: 'tab', storage: closed.storage, navigation: 'back_forward' })
  expect(await reopened.cookie.ready).toEqual({ status: 'guest' })
  reopened.close()
  const reloaded = world.open({ scope: 'tab', storage: closed.storage, navigation: 'reload' })
  expect(await reloaded.cookie.ready).toEqual({ status: 'guest' })
})

test('a restored cookie runs out when the caller says', async () => {
  const world = openBrowser()
  const before = await signedIn(world)
  before.close()
  world.open({ storage: before.storage, expires: () => 2_000_000 })
  await settle()
  expect(world.diesAt()).toBe(2_000_000_000)
})

test('nothing is written where there is no cookie that JavaScript can see', async () => {
  const world = openBrowser()
  const tab = world.open()
  await settle()
  expect(tab.status()).toBe('unseen')
  tab.close()
  const again = world.open({ storage: tab.storage })
  await settle()
  expect([world.diesAt(), again.status()]).toEqual([0, 'unseen'])
})

test('keeps the snapshot while nothing changes', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  const before = tab.cookie.getSnapshot()
  world.open()
  tab.fire('beforeunload')
  await pass(60)
  expect(tab.cookie.getSnapshot()).toBe(before)
})

test('tells nobody who has stopped listening', async () => {
  const world = openBrowser()
  const tab = world.open()
  const listener = vi.fn<() => void>()
  const first = tab.cookie.subscribe(listener)
  tab.cookie.subscribe(listener)
  first()
  await settle()
  expect(listener).toHaveBeenCalledTimes(1)
})

test('leaves no lock, channel, listener or timer behind when stopped, and the cookie as it is', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.fire('beforeunload')
  await pass(1)
  tab.cookie.stop()
  tab.cookie.stop()
  tab.cookie.adopt()
  await settle()
  expect([world.locks, world.channels.size, vi.getTimerCount()]).toEqual([[], 0, 0])
  tab.close()
  expect(world.diesAt()).toBe(Infinity)
})

test('leaves no timer behind when stopped while it was going', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.fire('beforeunload')
  await settle()
  tab.cookie.stop()
  await settle()
  expect(vi.getTimerCount()).toBe(0)
})

test('sees nothing any more once stopped', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.cookie.stop()
  world.signOut()
  await settle()
  expect(tab.status()).toBe('kept')
})

test('one made anew in the same document goes on', async () => {
  const world = openBrowser()
  const tab = await signedIn(world)
  tab.cookie.stop()
  const anew = world.open({ storage: tab.storage })
  expect(await anew.cookie.ready).toEqual({ status: 'kept' })
})

test('says that it cannot work without locks and storage', async () => {
  const jar: DyingJar = { has: () => true, shorten: () => true, restore() {}, remove() {}, watch: () => () => {} }
  const watch = vi.spyOn(jar, 'watch')
  const cookie = createDyingCookieIn(undefined, jar, {
    name: 'test',
    seconds: 3,
    scope: 'last-tab',
    expires: () => null
  })
  const expected: DyingCookieSnapshot = { status: 'unsupported' }
  cookie.subscribe(() => {})()
  cookie.adopt()
  cookie.stop()
  expect([cookie.getSnapshot(), await cookie.ready]).toEqual([expected, expected])
  expect(watch).not.toHaveBeenCalled()
})
