import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { poll } from '../tab-sessions/poll.ts'
import { writePreferences } from './firefox-preferences.ts'
import { createFirefoxTabs, type FirefoxTab, type FirefoxTabs } from './firefox-tabs.ts'
import { connectMarionette, type Marionette } from './marionette.ts'
import { startProgram } from './program.ts'
import type { TestBrowser } from './test-browser.ts'

export interface FirefoxOptions {
  readonly program: string
  /** What `DISPLAY` is to say. */
  readonly display: string
  /** A folder of this test; what Firefox remembers is in it. */
  readonly profile: string
  /** Whether it starts with the tabs of the last time. */
  readonly restore?: boolean
}

export interface Firefox extends TestBrowser<FirefoxTab>, FirefoxTabs {
  /** Ends the browser with a signal. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Firefox over Marionette, with a screen, so that a tab behind another is hidden. */
export async function startFirefox({ program, display, profile, restore = false }: FirefoxOptions): Promise<Firefox> {
  await writePreferences(profile, { 'browser.startup.page': restore ? 3 : 0 })
  const portFile = path.join(profile, 'MarionetteActivePort')
  await rm(portFile, { force: true })
  const firefox = startProgram(
    program,
    ['--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile],
    { DISPLAY: display, MOZ_CRASHREPORTER_DISABLE: '1' }
  )
  const remote = await connect(portFile).catch(async (error: unknown) => {
    await firefox[Symbol.asyncDispose]()
    throw error
  })

  return {
    ...createFirefoxTabs(remote),
    async quit() {
      await remote.send('Marionette:Quit', { flags: ['eAttemptQuit'] })
      await firefox.ended
    },
    end: (signal) => firefox.end(signal),
    async [Symbol.asyncDispose]() {
      remote.close()
      await firefox[Symbol.asyncDispose]()
    }
  }
}

async function connect(portFile: string): Promise<Marionette> {
  // Empty at first, for a moment.
  const port = await poll(
    async () => (await readFile(portFile, 'utf8').catch(() => '')) || null,
    'Firefox starts',
    60_000
  )
  const remote = await connectMarionette(Number(port))
  await remote.send('WebDriver:NewSession', { unhandledPromptBehavior: 'ignore' })
  return remote
}
