import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createServerProcess } from '../server.ts'
import { createApp as createClearjar } from './apps/clearjar.ts'
import { createApp as createCookieSession } from './apps/cookie-session.ts'
import { createApp as createExpressSession } from './apps/express-session.ts'
import { createApp as createJwt } from './apps/jwt.ts'
import { KEY } from './apps/key.ts'
import { createApp as createOpaque } from './apps/opaque.ts'

/** How a small application keeps its session. */
export type AppKind = 'clearjar' | 'flask' | 'cookie-session' | 'express-session' | 'jwt' | 'opaque'

export interface RunningApp extends AsyncDisposable {
  readonly url: string
}

/** Debian's Python has Debian's Flask; elsewhere it is the one on the PATH. */
const python = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import flask']).status === 0
)

/** Why an application cannot be run here; null where it can. */
export function missingFor(kind: AppKind): string | null {
  return kind === 'flask' && python === undefined ? 'Python’s Flask is not installed (Debian: python3-flask)' : null
}

export async function startApp(kind: AppKind): Promise<RunningApp> {
  return kind === 'flask' ? startFlask() : listen(createApps[kind]())
}

const createApps: Readonly<Record<Exclude<AppKind, 'flask'>, () => RequestListener>> = {
  clearjar: createClearjar,
  'cookie-session': createCookieSession,
  'express-session': createExpressSession,
  jwt: createJwt,
  opaque: createOpaque
}

async function listen(app: RequestListener): Promise<RunningApp> {
  const server = createServer(app).listen(0, 'localhost')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
}

async function startFlask(): Promise<RunningApp> {
  const server = await createServerProcess({
    command: python!,
    args: ['e2e/kit/apps/flask_app.py'],
    env: (port) => ({ PORT: String(port), SESSION_SECRET: KEY }),
    ready: /Running on/
  })
  await server.start()
  return { url: server.url, [Symbol.asyncDispose]: () => server.stop() }
}
