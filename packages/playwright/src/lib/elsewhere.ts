import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of another site on this machine: none of the tested application's cookies go there. */
export interface Elsewhere extends AsyncDisposable {
  /** Another site than the application's, which is on `localhost` or `127.0.0.1` in most tests. */
  addressFor(baseURL: string): Promise<string>
}

/** Begins to listen when it is first asked for. */
export function createElsewhere(): Elsewhere {
  const server = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Another site</title>')
  })
  let listening: Promise<number> | undefined

  async function listen(): Promise<number> {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  return {
    async addressFor(baseURL) {
      listening ??= listen()
      const host = new URL(baseURL).hostname === '127.0.0.1' ? 'localhost' : '127.0.0.1'
      return `http://${host}:${await listening}/`
    },
    async [Symbol.asyncDispose]() {
      if (listening === undefined) return
      await listening
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    }
  }
}
