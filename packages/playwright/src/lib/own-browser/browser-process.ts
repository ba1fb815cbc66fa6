import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'

import { type Browser, chromium } from '@playwright/test'

import { SessionTestError } from '../session-test-error.ts'
import { browserSwitches, type SwitchOptions } from './browser-switches.ts'
import { poll } from './poll.ts'

/** Milliseconds. The first one on a machine is read from its disk. */
const LONGEST_START = 45_000

export interface ProcessOptions extends SwitchOptions {
  readonly executablePath?: string | undefined
}

/** A browser as a person starts it: with none of the switches that Playwright adds, and a process group of its own. */
export interface BrowserProcess {
  /** Resolves when it is no more, also when it never was. */
  readonly exited: Promise<void>
  isRunning(): boolean
  /** Another connection each time: what Playwright lost sight of in one, it sees in the next. */
  connect(): Promise<Browser>
  /** To the browser itself, which tells its other processes what it wants to. */
  signal(signal: NodeJS.Signals): void
  /** To all of its processes at once. */
  signalAll(signal: NodeJS.Signals): void
}

/** @param more switches for this start, and addresses to open */
export async function startBrowserProcess(
  profile: string,
  options: ProcessOptions,
  more: readonly string[]
): Promise<BrowserProcess> {
  const portFile = path.join(profile, 'DevToolsActivePort')
  await rm(portFile, { force: true })
  const child = spawn(options.executablePath ?? chromium.executablePath(), browserSwitches(profile, options, more), {
    detached: true,
    stdio: 'ignore'
  })
  let isRunning = true
  const exited = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error']) {
      child.once(event, () => {
        isRunning = false
        process.off('exit', kill)
        resolve()
      })
    }
  })
  // A worker that ends before its fixtures did leaves no browser behind.
  process.once('exit', kill)

  function kill(): void {
    signalAll('SIGKILL')
  }

  function signalAll(signal: NodeJS.Signals): void {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, signal)
    } catch {
      // None is left.
    }
  }

  async function readEndpoint(): Promise<string | null> {
    if (!isRunning) throw notStarted()
    const [port, socket] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n')
    return socket === undefined ? null : `ws://127.0.0.1:${port}${socket}`
  }

  try {
    const endpoint = await poll(readEndpoint, 'The browser can be driven', LONGEST_START)
    return {
      exited,
      signalAll,
      isRunning: () => isRunning,
      connect: () => connect(endpoint),
      signal: (signal) => void child.kill(signal)
    }
  } catch (error) {
    kill()
    throw error
  }
}

function notStarted(): SessionTestError {
  return new SessionTestError(
    'invalid-option',
    'The browser did not start, or went at once. Name a full Chromium as `executablePath`, or run' +
      ' `npx playwright install chromium`. In a container leave `chromiumSandbox` off; without a screen, leave `headless` on.'
  )
}

/** A page that changes while Playwright meets it may leave it waiting for ever. */
async function connect(endpoint: string): Promise<Browser> {
  for (let tries = 1; ; tries++) {
    try {
      // Its defaults would give each page the focus, so that none is ever hidden.
      return await chromium.connectOverCDP(endpoint, { noDefaults: true, timeout: 5_000 })
    } catch (error) {
      if (tries === 3) throw error
    }
  }
}
