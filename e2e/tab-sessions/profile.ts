import type { OwnBrowser, Quitting } from '@clearjar/playwright/own-browser'

import { openBrowser } from './open-browser.ts'

interface TabBrowser extends Omit<OwnBrowser, 'quit'> {
  noted: OwnBrowser['writtenDown']
  quit(how: 'Browser.close' | Quitting): Promise<void>
}

interface Profile extends AsyncDisposable {
  launch(): Promise<TabBrowser>
}

/** A browser that starts again each time but the first. */
export async function createProfile(): Promise<Profile> {
  const browser = await openBrowser()
  let starts = 0
  return {
    async launch() {
      if (starts++ > 0) await browser.start({ restore: false })
      return {
        ...browser,
        noted: browser.writtenDown,
        quit: (how) => browser.quit(how === 'Browser.close' ? 'close' : how)
      }
    },
    [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose]()
  }
}
