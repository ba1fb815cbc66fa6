import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { onTestFinished } from 'vitest'

/** Serves until the test is over; the address, without a slash at its end. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

export interface Visit {
  readonly status: number
  readonly text: string
  readonly headers: Headers
  /** Those of `Set-Cookie`. */
  readonly lines: readonly string[]
}

/** A browser as far as cookies go: it keeps what it gets, and sends what it has, whatever the path. */
export interface Visitor {
  /** Name to value. */
  readonly jar: Map<string, string>
  get(url: string, init?: RequestInit): Promise<Visit>
  /** Another browser with a copy of these cookies. */
  copy(): Visitor
}

export function createVisitor(cookies: Iterable<readonly [string, string]> = []): Visitor {
  const jar = new Map(cookies)
  return {
    jar,
    async get(url, init = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, {
        redirect: 'manual',
        ...init,
        headers: { ...(cookie === '' ? {} : { cookie }), ...(init.headers as Record<string, string> | undefined) }
      })
      const lines = response.headers.getSetCookie()
      for (const line of lines) keep(jar, line)
      return { status: response.status, text: await response.text(), headers: response.headers, lines }
    },
    copy: () => createVisitor(jar)
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (line.includes('Max-Age=0')) jar.delete(name)
  else jar.set(name, value)
}
