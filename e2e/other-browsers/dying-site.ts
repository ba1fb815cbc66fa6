import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { session, sessionOf } from '@clearjar/express'

import { moduleAt } from '../browser-modules.ts'
import { KEY } from '../key.ts'

export interface DyingSite extends AsyncDisposable {
  /** A page with a dying cookie. */
  readonly url: string
  /** A page of the same site that does nothing with it. */
  readonly bystander: string
}

const PAGE = `<!doctype html>
<title>A dying cookie</title>
<script type="importmap">{ "imports": { "js-cookie": "/js-cookie.js" } }</script>
<script type="module">
  import { createDyingCookie } from '/dist/dying-cookie.js'
  globalThis.cookie = createDyingCookie()
</script>`

/** A server that keeps nothing, and whose session is a cookie that JavaScript can see. */
export async function openDyingSite(): Promise<DyingSite> {
  const middleware = session({ secrets: [KEY], visibility: 'readable', permanent: false })

  function route(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    const data = sessionOf<{ user: string }>(request)
    if (pathname === '/sign-in') data.user = 'ann'
    if (pathname === '/') response.setHeader('Content-Type', 'text/html')
    response.end(pathname === '/' ? PAGE : (data.user ?? 'nobody'))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const module = moduleAt(pathname)
    if (module === undefined) return middleware(request, response, () => route(pathname, request, response))
    response.setHeader('Content-Type', 'text/javascript')
    response.end(await readFile(module))
  }

  const server = createServer((request, response) => void answer(request, response)).listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    bystander: `http://localhost:${port}/who`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}
