import { once } from 'node:events'
import { createServer, type IncomingMessage, request as sendRequest, type RequestListener } from 'node:http'
import { connect, createServer as createHttp2Server } from 'node:http2'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

import express5 from 'express'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'

import { createCrossSiteGuard, type CrossSiteOption } from './cross-site.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

// Required, not imported: its types are those of Express 5.
const require = createRequire(import.meta.url)
const express4 = require('express4') as typeof express5

type Headers = Record<string, unknown>

const PARTNER = 'https://partner.example'
const guard = createCrossSiteGuard(true)
const trusting = createCrossSiteGuard({ trustedOrigins: [PARTNER, 'http://localhost:5173'] })
const invalid = expect.objectContaining({ code: 'invalid-option' }) as Error

function requestOf(method: string | undefined, headers: Headers, more: object = {}): IncomingMessage {
  return { method, headers: { host: 'shop.example', ...headers }, socket: {}, ...more } as object as IncomingMessage
}

const passes = (headers: Headers, method = 'POST') => guard(requestOf(method, headers)) === null

// What browsers send, as Chromium does where it could be watched.
test.each<[string, boolean, Headers, string?]>([
  // Sec-Fetch-Site: every https address, and localhost.
  ['a form on its own page', true, { 'sec-fetch-site': 'same-origin', origin: 'https://shop.example' }],
  ['a form on a page with no-referrer', true, { 'sec-fetch-site': 'same-origin', origin: 'null' }],
  ['fetch on its own page', true, { 'sec-fetch-site': 'same-origin', origin: 'https://shop.example' }, 'PATCH'],
  ['a request that a person started in the browser itself', true, { 'sec-fetch-site': 'none' }],
  ['a form on another site', false, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a form in a sandboxed frame', false, { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['a form on a sibling domain', false, { 'sec-fetch-site': 'same-site', origin: 'https://blog.shop.example' }],
  ['fetch from a sibling domain', false, { 'sec-fetch-site': 'same-site', origin: 'https://a.shop.example' }, 'DELETE'],
  ['a form on another port', false, { 'sec-fetch-site': 'same-site', origin: 'https://shop.example:8443' }],
  ['a form on the http page of its own host', false, { 'sec-fetch-site': 'cross-site', origin: 'http://shop.example' }],
  ['a beacon from another site', false, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['its own form, sent back by another site', false, { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['its own form, sent back by a sibling domain', false, { 'sec-fetch-site': 'same-site', origin: 'null' }],
  ['a value to come', false, { 'sec-fetch-site': 'same-planet' }],
  ['no value', false, { 'sec-fetch-site': '' }],
  ['two values', false, { 'sec-fetch-site': 'same-origin, cross-site' }],
  ['upper case, as no browser writes it', false, { 'sec-fetch-site': 'Same-Origin' }],
  // Only Origin: plain http, and Safari before 16.4.
  ['a form on its own http page', true, { origin: 'http://shop.example' }],
  ['a form on its own https page', true, { origin: 'https://shop.example' }],
  ['a form on another http site', false, { origin: 'http://evil.example' }],
  ['its own form, sent back by another http site', false, { origin: 'null' }],
  ['a form on an http page with no-referrer', false, { origin: 'null' }],
  ['a form on a sibling http domain', false, { origin: 'http://blog.shop.example' }],
  ['a form on a domain that ends alike', false, { origin: 'http://evilshop.example' }],
  ['a form on a domain that begins alike', false, { origin: 'http://shop.example.evil.example' }],
  ['a form on another http port', false, { origin: 'http://shop.example:8080' }],
  ['an extension', false, { origin: 'chrome-extension://abcdefghijklmnop' }],
  ['a page from a file, as old browsers say', false, { origin: 'file://' }],
  ['two origins', false, { origin: 'http://shop.example, http://evil.example' }],
  ['an empty origin', false, { origin: '' }],
  // Neither: no browser, or Firefox before 70.
  ['curl', true, { 'user-agent': 'curl/8.5.0', accept: '*/*' }],
  ['a webhook', true, { 'content-type': 'application/json' }, 'PUT'],
  // Requests that change nothing.
  ['a typed address', true, { 'sec-fetch-site': 'none' }, 'GET'],
  ['a link on another site', true, { 'sec-fetch-site': 'cross-site' }, 'GET'],
  ['an image on another site', true, { 'sec-fetch-site': 'cross-site' }, 'HEAD'],
  ['a preflight', true, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 'OPTIONS'],
  ['TRACE', true, { origin: 'https://evil.example' }, 'TRACE']
])('%s passes: %s', (_what, expected, headers, method) => {
  expect(passes(headers, method)).toBe(expected)
})

test.each<[string, string, boolean]>([
  ['shop.example', 'https://shop.example', true],
  ['SHOP.Example', 'https://shop.example', true],
  ['shop.example:443', 'https://shop.example', true],
  ['shop.example:80', 'http://shop.example', true],
  ['shop.example:', 'https://shop.example', true],
  ['shop.example:443', 'http://shop.example', false],
  ['shop.example:80', 'https://shop.example', false],
  ['shop.example:8443', 'https://shop.example:8443', true],
  ['shop.example:8443', 'https://shop.example', false],
  ['shop.example', 'https://shop.example:8443', false],
  ['shop.example.', 'https://shop.example', false],
  ['shop.example.', 'https://shop.example.', true],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000', true],
  ['localhost:3000', 'http://127.0.0.1:3000', false],
  ['[::1]:3000', 'http://[::1]:3000', true],
  ['[0:0:0:0:0:0:0:1]:3000', 'http://[::1]:3000', true],
  ['[::1]', 'http://[::1]', true],
  ['[2001:DB8::A]:3000', 'http://[2001:db8::a]:3000', true],
  ['[::2]', 'http://[::1]', false],
  ['xn--zo-yka.example', 'https://xn--zo-yka.example', true],
  ['evil.example@shop.example', 'https://shop.example', false],
  ['shop.example/evil', 'https://shop.example', false],
  ['shop.example?', 'https://shop.example', false],
  ['shop.example#', 'https://shop.example', false],
  ['shop.example\\evil', 'https://shop.example', false],
  ['sh%6fp.example', 'https://shop.example', false],
  ['shop.example:99999', 'https://shop.example', false],
  ['', 'https://shop.example', false],
  // Not what a browser writes.
  ['shop.example', 'https://SHOP.example', false],
  ['shop.example', 'https://shop.example:443', false],
  ['shop.example', 'https://shop.example/', false],
  ['shop.example', 'https://me@shop.example', false],
  ['shop.example', 'shop.example', false]
])('for the host %j the origin %j is its own: %s', (host, origin, expected) => {
  expect(passes({ host, origin })).toBe(expected)
})

test('a request without Host is not the one of any origin', () => {
  expect(passes({ host: undefined, origin: 'https://shop.example' })).toBe(false)
  expect(passes({ host: undefined, origin: 'https://undefined' })).toBe(false)
})

test('an http page is refused where the connection is https, and an https page behind a proxy is not', () => {
  const tls = { socket: { encrypted: true } }
  expect(guard(requestOf('POST', { origin: 'http://shop.example' }, tls))).toBeInstanceOf(SessionMiddlewareError)
  expect(guard(requestOf('POST', { origin: 'https://shop.example' }, tls))).toBeNull()
  // The proxy ends TLS, and nobody told: only HSTS tells these two apart.
  expect(guard(requestOf('POST', { origin: 'https://shop.example' }))).toBeNull()
  expect(guard(requestOf('POST', { origin: 'http://shop.example' }))).toBeNull()
})

test('a trusted origin passes whatever Sec-Fetch-Site says, and only exactly', () => {
  const partner = { 'sec-fetch-site': 'cross-site', origin: PARTNER }
  expect(trusting(requestOf('POST', partner))).toBeNull()
  expect(trusting(requestOf('DELETE', { origin: PARTNER }))).toBeNull()
  expect(trusting(requestOf('POST', { origin: 'http://localhost:5173' }))).toBeNull()
  expect(guard(requestOf('POST', partner))).toMatchObject({ code: 'cross-site-request' })
  for (const origin of [
    `${PARTNER}:8443`,
    'http://partner.example',
    `${PARTNER}.evil.example`,
    PARTNER.toUpperCase()
  ]) {
    expect(trusting(requestOf('POST', { ...partner, origin }))).toMatchObject({ code: 'cross-site-request' })
  }
})

test.each<[string, Headers, RegExp]>([
  ['another origin', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, /trustedOrigins/],
  ['another host', { origin: 'https://evil.example' }, /proxy.*trustedOrigins/],
  ['a hidden origin', { origin: 'null' }, /Referrer-Policy: same-origin/]
])('refuses %s with status 403 and the fix, and quotes nothing that was sent', (_what, headers, fix) => {
  const error = guard(requestOf('POST', headers))!
  expect(error).toBeInstanceOf(SessionMiddlewareError)
  expect(error).toMatchObject({ code: 'cross-site-request', status: 403 })
  expect(error.message).toMatch(fix)
  expect(error.message).not.toMatch(/evil|shop/)
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.webAuthority({ withUserInfo: true, withPort: true }),
  fc.domain().map((host) => `https://${host}`),
  fc.constantFrom(PARTNER, 'null', 'same-origin', 'same-site', 'cross-site', 'none', '[', 'https://[', ':', '*')
)
const anyValue = fc.oneof(anyText, fc.constant(undefined), fc.array(anyText))

test('no header throws', () => {
  const fields = ['origin', 'sec-fetch-site', 'host', ':authority', 'x-forwarded-host', 'x-forwarded-proto'] as const
  fc.assert(
    fc.property(fc.record(Object.fromEntries(fields.map((name) => [name, anyValue]))), anyText, (headers, method) => {
      const answer = trusting(requestOf(method, headers))
      expect(answer === null || answer.status === 403).toBe(true)
    }),
    { numRuns: 2_000 }
  )
})

test('a cross-site request that changes something passes with a trusted origin only', () => {
  const methods = fc.oneof(fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'post', 'get'), fc.string())
  const sites = fc.constantFrom('cross-site', 'same-site')
  fc.assert(
    fc.property(methods, sites, anyValue, anyValue, (method, site, origin, host) => {
      fc.pre(!['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method))
      const isTrusted = origin === PARTNER
      expect(trusting(requestOf(method, { 'sec-fetch-site': site, origin, host })) === null).toBe(isTrusted)
    }),
    { numRuns: 2_000 }
  )
})

test('without Sec-Fetch-Site, a page of another host never passes', () => {
  fc.assert(
    fc.property(fc.webAuthority({ withPort: true }), fc.webAuthority({ withPort: true }), (page, host) => {
      fc.pre(new URL(`https://${page}`).host !== new URL(`https://${host}`).host)
      expect(passes({ origin: `https://${page}`, host })).toBe(false)
      expect(passes({ origin: `https://${page}`, host: page })).toBe(
        new URL(`https://${page}`).origin === `https://${page}`
      )
    })
  )
})

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** `fetch` sets Host and Sec-Fetch-Site itself. */
async function post(port: number, headers: Record<string, string>): Promise<number> {
  const request = sendRequest({ port, method: 'POST', headers: { connection: 'close', ...headers } }).end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode!
}

test.each([
  ['Express 4', express4],
  ['Express 5', express5]
])('under %s with trust proxy, X-Forwarded-Host is not believed and X-Forwarded-Proto is', async (_name, express) => {
  const app = express().set('trust proxy', true).set('env', 'test')
  app.use((req, _res, next) => next(guard(req)))
  app.post('/', (_req, res) => void res.status(204).end())
  const port = await listen(app)
  const host = 'inner:3000'
  expect(await post(port, { host: 'shop.example', origin: 'https://shop.example' })).toBe(204)
  expect(await post(port, { host, 'x-forwarded-host': 'shop.example', origin: 'https://shop.example' })).toBe(403)
  expect(await post(port, { host, 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' })).toBe(403)
  const https = { host: 'shop.example', 'x-forwarded-proto': 'https' }
  expect(await post(port, { ...https, origin: 'https://shop.example' })).toBe(204)
  expect(await post(port, { ...https, origin: 'http://shop.example' })).toBe(403)
})

test('over HTTP/2 the host is in :authority', async () => {
  const server = createHttp2Server((request, response) => {
    response.writeHead(guard(request as object as IncomingMessage)?.status ?? 204).end()
  }).listen(0)
  await once(server, 'listening')
  const client = connect(`http://localhost:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => {
    client.close()
    server.close()
  })
  const statusOf = async (headers: Record<string, string>) => {
    const stream = client.request({ ':method': 'POST', ':authority': 'shop.example', ...headers })
    const [answer] = (await once(stream, 'response')) as [Record<string, unknown>]
    stream.close()
    return answer[':status']
  }
  expect(await statusOf({ origin: 'https://shop.example' })).toBe(204)
  expect(await statusOf({ origin: 'https://evil.example' })).toBe(403)
  expect(await statusOf({ origin: 'https://evil.example', host: 'evil.example' })).toBe(403)
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['false', false],
  ['a list', ['https://quoted.example']],
  ['no list', { trustedOrigins: 'https://quoted.example' }],
  ['a misspelt option', { trustedOrigins: [], trustedHosts: ['quoted.example'] }],
  ['a host without scheme', { trustedOrigins: ['quoted.example'] }],
  ['a path', { trustedOrigins: ['https://quoted.example/app'] }],
  ['a slash at the end', { trustedOrigins: ['https://quoted.example/'] }],
  ['a wildcard', { trustedOrigins: ['https://*.quoted.example'] }],
  ['any origin', { trustedOrigins: ['*'] }],
  ['a hidden origin', { trustedOrigins: ['null'] }],
  ['upper case', { trustedOrigins: ['https://Quoted.example'] }],
  ['the default port', { trustedOrigins: ['https://quoted.example:443'] }],
  ['a name and password', { trustedOrigins: ['https://quoted:quoted@quoted.example'] }],
  ['another scheme', { trustedOrigins: ['ws://quoted.example'] }],
  ['a URL object', { trustedOrigins: [new URL('https://quoted.example')] }]
])('refuses %s at the start, and quotes nothing', (_what, option) => {
  const make = () => createCrossSiteGuard(option as CrossSiteOption)
  expect(make).toThrow(invalid)
  expect(make).not.toThrow(/quoted/i)
})

test('tells which of the trusted origins is none', () => {
  const option = { trustedOrigins: [PARTNER, 'https://example.com/'] }
  expect(() => createCrossSiteGuard(option)).toThrow('crossSite.trustedOrigins[1] is not an origin')
})

test('an empty list of trusted origins is like true', () => {
  expect(createCrossSiteGuard({ trustedOrigins: [] })(requestOf('POST', { origin: PARTNER }))).not.toBeNull()
})
