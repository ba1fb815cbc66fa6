// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { createDyingJar } from './dying-cookie-jar.ts'
import type { CookieAttributes } from './dying-cookie-jar.ts'

const plain: CookieAttributes = { path: '/', domain: undefined, secure: undefined, sameSite: 'lax' }

afterEach(() => {
  vi.restoreAllMocks()
  for (const name of ['session', 'other']) document.cookie = `${name}=; Max-Age=0; Path=/`
})

/** What is written to `document.cookie` from here on; the browser takes it, too. */
function written(): string[] {
  const lines: string[] = []
  const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')!
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: get!,
    set(line: string) {
      lines.push(line)
      set!.call(document, line)
    }
  })
  return lines
}

afterEach(() => {
  Reflect.deleteProperty(document, 'cookie')
})

test('rewrites the life of a cookie and keeps its text and its attributes', () => {
  document.cookie = 'session=.eJx_-%22=.a.b; Path=/'
  const lines = written()
  const jar = createDyingJar('session', plain)
  expect(jar.shorten(3)).toBe(true)
  jar.restore(null)
  jar.restore(2_000_000_000)
  jar.remove()
  expect(lines).toEqual([
    'session=.eJx_-%22=.a.b; Max-Age=3; Path=/; SameSite=lax',
    'session=.eJx_-%22=.a.b; Path=/; SameSite=lax',
    'session=.eJx_-%22=.a.b; Expires=Wed, 18 May 2033 03:33:20 GMT; Path=/; SameSite=lax',
    'session=.eJx_-%22=.a.b; Max-Age=0; Path=/; SameSite=lax'
  ])
  expect(jar.has()).toBe(false)
})

test('writes nothing where there is no such cookie', () => {
  document.cookie = 'other=1; Path=/'
  const lines = written()
  const jar = createDyingJar('session', plain)
  expect(jar.has()).toBe(false)
  expect(jar.shorten(3)).toBe(false)
  jar.restore(null)
  jar.remove()
  expect(lines).toEqual([])
})

test('leaves no other cookie touched', () => {
  document.cookie = 'session=1; Path=/'
  document.cookie = 'other=2; Path=/'
  createDyingJar('session', plain).remove()
  expect(document.cookie).toBe('other=2')
})

test.each([
  ['session', { path: '/app', domain: 'example.org' }, '; Path=/app; Domain=example.org; SameSite=lax'],
  ['session', { secure: true, sameSite: 'strict' }, '; Path=/; Secure; SameSite=strict'],
  ['session', { sameSite: 'none' }, '; Path=/; Secure; SameSite=none'],
  ['__Host-session', {}, '; Path=/; Secure; SameSite=lax'],
  ['__Secure-session', {}, '; Path=/; Secure; SameSite=lax']
] as const)('writes %s with %j', (name, attributes, expected) => {
  const lines: string[] = []
  vi.spyOn(Document.prototype, 'cookie', 'get').mockReturnValue(`${name}=1`)
  vi.spyOn(Document.prototype, 'cookie', 'set').mockImplementation((line) => void lines.push(line))
  createDyingJar(name, { ...plain, ...attributes }).restore(null)
  expect(lines).toEqual([`${name}=1${expected}`])
})

test('writes `Secure` where the page came over https', () => {
  vi.stubGlobal('location', { protocol: 'https:' })
  const lines: string[] = []
  vi.spyOn(Document.prototype, 'cookie', 'get').mockReturnValue('session=1')
  vi.spyOn(Document.prototype, 'cookie', 'set').mockImplementation((line) => void lines.push(line))
  createDyingJar('session', plain).restore(null)
  createDyingJar('session', { ...plain, secure: false }).restore(null)
  vi.unstubAllGlobals()
  expect(lines).toEqual(['session=1; Path=/; Secure; SameSite=lax', 'session=1; Path=/; SameSite=lax'])
})
