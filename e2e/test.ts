import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { test as base } from '@clearjar/playwright'

import { type Keep, keeping } from './keeping.ts'
import { KEY } from './key.ts'
import { LivePage } from './live-page.ts'
import { createServerProcess, type ServerProcess } from './server.ts'

export { expect } from '@clearjar/playwright'

/** The API as `npm start` runs it, serving the built app, with whatever a test needs set otherwise. */
export async function startApi(env: NodeJS.ProcessEnv = {}): Promise<ServerProcess & AsyncDisposable> {
  const data = await mkdtemp(path.join(tmpdir(), 'clearjar-'))
  const server = await createServerProcess({
    command: process.execPath,
    args: ['apps/api/dist/main.js'],
    env: (port) => ({ PORT: String(port), CLEARJAR_DATA: data, SESSION_SECRET: KEY, LOG_LEVEL: 'silent', ...env }),
    ready: /Clearjar is at/
  })
  await server.start()
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server.stop()
      await rm(data, { recursive: true })
    }
  }
}

interface Fixtures {
  /** What the API is told in its environment. */
  apiSettings: NodeJS.ProcessEnv
  api: ServerProcess
  /** The Live screen in the test's page. */
  live: LivePage
}

/** `baseURL` is a server of the worker's own. */
export const test = base.extend<Fixtures, { keep: Keep }>({
  ...keeping,
  apiSettings: [{}, { option: true }],
  api: async ({ keep, apiSettings }, use) => {
    await use(await keep(`API ${JSON.stringify(apiSettings)}`, () => startApi(apiSettings)))
  },
  baseURL: async ({ api }, use) => use(api.url),
  live: async ({ page }, use) => use(new LivePage(page))
})

type Theme = 'light' | 'dark'

/** Rules about colours are met by each screen in one theme; in both with `CLEARJAR_LONG=1`. */
export function themes(ordinary: Theme): readonly Theme[] {
  return process.env['CLEARJAR_LONG'] === undefined ? [ordinary] : ['light', 'dark']
}
