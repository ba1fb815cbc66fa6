import Cookies from 'js-cookie'
import type { SessionReport } from '../api/report.ts'

export interface FakeServer {
  readonly fetch: typeof fetch
  /** `GET`, `PATCH` …, in the order in which they arrived. */
  readonly requests: string[]
  down: boolean
  /** Methods that come to a 500. */
  readonly failing: Set<string>
  lifetime: number
  /** How often the list of sessions was asked for. */
  lists: number
  listFails: boolean
  /** What happens in the browser while the list is on its way. */
  whileListing: () => void
  /** What sessions end with. */
  scope: SessionReport['tabs']['scope']
  /** What else was chosen of how sessions are kept; only told, not done. */
  kept: Pick<SessionReport, 'mode' | 'revocable' | 'key'>
  /** Holds answers back; each has been worked out already, with the cookie that the request carried. */
  hold: () => { release: () => void; waiting: () => number }
}

const name = 'session'
const thisSession = { id: 'a', startedAt: 1, seenAt: 1, expires: 1, about: 'Some browser', current: true }
const month = 31 * 86_400
const asNew: FakeServer['kept'] = { mode: 'cookie', revocable: false, key: 'first' }

/** RFC 7396: null is the default again. */
function keepSettings(server: FakeServer, wish: Readonly<Record<string, unknown>>): void {
  if ('tabs' in wish) server.scope = (wish['tabs'] ?? 'browser') as FakeServer['scope']
  if ('lifetime' in wish) server.lifetime = Number(wish['lifetime'] ?? month)
  for (const key of ['mode', 'revocable', 'key'] as const) {
    if (key in wish) server.kept = { ...server.kept, [key]: wish[key] ?? asNew[key] }
  }
}

/** The API in one page: the same reports, with a checksum where the real one has a signature, and `document.cookie` for a browser. */
export function createFakeServer(): FakeServer {
  let gate: Promise<void> | null = null
  let waiting = 0

  const server: FakeServer = {
    requests: [],
    down: false,
    failing: new Set(),
    lifetime: month,
    scope: 'browser',
    kept: asNew,
    lists: 0,
    listFails: false,
    whileListing: () => {},
    hold() {
      let open = (): void => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return {
        release() {
          gate = null
          open()
        },
        waiting: () => waiting
      }
    },
    async fetch(input, init = {}) {
      const method = init.method ?? 'GET'
      if (input === '/api/sessions') {
        server.lists += 1
        server.whileListing()
        return server.listFails ? internalError() : answer(200, { sessions: [thisSession] })
      }
      server.requests.push(method)
      if (server.down) throw new TypeError('Failed to fetch')
      if (server.failing.has(method)) return internalError()
      const isSettings = input === '/api/settings'
      const body = typeof init.body === 'string' ? init.body : '{}'
      if (isSettings) keepSettings(server, JSON.parse(body) as Readonly<Record<string, unknown>>)
      const told = isSettings ? handle('GET', '{}', server.lifetime) : handle(method, body, server.lifetime)
      const { setCookie } = told
      const report = { ...told.report, ...server.kept, tabs: { scope: server.scope } }
      waiting += 1
      // Like a browser: a request that was stopped delivers neither its answer nor its cookie.
      await Promise.race([gate, stopped(init.signal)])
      waiting -= 1
      if (report.cookie.bytes > 4096) return tooLarge(report.cookie.bytes)
      if (setCookie) write(setCookie)
      return answer(200, isSettings ? { session: report } : report)
    }
  }
  return server
}

function stopped(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
  })
}

interface SetCookie {
  readonly value: string | null
  readonly expires: number | null
}

function handle(
  method: string,
  body: string,
  lifetime: number
): { report: SessionReport; setCookie: SetCookie | null } {
  const now = Math.floor(Date.now() / 1000)
  const cookie = Cookies.get(name)
  const verified = cookie === undefined ? null : verify(cookie, now, lifetime)
  const received = { cookie: cookie !== undefined, bytes: cookie === undefined ? 0 : cookie.length + 8 }
  const refused = verified !== null && 'reason' in verified
  const data = verified === null || 'reason' in verified ? {} : verified.data

  if (method === 'DELETE') {
    const report = describe({}, 'absent', now, null, lifetime, received, cookie === undefined ? 'none' : 'delete')
    return { report, setCookie: { value: null, expires: null } }
  }
  if (method === 'PATCH') patch(data, JSON.parse(body))
  const changed = method === 'PATCH' || data['_permanent'] === true
  if (changed) {
    const value = sign(data, now)
    const report = describe(data, 'present', now, now, lifetime, received, 'set', value)
    return { report, setCookie: { value, expires: data['_permanent'] ? now + lifetime : null } }
  }
  const status = cookie === undefined ? 'absent' : refused ? 'refused' : 'present'
  const report = describe(data, status, now, verified?.signedAt ?? null, lifetime, received, 'none', cookie)
  return { report: { ...report, reason: refused ? verified.reason : null }, setCookie: null }
}

function patch(
  data: Record<string, unknown>,
  change: { data?: Record<string, string | null>; permanent?: boolean }
): void {
  for (const [key, value] of Object.entries(change.data ?? {})) {
    if (value === null) delete data[key]
    else data[key] = value
  }
  if (change.permanent === true) data['_permanent'] = true
  if (change.permanent === false) delete data['_permanent']
}

function describe(
  { _permanent, ...data }: Record<string, unknown>,
  status: SessionReport['status'],
  now: number,
  signedAt: number | null,
  lifetime: number,
  received: { cookie: boolean; bytes: number },
  action: 'none' | 'set' | 'delete',
  cookie?: string
): SessionReport {
  const permanent = _permanent === true
  const serverExpires = signedAt === null ? null : signedAt + lifetime
  return {
    status,
    reason: null,
    data,
    permanent,
    mode: 'cookie',
    id: null,
    revocable: false,
    tabs: { scope: 'browser' },
    cookie: {
      name,
      visibility: 'readable',
      path: '/',
      sameSite: 'Lax',
      domain: null,
      secure: false,
      bytes: cookie ? cookie.length + 8 : 0,
      limit: 4096
    },
    clocks: {
      now,
      signedAt,
      browserExpires: permanent ? serverExpires : null,
      serverExpires,
      lifetime,
      lifetimes: [30, 60, 300, 3600, month]
    },
    wire: {
      received: { ...received, names: received.cookie ? [name] : [] },
      sent: { action, attributes: action === 'none' ? null : 'Path=/; SameSite=Lax' }
    },
    keys: 1,
    keyIndex: 0,
    key: 'first',
    server: { startedAt: 1 }
  }
}

function write({ value, expires }: SetCookie): void {
  if (value === null) Cookies.remove(name, { path: '/' })
  else Cookies.set(name, value, { path: '/', ...(expires === null ? {} : { expires: new Date(expires * 1000) }) })
}

function answer(status: number, body: unknown, type = 'application/json'): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
}

function internalError(): Response {
  const body = { type: 'about:blank', title: 'Internal error', status: 500, code: 'internal-error', detail: 'Oh no.' }
  return answer(500, body, 'application/problem+json')
}

function tooLarge(bytes: number): Response {
  const body = { type: 'about:blank', title: 'Too large', status: 413, code: 'session-too-large', limit: 4096, bytes }
  return answer(413, body, 'application/problem+json')
}

/** A cookie as the server would sign it. */
export function sign(data: Record<string, unknown>, now: number): string {
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)))
  const payload = base64url(JSON.stringify(sorted))
  const bytes = [24, 16, 8, 0].map((shift) => String.fromCharCode((now >>> shift) & 255)).join('')
  const signed = `${payload}.${base64url(bytes)}`
  return `${signed}.${checksum(signed)}`
}

function verify(cookie: string, now: number, lifetime: number) {
  const end = cookie.lastIndexOf('.')
  const [payload = '', timestamp = ''] = cookie.slice(0, end).split('.')
  if (checksum(cookie.slice(0, end)) !== cookie.slice(end + 1))
    return { reason: 'signature-mismatch', signedAt: null } as const
  const bytes = fromBase64url(timestamp)
  const signedAt = [...bytes].reduce((total, letter) => total * 256 + letter.charCodeAt(0), 0)
  if (now - signedAt > lifetime) return { reason: 'too-old', signedAt } as const
  const data: Record<string, unknown> = JSON.parse(fromBase64url(payload))
  return { data, signedAt }
}

function checksum(text: string): string {
  const sum = [...text].reduce((total, letter) => (Math.imul(total, 31) + letter.charCodeAt(0)) >>> 0, 7)
  return base64url(String(sum).padStart(20, '0'))
}

function base64url(binary: string): string {
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64url(text: string): string {
  return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
}
