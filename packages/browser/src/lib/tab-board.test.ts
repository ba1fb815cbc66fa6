import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTabBoardIn } from './tab-board.ts'
import type { TabBoard } from './tab-board.ts'
import type { TabChannel, TabLockManager, TabPlatform, TabStorage } from './tab-platform.ts'

const closeSeen = 499

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

interface Tab {
  readonly board: TabBoard
  readonly storage: TabStorage
  /** Each snapshot that was published, as `number state` of every tab. */
  readonly seen: string[]
  stop(): void
  /** Closes the tab, leaves the page or reloads it: the document goes in order. */
  close(): void
  /** The document goes without a word. */
  crash(): void
  /** The page goes into the back/forward cache, or comes back. */
  fire(type: 'pagehide' | 'pageshow'): void
}

/** A browser with the parts that a board needs; no more of their behaviour than the boards can tell. */
function openBrowser(): { openTab(storage?: TabStorage): Tab; held(): string[]; channels: Set<unknown> } {
  const requests: LockRequest[] = []
  const channels = new Set<EventTarget>()

  function openTab(storage = createStorage()): Tab {
    const dead = new AbortController()
    const page = new EventTarget()
    const openChannel = (): TabChannel => createChannel(channels, dead.signal)
    const locks = createLocks(requests, dead.signal)
    const board = createTabBoardIn({ locks, storage, page, openChannel }, 'test')
    const seen: string[] = []
    const stop = board.subscribe(() => seen.at(-1) === describe(board) || seen.push(describe(board)))
    const fire = (type: string): void => void page.dispatchEvent(new Event(type))
    const crash = (): void => dead.abort()
    const close = (): void => {
      fire('pagehide')
      crash()
    }
    return { board, storage, seen, stop, close, crash, fire }
  }

  const held = (): string[] =>
    requests.filter(({ granted, mode }) => granted && mode === 'exclusive').map(({ name }) => name)
  return { openTab, held, channels }
}

function describe(board: TabBoard): string {
  return board
    .getSnapshot()
    .tabs.map(({ number, state }) => `${number} ${state}`)
    .join(', ')
}

function createStorage(copyOf?: TabStorage): TabStorage {
  const items = new Map<string, string>()
  const mark = copyOf?.getItem('test-tab')
  if (mark) items.set('test-tab', mark)
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) }
}

interface LockRequest {
  readonly name: string
  readonly mode: LockMode
  readonly grant: () => void
  granted: boolean
}

/** Web Locks, "process the lock request queue": in order, shared ones together. */
function createLocks(requests: LockRequest[], dead: AbortSignal): TabLockManager {
  function leave(request: LockRequest): void {
    const index = requests.indexOf(request)
    if (index >= 0) requests.splice(index, 1)
    for (const waiting of requests.filter(({ granted }) => !granted)) {
      const ahead = requests.slice(0, requests.indexOf(waiting)).filter(({ name }) => name === waiting.name)
      const free = ahead.every(({ granted, mode }) => granted && mode === 'shared' && waiting.mode === 'shared')
      if (free) grant(waiting)
    }
  }

  function grant(request: LockRequest): void {
    request.granted = true
    queueMicrotask(request.grant)
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
            leave(request)
            resolve(undefined)
          }
        }
        const giveUp = (): void => {
          if (request.granted) return
          leave(request)
          reject(new DOMException('given up', 'AbortError'))
        }
        signal?.addEventListener('abort', giveUp)
        dead.addEventListener('abort', () => leave(request))
        if (!requests.some((other) => other.name === name)) grant(request)
        requests.push(request)
      })
    },

    async query() {
      if (dead.aborted) return new Promise(() => {})
      const infos = requests.map(({ name, mode, granted }) => ({ name, mode, granted, clientId: '' }))
      return { held: infos.filter(({ granted }) => granted), pending: infos.filter(({ granted }) => !granted) }
    }
  }
}

function createChannel(channels: Set<EventTarget>, dead: AbortSignal): TabChannel {
  const channel = new EventTarget()
  const close = (): void => void channels.delete(channel)
  channels.add(channel)
  dead.addEventListener('abort', close)
  return {
    close,
    addEventListener: (type, listener, options) => channel.addEventListener(type, listener, options),
    postMessage(data) {
      for (const other of channels) {
        if (other !== channel) queueMicrotask(() => other.dispatchEvent(new MessageEvent('message', { data })))
      }
    }
  }
}

function aloneOnChannel(): TabChannel {
  return createChannel(new Set(), new AbortController().signal)
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0)
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)

test('shows this tab first and the others as they open', async () => {
  const { openTab } = openBrowser()
  const first = openTab()
  await settle()
  const second = openTab()
  await settle()
  expect(first.board.getSnapshot()).toEqual({
    mark: first.storage.getItem('test-tab'),
    copied: false,
    settled: true,
    tabs: [
      { id: first.storage.getItem('test-tab'), number: 1, self: true, state: 'open' },
      { id: second.storage.getItem('test-tab'), number: 2, self: false, state: 'open' }
    ]
  })
  expect(describe(second.board)).toBe('1 open, 2 open')
  expect(first.seen).toEqual(['1 open', '1 open, 2 open'])
})

test('is settled once the tabs that were there already are on it', async () => {
  const { openTab } = openBrowser()
  openTab()
  await settle()
  const { board } = openTab()
  const steps = [`${describe(board)} ${board.getSnapshot().settled}`]
  board.subscribe(() => steps.push(`${describe(board)} ${board.getSnapshot().settled}`))
  await settle()
  expect(steps).toEqual(['1 open false', '1 open, 2 open false', '1 open, 2 open true'])
})

test('a copy is settled with its own mark', async () => {
  const { openTab } = openBrowser()
  const original = openTab()
  await settle()
  const { board } = openTab(createStorage(original.storage))
  await settle()
  expect(board.getSnapshot()).toMatchObject({ copied: false, settled: false })
  await pass(300)
  expect(board.getSnapshot()).toMatchObject({ copied: true, settled: true, tabs: [{}, {}] })
})

test.each(['close', 'crash'] as const)('tells within half a second of a tab that went by %s', async (way) => {
  const { openTab } = openBrowser()
  const tabs = [openTab(), openTab(), openTab()] as const
  await settle()
  tabs[2][way]()
  await pass(closeSeen)
  expect(tabs[0].board.getSnapshot().tabs).toMatchObject([
    { self: true },
    { number: 2, state: 'open' },
    { number: 3, state: 'closed', closedAt: 1_000_000 }
  ])
  expect(describe(tabs[1].board)).toBe('1 open, 2 open, 3 closed')
})

test('keeps mark and number of a tab that reloads, and the others see nothing of it', async () => {
  const { openTab } = openBrowser()
  const watching = openTab()
  const before = openTab()
  await settle()
  before.close()
  await pass(100)
  const after = openTab(before.storage)
  await pass(closeSeen)
  expect(after.board.getSnapshot()).toMatchObject({ mark: before.board.getSnapshot().mark, copied: false })
  expect(watching.seen).toEqual(['1 open, 2 open'])
})

test('shows a tab open again that took long to reload, under its number', async () => {
  const { openTab } = openBrowser()
  const watching = openTab()
  const before = openTab()
  await settle()
  before.close()
  await pass(2_000)
  const after = openTab(before.storage)
  await settle()
  expect(watching.seen).toEqual(['1 open, 2 open', '1 open, 2 closed', '1 open, 2 open'])
  after.close()
  await pass(closeSeen)
  expect(describe(watching.board)).toBe('1 open, 2 closed')
})

test('goes on watching a tab that has reloaded', async () => {
  const { openTab } = openBrowser()
  const watching = openTab()
  const before = openTab()
  await settle()
  before.close()
  const after = openTab(before.storage)
  await pass(closeSeen)
  after.crash()
  await pass(closeSeen)
  expect(watching.seen).toEqual(['1 open, 2 open', '1 open, 2 closed'])
})

test('gives a copied tab a mark of its own', async () => {
  const { openTab } = openBrowser()
  const original = openTab()
  await settle()
  const copy = openTab(createStorage(original.storage))
  await pass(300)
  const { mark, copied } = copy.board.getSnapshot()
  expect(copied).toBe(true)
  expect(mark).toBe(copy.storage.getItem('test-tab'))
  expect(mark).not.toBe(original.board.getSnapshot().mark)
  expect(original.board.getSnapshot().copied).toBe(false)
  expect(describe(original.board)).toBe('1 open, 2 open')
  expect(describe(copy.board)).toBe('1 open, 2 open')
})

/** A browser with so much to do that a page hears of its lock a second after it got it, and gets it in vain once it has given up. */
function lateNews(locks: TabLockManager): TabLockManager {
  return {
    query: locks.query,
    request(name, options, callback) {
      if (options.mode === 'shared') return locks.request(name, options, callback)
      const givenUp = new Promise<never>((_, reject) => {
        options.signal?.addEventListener('abort', () => reject(options.signal?.reason))
      })
      const request = locks.request(name, {}, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        if (!options.signal?.aborted) await callback()
      })
      return Promise.race([givenUp, request])
    }
  }
}

test('keeps a mark whose lock nobody else holds but which is slow to come', async () => {
  const storage = createStorage()
  storage.setItem('test-tab', '0123abcd')
  const locks = createLocks([], new AbortController().signal)
  const platform = { locks: lateNews(locks), storage, page: new EventTarget(), openChannel: aloneOnChannel }
  const board = createTabBoardIn(platform, 'test')
  board.subscribe(() => {})
  await pass(2_000)
  expect(board.getSnapshot()).toMatchObject({ mark: '0123abcd', copied: false })
  expect((await locks.query()).held).toHaveLength(1)
})

test('waits for a lock that the browser is slow to take up', async () => {
  const storage = createStorage()
  storage.setItem('test-tab', '0123abcd')
  const locks = createLocks([], new AbortController().signal)
  const slowLocks: TabLockManager = {
    query: locks.query,
    request: async (name, options, callback) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      if (options.signal?.aborted) throw options.signal.reason
      return locks.request(name, options, callback)
    }
  }
  const platform = { locks: slowLocks, storage, page: new EventTarget(), openChannel: aloneOnChannel }
  const board = createTabBoardIn(platform, 'test')
  board.subscribe(() => {})
  await pass(2_000)
  expect(board.getSnapshot()).toMatchObject({ mark: '0123abcd', copied: false })
  expect((await locks.query()).held).toHaveLength(1)
})

test('stays alone, and asks no more, where the browser refuses the lock', async () => {
  const refuse = (): Promise<never> => Promise.reject(new DOMException('refused', 'SecurityError'))
  const storage = createStorage()
  const locks = { request: refuse, query: refuse }
  const platform = { locks, storage, page: new EventTarget(), openChannel: aloneOnChannel }
  const board = createTabBoardIn(platform, 'test')
  board.subscribe(() => {})
  await pass(1_000)
  expect(board.getSnapshot()).toMatchObject({ copied: false, settled: true, tabs: [{ self: true }] })
  expect(vi.getTimerCount()).toBe(0)
})

test('shows the last three closed tabs, for a minute', async () => {
  const { openTab } = openBrowser()
  const watching = openTab()
  for (const [index, other] of [openTab(), openTab(), openTab(), openTab()].entries())
    setTimeout(other.close, index * 1_000)
  await pass(4_000)
  expect(describe(watching.board)).toBe('1 open, 3 closed, 4 closed, 5 closed')
  await pass(60_000 - 3_000)
  expect(describe(watching.board)).toBe('1 open, 4 closed, 5 closed')
  await pass(2_000)
  expect(describe(watching.board)).toBe('1 open')
})

test('counts the minute from the last time a tab closed', async () => {
  const { openTab } = openBrowser()
  const watching = openTab()
  const before = openTab()
  await settle()
  before.close()
  await pass(50_000)
  const after = openTab(before.storage)
  await pass(1_000)
  after.close()
  await pass(50_000)
  expect(describe(watching.board)).toBe('1 open, 2 closed')
})

test('keeps the snapshot while nothing changes', async () => {
  const { openTab } = openBrowser()
  const watching = openTab()
  openTab()
  await settle()
  const before = watching.board.getSnapshot()
  await pass(10_000)
  expect(watching.board.getSnapshot()).toBe(before)
})

test('a page in the back/forward cache counts as closed, and comes back as the same tab', async () => {
  const { openTab, held, channels } = openBrowser()
  const watching = openTab()
  const cached = openTab()
  await settle()
  cached.fire('pagehide')
  await pass(closeSeen)
  expect(describe(watching.board)).toBe('1 open, 2 closed')
  expect([held().length, channels.size]).toEqual([1, 1])
  cached.fire('pageshow')
  await settle()
  expect(describe(watching.board)).toBe('1 open, 2 open')
  expect(describe(cached.board)).toBe('1 open, 2 open')
})

test('notices on its return which tabs closed meanwhile', async () => {
  const { openTab } = openBrowser()
  const cached = openTab()
  const other = openTab()
  await settle()
  cached.fire('pagehide')
  other.close()
  await pass(1_000)
  cached.fire('pageshow')
  await pass(closeSeen)
  expect(describe(cached.board)).toBe('1 open, 2 closed')
})

test('leaves no lock, channel, listener or timer behind with the last subscriber', async () => {
  const { openTab, held, channels } = openBrowser()
  const tab = openTab()
  const closed = openTab()
  const closing = openTab()
  const stopSecond = tab.board.subscribe(() => {})
  await settle()
  closed.close()
  await pass(closeSeen)
  closing.close()
  await settle()
  tab.stop()
  tab.stop()
  expect(held()).toHaveLength(1)
  stopSecond()
  await settle()
  tab.fire('pageshow')
  await settle()
  expect([held(), channels.size, vi.getTimerCount()]).toEqual([[], 0, 0])
})

test('is on the boards again after it was subscribed anew', async () => {
  const { openTab } = openBrowser()
  const watching = openTab()
  const tab = openTab()
  await settle()
  tab.stop()
  tab.board.subscribe(() => {})
  await pass(closeSeen)
  expect(watching.seen).toEqual(['1 open, 2 open'])
  expect(tab.board.getSnapshot().copied).toBe(false)
})

test('is alone on its board where the browser lacks or denies locks', () => {
  const storage = createStorage()
  const page = new EventTarget()
  const platform: TabPlatform = { locks: undefined, storage, page, openChannel: undefined }
  const board = createTabBoardIn(platform, 'test')
  const stop = board.subscribe(() => {})
  expect(board.supported).toBe(false)
  expect(describe(board)).toBe('1 open')
  expect(createTabBoardIn(platform, 'test').getSnapshot().mark).toBe(board.getSnapshot().mark)
  expect(createTabBoardIn({ ...platform, storage: undefined }, 'test').getSnapshot().mark).toMatch(/^[0-9a-f]{8}$/)
  stop()
})

test('replaces a mark that is none', () => {
  const storage = createStorage()
  storage.setItem('test-tab', 'not a mark')
  const platform: TabPlatform = { locks: undefined, storage, page: new EventTarget(), openChannel: undefined }
  expect(createTabBoardIn(platform, 'test').getSnapshot().mark).toBe(storage.getItem('test-tab'))
  expect(storage.getItem('test-tab')).toMatch(/^[0-9a-f]{8}$/)
})
