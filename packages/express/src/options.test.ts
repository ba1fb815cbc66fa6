import { expect, test } from 'vitest'

import { createEmbeddedStore, createMemoryStore, createRedisStore, session, type SessionOptions } from './index.ts'
import { parseDuration } from './lib/lifetime.ts'

const secrets = ['dev-secret-key']
const store = createMemoryStore()

/** The message of the refusal; empty when the options are fine. */
function refusal(options: unknown): string {
  try {
    session(options as SessionOptions)
    return ''
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid-option' })
    return (error as Error).message
  }
}

test.each<[unknown]>([
  [{ secrets }],
  [
    {
      secrets: ['new', new Uint8Array([1])],
      digest: 'sha1',
      salt: 'other',
      derivation: 'concat',
      types: [],
      skew: 5,
      compressAbove: 0
    }
  ],
  [{ secrets, name: '__Host-session', cookie: { secure: true } }],
  [{ secrets, cookie: { sameSite: 'none', secure: true, partitioned: true } }],
  [{ secrets, cookie: { domain: 'example.com', path: '/app', secure: 'auto' } }],
  [{ secrets, visibility: 'split', name: '__Host-session', cookie: { secure: true } }],
  [{ secrets, lifetime: '31d', idle: '30m', absolute: '12h', slideAfter: 0, skew: 2 }],
  [{ secrets, sliding: false, absolute: '1d' }],
  [{ secrets, budget: 1000, resignBefore: 1_700_000_000, storeTimeout: 1 }],
  [{ secrets, accept: [{ digest: 'sha1' }, { secrets: ['older'], salt: 'other' }] }],
  [{ secrets, mode: 'server', store }],
  [{ secrets, mode: 'server', store, accept: [{ mode: 'cookie' }] }],
  [{ secrets, accept: [{ mode: 'server' }], store }],
  [{ secrets, revocation: true, store }],
  [{ secrets, revocation: { subject: () => 'ann', track: () => 'a browser', whenDown: 'accept' }, store }],
  [{ secrets, crossSite: true }],
  [{ secrets, crossSite: { trustedOrigins: ['https://app.example.com'] } }]
])('takes %j', (options) => {
  expect(refusal(options)).toBe('')
})

test.each([
  [undefined, 'session({ secrets: [secret] })'],
  [{}, 'secrets is a list'],
  [{ secrets: 'text' }, 'secrets is a list'],
  [{ secrets: [] }, 'at least one secret'],
  [{ secrets: [''] }, 'not empty'],
  [{ secrets, digest: 'md5' }, 'digest'],
  [{ secrets, visibility: 'secret' }, 'visibility'],
  [{ secrets, permanent: 'yes' }, 'permanent'],
  [{ secrets, now: 5 }, 'now is a function'],
  [{ secrets, name: 'my session' }, 'name is not one'],
  [{ secrets, cookie: { path: '/;' } }, 'cookie.path'],
  [{ secrets, cookie: { domain: 'a b' } }, 'cookie.domain'],
  [{ secrets, cookie: { sameSite: 'Lax' } }, 'cookie.sameSite'],
  [{ secrets, cookie: { secure: 'yes' } }, 'cookie.secure'],
  [{ secrets, cookie: { sameSite: 'none' } }, 'secure: true'],
  [{ secrets, cookie: { partitioned: true } }, 'secure: true'],
  [{ secrets, name: '__Secure-session' }, 'secure: true'],
  [{ secrets, name: '__Host-session', cookie: { secure: true, path: '/app' } }, '__Host-'],
  [{ secrets, name: '__host-session', cookie: { secure: true, domain: 'example.com' } }, '__Host-'],
  [{ secrets, maxAge: 5 }, 'lifetime'],
  [{ secrets, secret: 'text' }, 'secrets: [secret]'],
  [{ secrets, keys: ['text'] }, 'secrets'],
  [{ secrets, rolling: true }, 'slideAfter'],
  [{ secrets, cookie: null }, 'cookie is an object'],
  [{ secrets, saveUninitialized: false }, 'Leave it out'],
  [{ secrets, lifeTime: 5 }, 'Did you mean lifetime?'],
  [{ secrets, cookie: { maxAge: 5 } }, 'lifetime'],
  [{ secrets, cookie: { httpOnly: true } }, 'visibility'],
  [{ secrets, cookie: { samesite: 'lax' } }, 'Did you mean cookie.sameSite?'],
  [{ secrets, colour: 'red' }, 'It has secrets, '],
  [{ secrets, idle: 0 }, 'idle is'],
  [{ secrets, absolute: 'long' }, 'absolute is'],
  [{ secrets, idle: 60, sliding: false }, 'idle needs sliding'],
  [{ secrets, slideAfter: -1 }, 'slideAfter is'],
  [{ secrets, lifetime: 60, slideAfter: 60 }, 'slideAfter is shorter'],
  [{ secrets, budget: 4097 }, 'budget'],
  [{ secrets, resignBefore: '2026' }, 'resignBefore'],
  [{ secrets, accept: { digest: 'sha1' } }, 'accept is a list'],
  [{ secrets, accept: [{ digest: 'md5' }] }, 'digest'],
  [{ secrets, accept: [{ colour: 'red' }] }, 'accept'],
  [{ secrets, accept: [null] }, 'accept'],
  [{ secrets, accept: [{ mode: 'cookie' }] }, 'accept'],
  [{ secrets, mode: 'redis' }, 'mode is'],
  [{ secrets, store }, 'mode: "server"'],
  [{ secrets, mode: 'server', store: {} }, 'SessionStore'],
  [{ secrets, mode: 'server', store, storeTimeout: '2s' }, 'milliseconds'],
  [{ secrets, revocation: 'yes', store }, 'revocation is'],
  [{ secrets, revocation: false, store }, 'revocation is'],
  [{ secrets, revocation: { subject: 'user' }, store }, 'revocation.subject'],
  [{ secrets, revocation: { track: true }, store }, 'revocation.track needs revocation.subject'],
  [{ secrets, revocation: { whenDown: 'wait' }, store }, 'revocation.whenDown'],
  [{ secrets, revocation: { user: () => 'ann' }, store }, 'revocation has no option user'],
  [{ secrets, crossSite: 'yes' }, 'crossSite'],
  [{ secrets, crossSite: { trustedOrigins: ['example.com'] } }, 'trustedOrigins'],
  [{ secrets, onEvent: 'log' }, 'onEvent'],
  [{ secrets, skew: -1 }, 'skew']
])('refuses %j and says what to do', (options, hint) => {
  expect(refusal(options)).toContain(hint)
})

test.each([
  [() => createMemoryStore({ ttl: 1 } as never), 'createMemoryStore() has no option ttl'],
  [() => createEmbeddedStore('./x' as never), 'createEmbeddedStore() takes an object'],
  [() => createEmbeddedStore({ dir: './x' } as never), 'It has path'],
  [() => createRedisStore(undefined as never), 'createRedisStore() takes an object'],
  [() => createRedisStore({ client: {}, Prefix: 'x' } as never), 'Did you mean prefix?']
])('a store refuses what it does not know (%#)', (make, hint) => {
  expect(make).toThrow(expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(hint) }))
})

test.each([0, 1_700_000_000, 253_402_300_799])('takes a clock that says %j', (time) => {
  expect(refusal({ secrets, now: () => time })).toBe('')
})

test.each([1_700_000_000_000, 253_402_300_800, 1_700_000_000.5, -1, Number.NaN, '1700000000', undefined])(
  'refuses a clock that says %j',
  (time) => {
    expect(refusal({ secrets, now: () => time })).toContain('whole seconds, not milliseconds')
  }
)

test('no refusal quotes a secret or another value', () => {
  expect(refusal({ secrets: 'hunter2' })).not.toContain('hunter2')
  expect(refusal({ secrets, cookie: { domain: 'hun ter2' } })).not.toContain('ter2')
})

test.each([
  ['45s', 45],
  ['30m', 1_800],
  ['12h', 43_200],
  ['31d', 2_678_400],
  ['400d', 34_560_000],
  [60, 60]
])('a lifetime of %j is %i seconds', (lifetime, seconds) => {
  expect(parseDuration('lifetime', lifetime)).toBe(seconds)
})

test.each(['', '31', '1 d', '1w', '-1d', '1.5h', '0s', '401d', 0, -1, 1.5, Number.NaN, Infinity, 34_560_001])(
  'a lifetime of %j is refused',
  (lifetime) => {
    expect(refusal({ secrets, lifetime })).toContain('lifetime is a whole number of seconds')
  }
)
