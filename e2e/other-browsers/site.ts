import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { KEY } from '../key.ts'
import { createServerProcess } from '../server.ts'

/** How long what counts, in whole seconds. */
export interface TabTimes {
  readonly grace: number
  readonly lease: number
  readonly away: number
}

export interface Site extends AsyncDisposable {
  /** The API with the app. */
  readonly url: string
  /** A page of another site. */
  readonly elsewhere: string
  readonly times: TabTimes
}

/** The API as `npm start` runs it, which waits for tabs only as long as a test can. */
export async function openSite(times: TabTimes): Promise<Site> {
  const data = await mkdtemp(path.join(tmpdir(), 'clearjar-'))
  const api = await createServerProcess({
    command: process.execPath,
    args: ['apps/api/dist/main.js'],
    env: (port) => ({
      PORT: String(port),
      CLEARJAR_DATA: data,
      SESSION_SECRET: KEY,
      LOG_LEVEL: 'silent',
      TAB_GRACE: String(times.grace),
      TAB_LEASE: String(times.lease),
      TAB_AWAY: String(times.away)
    }),
    ready: /Clearjar is at/
  })
  await api.start()
  const other = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html')
    res.end('<!doctype html><title>Elsewhere</title><p>Another site</p>')
  }).listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  return {
    url: api.url,
    elsewhere: `http://127.0.0.1:${port}/`,
    times,
    async [Symbol.asyncDispose]() {
      other.close()
      other.closeAllConnections()
      await api.stop()
      await rm(data, { recursive: true })
    }
  }
}
