import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { clearjar, type SessionOptions } from '@clearjar/playwright'

import type { Keep } from '../keeping.ts'
import { KEY } from '../key.ts'
import { createServerProcess } from '../server.ts'

/** The API at all loopback addresses. */
export interface MatrixServer extends AsyncDisposable {
  readonly port: string
  restart(key?: string): Promise<void>
}

/** How long it waits for tabs, in seconds. */
export interface Waits {
  readonly grace: number
  readonly lease: number
  readonly away: number
  /** How long a session that ends with its tabs is watched for, where it is to live. */
  readonly watched: number
}

/** For what happens to tabs. They are watched for longer than the server waits for any. */
export const SOON: Waits = { grace: 3, lease: 8, away: 8, watched: 9 }

/** For what takes the server away: it is back before it would let a tab go, however busy the machine. */
export const LATER: Waits = { grace: 3, lease: 20, away: 20, watched: 21 }

/** For what happens to cookies: a page that lost its own speaks for its tab no more, and a test takes its time. */
export const LATE: Waits = { grace: 3, lease: 600, away: 600, watched: 0 }

async function startMatrixServer({ grace, lease, away }: Waits): Promise<MatrixServer> {
  const data = await mkdtemp(path.join(tmpdir(), 'clearjar-'))
  let SESSION_SECRET = KEY
  const server = await createServerProcess({
    command: process.execPath,
    args: ['apps/api/dist/main.js'],
    env: (port) => ({
      HOST: '0.0.0.0',
      PORT: String(port),
      CLEARJAR_DATA: data,
      SESSION_SECRET,
      LOG_LEVEL: 'silent',
      TAB_GRACE: `${grace}`,
      TAB_LEASE: `${lease}`,
      TAB_AWAY: `${away}`
    }),
    ready: /Clearjar is at/
  })
  await server.start()
  return {
    port: new URL(server.url).port,
    async restart(key = KEY) {
      SESSION_SECRET = key
      await server.stop()
      await server.start()
    },
    async [Symbol.asyncDispose]() {
      await server.stop()
      await rm(data, { recursive: true })
    }
  }
}

/** How the kit speaks with it. */
export const sessionOptions: SessionOptions = {
  format: clearjar({ secrets: [KEY] }),
  server: {
    async read({ request, storage }) {
      const { tab = '' } = JSON.parse(storage['session-tab'] ?? '{}') as { tab?: string }
      const answer = await request.get('/api/session', { headers: { 'Session-Tab': tab } })
      if (answer.status() !== 200) throw new Error(`The API answered ${answer.status()}.`)
      const { status, data } = (await answer.json()) as { status: string; data: object }
      if (status === 'present') return data
      if (status === 'absent' || status === 'refused') return null
      throw new Error('The API said something of the session that is not known here.')
    },
    async signOut({ page, storage }) {
      const { tab = '' } = JSON.parse(storage['session-tab'] ?? '{}') as { tab?: string }
      await page.evaluate((key) => fetch('/api/session', { method: 'DELETE', headers: { 'Session-Tab': key } }), tab)
    }
  }
}

export interface MatrixFixtures {
  readonly waits: Waits
  readonly server: MatrixServer
}

type TestFixture<T, Needs> = (needs: Needs, use: (value: T) => Promise<void>) => Promise<void>

/** `server` is kept by the worker, one for each `waits`. */
export const matrixFixtures: {
  readonly waits: [Waits, { option: true }]
  readonly server: TestFixture<MatrixServer, { keep: Keep; waits: Waits }>
} = {
  waits: [SOON, { option: true }],
  server: async ({ keep, waits }, use) => {
    await use(await keep(`matrix ${JSON.stringify(waits)}`, () => startMatrixServer(waits)))
  }
}
