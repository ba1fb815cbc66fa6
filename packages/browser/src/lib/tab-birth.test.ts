import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTabKeeper, parseTabRecord } from './tab-birth.ts'
import type { TabBirthBrowser, TabBirthChannel, TabKeeper, TabNews } from './tab-birth.ts'

const key = 'A'.repeat(22)
const otherKey = 'B'.repeat(22)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  deliver = queueMicrotask
  vi.useRealTimers()
})

type Start = Partial<Pick<TabBirthBrowser, 'navigation' | 'wasDiscarded'>>

interface Tab {
  /** The next document of this tab; the one before is gone without a word. */
  load(start?: Start): Document
  /** What sessionStorage holds. */
  record(): unknown
  write(text: string): void
  /** A tab with a copy of this one's storage. */
  duplicate(): Tab
}

interface Document {
  readonly keeper: TabKeeper
  readonly heard: TabNews[]
}

function openBrowser(): { openTab(items?: Map<string, string>): Tab; channels: Set<EventTarget> } {
  const channels = new Set<EventTarget>()

  function openTab(items = new Map<string, string>()): Tab {
    let channel: TabBirthChannel | undefined
    return {
      load({ navigation = 'navigate', wasDiscarded = false } = {}) {
        channel?.close()
        const heard: TabNews[] = []
        const storage = {
          getItem: (name: string) => items.get(name) ?? null,
          setItem: (name: string, value: string) => void items.set(name, value),
          removeItem: (name: string) => void items.delete(name)
        }
        const openChannel = (): TabBirthChannel => (channel = createChannel(channels))
        const browser = { storage, openChannel, navigation, wasDiscarded }
        return { keeper: createTabKeeper(browser, 'test', (news) => heard.push(news)), heard }
      },
      record: () => JSON.parse(items.get('test-tab') ?? 'null'),
      write: (text) => void items.set('test-tab', text),
      duplicate: () => openTab(new Map(items))
    }
  }

  return { openTab, channels }
}

/** How a message goes to another tab. */
let deliver: (task: () => void) => void = queueMicrotask

function createChannel(channels: Set<EventTarget>): TabBirthChannel {
  const channel = new EventTarget()
  channels.add(channel)
  return {
    close: () => void channels.delete(channel),
    addEventListener: (type, listener) => channel.addEventListener(type, (event) => listener(event as MessageEvent)),
    postMessage(data) {
      if (!channels.has(channel)) throw new DOMException('The channel is closed', 'InvalidStateError')
      for (const other of channels) {
        if (other !== channel) deliver(() => void other.dispatchEvent(new MessageEvent('message', { data })))
      }
    }
  }
}

/** Runs until it is decided; the time it took is on the clock. */
async function decide({ keeper }: Document): ReturnType<TabKeeper['decide']> {
  const birth = keeper.decide()
  await vi.advanceTimersByTimeAsync(1000)
  return birth
}

/** What is known by now. */
function soon(birth: Promise<string>): Promise<string> {
  return Promise.race([birth, Promise.resolve('later')])
}

/** A tab whose document holds the key. */
function openHeldTab(): Tab & { first: Document } {
  const tab = openBrowser().openTab()
  const first = tab.load()
  first.keeper.hold(key)
  return { ...tab, first }
}

test('a tab without a record is fresh', async () => {
  const document = openBrowser().openTab().load({ navigation: 'reload' })
  expect(await decide(document)).toBe('fresh')
  expect(document.keeper).toMatchObject({ tab: undefined, held: false })
})

test.each(['', '{', 'null', '[]', '"tab"', `{"tab":"${key}"}`, '{"tab":"short","open":true}', `{"tab":7,"open":true}`])(
  'a foreign or broken record %j is none',
  async (text) => {
    const tab = openBrowser().openTab()
    tab.write(text)
    expect(await decide(tab.load())).toBe('fresh')
  }
)

test('a document whose predecessor left in order is the same tab, however it was reached, and asks nobody', async () => {
  const tab = openHeldTab()
  tab.first.keeper.hide()
  expect(tab.record()).toEqual({ tab: key, open: false })
  const birth = tab.load({ navigation: 'back_forward', wasDiscarded: true }).keeper.decide()
  await vi.advanceTimersByTimeAsync(0)
  await expect(soon(birth)).resolves.toBe('same')
  expect(tab.record()).toEqual({ tab: key, open: true })
})

test.each(['navigate', 'back_forward', 'reload'] as const)(
  'the storage of a tab that is still open makes a copy (%s), which does not hold the key',
  async (navigation) => {
    const tab = openHeldTab()
    const copy = tab.duplicate()
    const document = copy.load({ navigation })
    expect(await decide(document)).toBe('copy')
    expect(document.keeper).toMatchObject({ tab: key, held: false })
    document.keeper.hide()
    expect(copy.record()).toEqual({ tab: key, open: true })
  }
)

test('a copy is one at the answer, without the wait', async () => {
  const tab = openHeldTab()
  const birth = tab.duplicate().load().keeper.decide()
  await vi.advanceTimersByTimeAsync(0)
  await expect(soon(birth)).resolves.toBe('copy')
})

test('a copy is one also where the thread was busy while the other tab answered', async () => {
  vi.useRealTimers()
  const tab = openHeldTab()
  // Messages come through another process: after the timers that are due.
  deliver = (task) => void setImmediate(task)
  const birth = tab.duplicate().load({ navigation: 'back_forward' }).keeper.decide()
  for (const until = performance.now() + 300; performance.now() < until;);
  await expect(birth).resolves.toBe('copy')
})

test('a copy of a copy is one as well', async () => {
  const tab = openHeldTab()
  const copy = tab.duplicate()
  const document = copy.load()
  await decide(document)
  document.keeper.hold(otherKey)
  expect(await decide(copy.duplicate().load())).toBe('copy')
})

test('the holder of another key answers without it', async () => {
  const browser = openBrowser()
  browser.openTab().load().keeper.hold(otherKey)
  const answers: unknown[] = []
  createChannel(browser.channels).addEventListener('message', ({ data }) => answers.push(data))
  const tab = browser.openTab()
  tab.write(JSON.stringify({ tab: key, open: true }))
  expect(await decide(tab.load({ navigation: 'reload' }))).toBe('revived')
  expect(answers).toEqual([{ type: 'ping', tab: key }, { type: 'here' }])
})

test('a restored document is alone where nobody answers in a second', async () => {
  const tab = openHeldTab()
  const restored = tab.load({ navigation: 'back_forward' })
  let decided = false
  const birth = restored.keeper.decide().then((found) => {
    decided = true
    return found
  })
  await vi.advanceTimersByTimeAsync(999)
  expect(decided).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await birth).toBe('restored')
  expect(restored.keeper.alone).toBe(true)
})

test('a restored document is not alone where the holder of another key is, however late it answers', async () => {
  const browser = openBrowser()
  const tab = browser.openTab()
  tab.write(JSON.stringify({ tab: key, open: true }))
  const restored = tab.load({ navigation: 'back_forward' })
  const birth = restored.keeper.decide()
  await vi.advanceTimersByTimeAsync(900)
  createChannel(browser.channels).postMessage({ type: 'here' })
  await vi.advanceTimersByTimeAsync(100)
  expect(await birth).toBe('restored')
  expect(restored.keeper.alone).toBe(false)
})

test('an answer for another key does not count', async () => {
  const browser = openBrowser()
  const tab = browser.openTab()
  tab.write(JSON.stringify({ tab: key, open: true }))
  const birth = tab.load({ navigation: 'reload' }).keeper.decide()
  createChannel(browser.channels).postMessage({ type: 'pong', tab: otherKey })
  await vi.advanceTimersByTimeAsync(400)
  expect(await birth).toBe('revived')
})

test('waits 400 ms for an answer', async () => {
  const tab = openHeldTab()
  const birth = tab.load().keeper.decide()
  await vi.advanceTimersByTimeAsync(399)
  await expect(soon(birth)).resolves.toBe('later')
  await vi.advanceTimersByTimeAsync(1)
  await expect(soon(birth)).resolves.toBe('same')
})

test.each([
  ['revived', { navigation: 'reload' }],
  ['revived', { navigation: 'back_forward', wasDiscarded: true }],
  ['same', { navigation: 'navigate' }],
  ['same', { navigation: undefined }]
] as const)('where the predecessor never left and nobody answers, it is %s after %j', async (birth, start) => {
  const tab = openHeldTab()
  const document = tab.load(start)
  expect(await decide(document)).toBe(birth)
  expect(document.keeper).toMatchObject({ tab: key, held: true })
  expect(tab.record()).toEqual({ tab: key, open: true })
})

test('a restored tab is restored until the server has answered, also after a reload or on return from the cache', async () => {
  const tab = openHeldTab()
  const document = tab.load({ navigation: 'back_forward' })
  expect(await decide(document)).toBe('restored')
  expect(document.keeper).toMatchObject({ tab: key, held: false })
  document.keeper.hide()
  expect(document.keeper.show()).toBe('restored')
  document.keeper.hide()
  const reloaded = tab.load({ navigation: 'reload' })
  expect(await decide(reloaded)).toBe('restored')
  expect(reloaded.keeper.held).toBe(false)
  reloaded.keeper.drop()
  expect(await decide(tab.load({ navigation: 'reload' }))).toBe('fresh')
})

test('a predecessor that leaves during the wait makes it the same tab', async () => {
  const tab = openHeldTab()
  const birth = tab.load({ navigation: 'reload' }).keeper.decide()
  tab.write(JSON.stringify({ tab: key, open: false }))
  await vi.advanceTimersByTimeAsync(400)
  expect(await birth).toBe('same')
})

test('a key that was ceded is not answered for, and not marked as left', async () => {
  const tab = openHeldTab()
  tab.first.keeper.cede()
  const copy = tab.duplicate()
  expect(await decide(copy.load())).toBe('same')
  tab.first.keeper.hide()
  expect(tab.record()).toEqual({ tab: key, open: true })
})

test('a key that was dropped is nowhere any more', () => {
  const tab = openHeldTab()
  tab.first.keeper.drop()
  expect(tab.first.keeper).toMatchObject({ tab: undefined, held: false })
  tab.first.keeper.hide()
  expect(tab.record()).toBeNull()
})

test('the channel is closed while the page is hidden for good, and nothing is said', () => {
  const browser = openBrowser()
  const { keeper } = browser.openTab().load()
  expect(browser.channels.size).toBe(1)
  keeper.hide()
  expect(browser.channels.size).toBe(0)
  keeper.tell('opened')
  keeper.show()
  expect(browser.channels.size).toBe(1)
})

test('back from the cache, a document takes up what its tab holds now', async () => {
  const tab = openHeldTab()
  await decide(tab.first)
  tab.first.keeper.hide()
  tab.write(JSON.stringify({ tab: otherKey, open: false }))
  expect(tab.first.keeper.show()).toBe('same')
  expect(tab.first.keeper).toMatchObject({ tab: otherKey, held: true })
  expect(tab.record()).toEqual({ tab: otherKey, open: true })
})

test('back from the cache into a tab that lost its key meanwhile, a document is fresh', async () => {
  const tab = openHeldTab()
  await decide(tab.first)
  tab.first.keeper.hide()
  tab.write('')
  expect(tab.first.keeper.show()).toBe('fresh')
  expect(tab.first.keeper).toMatchObject({ tab: undefined, held: false })
})

test('a document that is left before it is decided does not say that it is open', async () => {
  const tab = openHeldTab()
  const { keeper } = tab.load()
  const birth = keeper.decide()
  keeper.hide()
  await vi.advanceTimersByTimeAsync(400)
  expect(await birth).toBe('same')
  expect(tab.record()).toEqual({ tab: key, open: false })
})

test('a key that the storage has no room for lives as long as its document', () => {
  const storage = {
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem() {}
  }
  const browser = { storage, openChannel: undefined, navigation: undefined, wasDiscarded: false }
  const keeper = createTabKeeper(browser, 'test', () => {})
  keeper.hold(key)
  expect(keeper).toMatchObject({ tab: key, held: true })
})

test('news reach the other tabs and nothing else does', async () => {
  const browser = openBrowser()
  const one = browser.openTab().load()
  const other = browser.openTab().load()
  one.keeper.tell('opened')
  one.keeper.tell('ended')
  const stranger = createChannel(browser.channels)
  for (const noise of [null, 'opened', {}, { type: 'ping' }, { type: 'pong', tab: 7 }, { type: 'closed' }]) {
    stranger.postMessage(noise)
  }
  await vi.advanceTimersByTimeAsync(0)
  expect(other.heard).toEqual(['opened', 'ended'])
  expect(one.heard).toEqual([])
})

test('reads back what it writes', () => {
  const keys = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/)
  fc.assert(
    fc.property(fc.record({ tab: keys, open: fc.boolean() }), (record) => {
      expect(parseTabRecord(JSON.stringify(record))).toEqual(record)
    })
  )
})

test('takes no other text for a record', () => {
  const almost = fc.record(
    { tab: fc.oneof(fc.string(), fc.constant(key)), open: fc.oneof(fc.anything(), fc.boolean()) },
    { requiredKeys: [] }
  )
  const texts = fc.oneof(
    fc.string(),
    fc.json(),
    almost.map((value) => JSON.stringify(value))
  )
  fc.assert(
    fc.property(fc.option(texts), (text) => {
      const record = parseTabRecord(text)
      if (record === undefined) return
      expect(Object.keys(record)).toEqual(['tab', 'open'])
      expect(record.tab).toMatch(/^[\w-]{22}$/)
      expect([true, false]).toContain(record.open)
    })
  )
})

test('a browser without channels asks nobody', async () => {
  const getItem = (): string => JSON.stringify({ tab: key, open: true })
  const storage = { getItem, setItem() {}, removeItem() {} }
  const browser = { storage, openChannel: undefined, navigation: 'reload', wasDiscarded: false } as const
  await expect(createTabKeeper(browser, 'test', () => {}).decide()).resolves.toBe('revived')
})
