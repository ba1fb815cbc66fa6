import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { launchBrowser, type TabBrowser } from './browser.ts'

/** What a browser keeps on disk. A browser that was quit starts again on it. */
export interface Profile extends AsyncDisposable {
  launch(...args: readonly string[]): Promise<TabBrowser>
  /** With the tabs that the last one had. */
  relaunch(): Promise<TabBrowser>
  /** A browser that was never quit before restores nothing after it was killed. */
  used(): Promise<void>
}

export async function createProfile(): Promise<Profile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clearjar-tabs-'))
  const browsers: TabBrowser[] = []

  async function start(...args: readonly string[]): Promise<TabBrowser> {
    const browser = await launchBrowser(folder, args)
    browsers.push(browser)
    return browser
  }

  return {
    launch: (...args) => start('about:blank', ...args),
    relaunch: () => start('--restore-last-session'),
    async used() {
      await (await start('about:blank')).quit('Browser.close')
    },
    async [Symbol.asyncDispose]() {
      for (const browser of browsers) await browser[Symbol.asyncDispose]()
      // A process of the browser may still be writing.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    }
  }
}
