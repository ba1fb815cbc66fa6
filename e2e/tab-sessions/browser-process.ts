import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { type Browser, chromium } from '@playwright/test'

import { BROWSER_ARGS } from '../../playwright.config.ts'
import { poll } from './poll.ts'

/** A browser as a person starts it: with none of the switches that Playwright adds, and a process group of its own. */
export interface BrowserProcess {
  readonly browser: Browser
  readonly exited: Promise<unknown>
  /** To the browser itself, which tells its other processes what it wants to. */
  signal(signal: NodeJS.Signals): void
  /** To all of its processes at once. */
  signalAll(signal: NodeJS.Signals): void
}

const EXTENSION = path.join(import.meta.dirname, 'extension')

/** @param args further switches, and addresses to open */
export async function startBrowserProcess(profile: string, args: readonly string[]): Promise<BrowserProcess> {
  const portFile = path.join(profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const child = spawn(
    process.env.CLEARJAR_BROWSER ?? chromium.executablePath(),
    [
      ...BROWSER_ARGS,
      '--headless=new',
      '--no-default-browser-check',
      '--password-store=basic',
      '--use-mock-keychain',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--load-extension=${EXTENSION}`,
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
      ...args
    ],
    { detached: true, stdio: 'ignore' }
  )
  const exited = once(child, 'exit')

  function signalAll(signal: NodeJS.Signals): void {
    try {
      process.kill(-child.pid!, signal)
    } catch {
      // None is left.
    }
  }

  try {
    const [port, socket] = await poll(async () => {
      const lines = (await readFile(portFile, 'utf8').catch(() => '')).split('\n')
      return lines[1] === undefined ? null : lines
    }, 'The browser can be driven')
    const browser = await connect(`ws://127.0.0.1:${port}${socket}`)
    return { browser, exited, signalAll, signal: (signal) => void child.kill(signal) }
  } catch (error) {
    signalAll('SIGKILL')
    throw error
  }
}

/** A page that changes while Playwright meets it may leave it waiting for ever. */
async function connect(endpoint: string): Promise<Browser> {
  for (let tries = 1; ; tries++) {
    try {
      return await chromium.connectOverCDP(endpoint, { noDefaults: true, timeout: 5_000 })
    } catch (error) {
      if (tries === 3) throw error
    }
  }
}
