import { poll } from '../tab-sessions/poll.ts'
import { ACTS, WORDS } from './firefox-acts.ts'
import type { Marionette } from './marionette.ts'
import { asyncScript, cookieHeader, type Outcome, type Tab, valueOf } from './test-browser.ts'

export interface FirefoxTab extends Tab {
  /** Brings the tab to the front, so that the others are hidden. */
  show(): Promise<void>
  /** The copy, when its page has loaded. */
  duplicate(): Promise<FirefoxTab>
  /** The tab which the page opens with this argument of `window.open`, when its page has loaded. */
  popup(url: string): Promise<FirefoxTab>
  /** Takes the page out of memory, as Firefox does when there is little left. */
  discard(): Promise<void>
  /** Kills the process that shows the page. */
  crash(): Promise<void>
  /** Loads the page of a crashed tab again. */
  revive(): Promise<void>
  /** Closes a tab whose page asks whether to stay, and stays. */
  closeAndStay(): Promise<void>
}

export interface FirefoxTabs {
  /** A new tab in front of the others. */
  open(url: string): Promise<FirefoxTab>
  /** Writes down which tabs there are and what they hold, as Firefox does by itself every 15 seconds. */
  note(): Promise<void>
  /** Opens the tab again which was closed last. */
  reopenTab(): Promise<FirefoxTab>
  /** The one tab that shows this address, in front of the others and loaded. */
  find(url: string): Promise<FirefoxTab>
}

export function createFirefoxTabs(remote: Marionette): FirefoxTabs {
  async function execute<R>(script: string, args: readonly unknown[]): Promise<R> {
    const { value } = await remote.send<{ value: Outcome<R> }>('WebDriver:ExecuteAsyncScript', { script, args: [args] })
    return valueOf(value)
  }

  async function inFirefox<R>(act: keyof typeof ACTS, ...args: readonly unknown[]): Promise<R> {
    await remote.send('Marionette:SetContext', { value: 'chrome' })
    try {
      return await execute(WORDS + asyncScript(ACTS[act]), args)
    } finally {
      await remote.send('Marionette:SetContext', { value: 'content' })
    }
  }

  const choose = (handle: string | undefined): Promise<void> =>
    remote.send('WebDriver:SwitchToWindow', { handle, focus: false })
  const handles = (): Promise<string[]> => remote.send('WebDriver:GetWindowHandles')

  /** The tab that was driven last may be closed. */
  async function chooseFirst(): Promise<void> {
    const [first] = await handles()
    await choose(first)
  }

  async function loaded(handle: string): Promise<FirefoxTab> {
    await poll(async () => (await inFirefox<boolean>('isLoaded', handle)) || null, 'the page loads')
    return tab(handle)
  }

  function tab(handle: string): FirefoxTab {
    const send = async <R>(command: string, parameters?: object): Promise<R> => {
      await choose(handle)
      return remote.send<R>(command, parameters)
    }
    return {
      go: (url) => send('WebDriver:Navigate', { url }),
      reload: () => send('WebDriver:Refresh'),
      back: () => send('WebDriver:Back'),
      cookies: async () => cookieHeader(await send('WebDriver:GetCookies')),
      close: () => inFirefox('close', handle),
      show: () => inFirefox('show', handle),
      discard: () => inFirefox('discard', handle),
      duplicate: async () => loaded(await inFirefox('duplicate', handle)),
      revive: async () => void (await loaded(await inFirefox('revive', handle))),

      async run(act, ...args) {
        await choose(handle)
        return execute(asyncScript(String(act)), args)
      },

      async click(selector) {
        const found = await send<{ value: object }>('WebDriver:FindElement', { using: 'css selector', value: selector })
        await remote.send('WebDriver:ElementClick', { id: Object.values(found.value)[0] })
      },

      async popup(url) {
        const before = await handles()
        await this.run((address) => void window.open(address), url)
        const added = async (): Promise<string | null> =>
          (await handles()).find((other) => !before.includes(other)) ?? null
        return loaded(await poll(added, 'the new tab opens'))
      },

      async crash() {
        // In the front: a tab which crashes behind another is only taken out of memory.
        await inFirefox('show', handle)
        process.kill(await inFirefox<number>('noteProcess', handle), 'SIGKILL')
        await poll(async () => (await inFirefox<boolean>('hasCrashed', handle)) || null, 'the tab crashes')
      },

      async closeAndStay() {
        // Marionette answers questions of the tab it is in, and says: leave.
        await chooseFirst()
        await inFirefox('closeAndStay', handle)
      }
    }
  }

  return {
    note: () => inFirefox('noteAll'),
    reopenTab: async () => loaded(await inFirefox('reopen')),

    async open(url) {
      await chooseFirst()
      const { handle } = await remote.send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab', focus: true })
      const opened = tab(handle)
      await opened.go(url)
      return opened
    },

    async find(url) {
      const { href } = new URL(url)
      return tab(await poll(() => inFirefox<string | null>('find', href), 'the tab comes back'))
    }
  }
}
