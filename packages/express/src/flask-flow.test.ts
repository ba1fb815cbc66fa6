import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import express, { type Request, type Response as Answer } from 'express'
import { expect, onTestFinished, test } from 'vitest'

import { type Flow, vectors } from '../../../test/flask-vectors.ts'
import { session, type SessionOptions } from './index.ts'

type Data = Record<string, unknown>
type View = (data: Data, req: Request, res: Answer) => unknown

/** The views that a real Flask ran, by their Python text. A text that is returned is the body. */
const views: Record<string, View> = {
  'return ""': () => '',
  'session.get("a")': ({ a }) => (a === undefined ? 'None' : JSON.stringify(a)),
  '"a" in session': (data) => ('a' in data ? 'True' : 'False'),
  'session["a"] = 1': (data) => void (data.a = 1),
  'session["a"] = 1 (already 1)': (data) => void (data.a = 1),
  'session.permanent = True; session["a"] = 1': (data) => void Object.assign(data, { permanent: true, a: 1 }),
  'session["n"]["x"] = 2': ({ n }) => void ((n as Data).x = 2),
  'session["n"]["x"] = 2; session.modified = True': ({ n }) => void ((n as Data).x = 2),
  'session.clear()': (_data, req) => void (req.session = null),
  'session.pop("a")': (data) => void delete data.a,
  'session.pop("zz", None)': (data) => void delete data.zz,
  'session.setdefault("a", 9)': (data) => JSON.stringify((data.a ??= 9)),
  'session.setdefault("b", 9)': (data) => JSON.stringify((data.b ??= 9)),
  'session.update({})': (data) => void Object.assign(data, {}),
  'get_flashed_messages()': ({ _flashes = [] }) => JSON.stringify(_flashes),
  'return str(dict(session))': (data) => JSON.stringify(data).replaceAll('"', "'").replaceAll(':', ': '),
  'session["a"] = 1; raise': (data) => {
    data.a = 1
    throw new Error('raised by the view')
  },
  'session["a"] = 1; redirect': (data, _req, res) => {
    data.a = 1
    res.redirect(303, '/elsewhere')
  },
  'session["s"] = 6000 random chars': (data) => void (data.s = randomBytes(4_500).toString('base64')),
  'session["a"]=1 with Vary: Accept-Encoding already set': (data, _req, res) => {
    res.vary('Accept-Encoding')
    data.a = 1
  }
}

/** Rows that end otherwise here, with the reason. */
const differing: Record<string, Partial<Pick<Flow, 'status' | 'set_cookie' | 'vary'>> & { why: string }> = {
  'set-same-value': { why: 'data is compared, assignments are not watched', set_cookie: [] },
  'update-empty': { why: 'data is compared, assignments are not watched', set_cookie: [] },
  'nested-mutation': {
    why: 'nested changes are seen',
    set_cookie: ['session=eyJuIjp7IngiOjJ9fQ.ZVPxAA.NZyhrE9cmnRjMTw1AE7OwBGSjqE; HttpOnly; Path=/']
  },
  'secret-fallbacks-read': {
    why: 'a cookie that an old secret signed is signed again by the new one when it is used',
    set_cookie: ['session=eyJhIjoxfQ.ZVPxAA.tnwKd8EGenglSGAk3sS75AOJh7w; HttpOnly; Path=/']
  },
  'no-secret-write': { why: 'a missing secret is an error when the application starts; see options.test.ts' },
  redirect: { why: 'Express writes the body of a redirect as the client accepts it', vary: 'Accept, Cookie' },
  'too-large': { why: 'an error instead of a cookie that browsers drop', status: 500, set_cookie: [] }
}

function optionsOf({ config, now }: Flow): SessionOptions {
  const value = (name: string) => config[name]
  const domain = value('SESSION_COOKIE_DOMAIN') as string | undefined
  const partitioned = value('SESSION_COOKIE_PARTITIONED') === true
  return {
    secrets: ['dev-secret-key', ...((value('SECRET_KEY_FALLBACKS') as string[] | undefined) ?? [])],
    digest: 'sha1',
    compressAbove: 0,
    now: () => now,
    name: (value('SESSION_COOKIE_NAME') as string | undefined) ?? 'session',
    visibility: value('SESSION_COOKIE_HTTPONLY') === false ? 'readable' : 'hidden',
    slideAfter: 0,
    sliding: value('SESSION_REFRESH_EACH_REQUEST') !== false,
    cookie: {
      path: (value('SESSION_COOKIE_PATH') as string | undefined) ?? '/',
      sameSite: ((value('SESSION_COOKIE_SAMESITE') as string | undefined)?.toLowerCase() ?? 'lax') as 'lax' | 'none',
      // Flask's Partitioned implies Secure; here it is said.
      secure: value('SESSION_COOKIE_SECURE') === true || partitioned,
      partitioned,
      ...(domain === undefined ? {} : { domain })
    }
  }
}

/** The order of attributes means nothing, and SameSite=Lax is the default here. */
function normalize(line: string): string[] {
  const [pair = '', ...attributes] = line.split('; ')
  return [pair, ...attributes.filter((attribute) => attribute !== 'SameSite=Lax').sort()]
}

test.each(vectors.flow.filter(({ id }) => id !== 'no-secret-write').map((row) => [row.id, row] as const))(
  'answers as Flask does: %s',
  async (id, row) => {
    const expected = { ...row, ...differing[id] }
    // The one row that names its lifetime in its id.
    const lifetime = id === 'set-permanent-lifetime-1h' ? '1h' : '31d'
    const app = express().set('env', 'test').set('trust proxy', true)
    app.use(session({ ...optionsOf(row), lifetime }))
    app.use((req, res) => {
      const body = row.view === 'return ""' ? '' : views[row.view]!(req.session as object as Data, req, res)
      if (!res.headersSent) res.send(body ?? '')
    })
    const server = createServer(app).listen(0)
    await once(server, 'listening')
    onTestFinished(() => server.closeAllConnections())
    onTestFinished(() => void server.close())
    const response = await fetch(`http://localhost:${(server.address() as AddressInfo).port}`, {
      redirect: 'manual',
      headers: { 'x-forwarded-proto': 'https', ...(row.request_cookie === null ? {} : { cookie: row.request_cookie }) }
    })
    const body = await response.text()
    expect(response.status).toBe(expected.status)
    expect(response.headers.getSetCookie().map(normalize)).toEqual(expected.set_cookie.map(normalize))
    expect(response.headers.get('vary')).toBe(expected.vary)
    if (row.body !== undefined) expect(body).toBe(row.body)
  }
)

test('every row that differs is one of the vectors', () => {
  expect(vectors.flow.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(differing)))
})
