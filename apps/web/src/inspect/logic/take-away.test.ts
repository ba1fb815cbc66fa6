import { execFileSync, spawnSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'

import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readPaste } from './read-paste.ts'
import { shellWords } from './shell-words.ts'
import { cannotTravel, takeAway, type TakeAwayFormat, takeAwayFormats, type TakenCookie } from './take-away.ts'
import { traceText } from './traced-text.ts'

/** Any UTF-16 units, also halves of characters. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

const URL_TEXT = 'http://localhost:3000/'
const COOKIE: TakenCookie = { name: 'session', value: 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg' }
const FULL: TakenCookie = {
  ...COOKIE,
  attributes: {
    domain: 'shop.test',
    hostOnly: false,
    path: '/',
    maxAge: 60,
    httpOnly: true,
    secure: true,
    sameSite: 'Lax'
  }
}

function take(format: TakeAwayFormat, cookies: readonly TakenCookie[], url = URL_TEXT): string {
  return takeAway(format, cookies, { url, now: 1_700_000_000 })
}

test('Playwright gets an address where nothing else is known', () => {
  expect(take('playwright', [COOKIE])).toBe(`await context.addCookies([
  {
    name: 'session',
    value: 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg',
    url: 'http://localhost:3000'
  }
])`)
})

test('Playwright gets the attributes that are known', () => {
  expect(take('playwright', [FULL])).toBe(`await context.addCookies([
  {
    name: 'session',
    value: 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg',
    domain: '.shop.test',
    path: '/',
    expires: 1700000060,
    httpOnly: true,
    secure: true,
    sameSite: 'Lax'
  }
])`)
})

test('curl gets one line that sends both cookies', () => {
  expect(take('curl', [COOKIE, { name: 'session.sig', value: 'a' }])).toBe(
    `curl 'http://localhost:3000/' \\\n  --cookie 'session=eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg; session.sig=a'`
  )
})

test('Python gets a request', () => {
  expect(take('python', [COOKIE])).toBe(`import requests

response = requests.get(
    'http://localhost:3000/',
    cookies={
        'session': 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg',
    },
)
print(response.status_code, response.text)`)
})

test('a header is one line', () => {
  expect(take('header', [COOKIE])).toBe('Cookie: session=eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg')
  expect(take('header', [{ name: 'a', value: '1\r\nX: 2; b=3' }])).toBe('Cookie: a=1%0D%0AX: 2%3B b=3')
})

test('a Netscape file has seven fields', () => {
  expect(take('netscape', [FULL, COOKIE])).toBe(
    '# Netscape HTTP Cookie File\n' +
      '#HttpOnly_.shop.test\tTRUE\t/\tTRUE\t1700000060\tsession\teyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg\n' +
      'localhost\tFALSE\t/\tFALSE\t0\tsession\teyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXg\n'
  )
})

test('an address that is none becomes the one of a server under development', () => {
  expect(take('curl', [COOKIE], 'javascript:alert(1)')).toContain("'http://localhost:3000/'")
  expect(take('curl', [COOKIE], 'not an address')).toContain("'http://localhost:3000/'")
})

test('values that no header carries are known', () => {
  expect(['a b', 'a;b', 'é', 'a\n', '"a"'].map(cannotTravel)).toEqual([false, true, true, true, false])
})

const formats: TakeAwayFormat[] = [...takeAwayFormats]

test.each(formats)('what is taken away as %s is read back when it is pasted', (format) => {
  const value = 's%3Ax5Gk0mVJZb2yC1qkXbXh8nq3s3b9kLsW.a%2Bb%2Fc'
  const [cookie] = readPaste(take(format, [{ name: 'connect.sid', value }])).cookies
  expect(cookie).toMatchObject({ name: 'connect.sid', written: value })
})

const anyText = fc.oneof(
  anyUnits,
  fc.string({ unit: fc.constantFrom("'", '"', '\\', '\n', '$', '`', '!', ' ', '\u2028', '\u202e', 'a', '{', '}') })
)

test('a shell gives back any value', () => {
  fc.assert(
    fc.property(anyText, anyText, (name, value) => {
      const words = shellWords(traceText(take('curl', [{ name, value }]))).map(({ text }) => text)
      expect(words).toEqual(['curl', 'http://localhost:3000/', '--cookie', `${name}=${value}`])
    })
  )
})

test('a real shell gives back a value of every printable character and more', () => {
  const value = `${Array.from({ length: 95 }, (_, index) => String.fromCharCode(index + 32)).join('')}\n\té''"$(x)`
  const line = take('curl', [{ name: 'a', value }]).replace(/^curl/, 'printf "%s|"')
  expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(`http://localhost:3000/|--cookie|a=${value}|`)
})

test('JavaScript gives back any value', () => {
  fc.assert(
    fc.property(anyText, anyText, (name, value) => {
      const list = take('playwright', [{ name, value }]).replace('await context.addCookies', 'JSON.stringify')
      expect(JSON.parse(String(runInNewContext(list)))).toEqual([{ name, value, url: 'http://localhost:3000' }])
    })
  )
})

const hasPython = spawnSync('python3', ['--version']).status === 0

test.skipIf(!hasPython)('Python gives back values of many kinds', () => {
  const values = [
    `it's "quoted" \\ \n \t \0`,
    '\u2028\u202e\u00ad\x7f',
    'é😀',
    String.raw`\u0041\x41\'`,
    '${x} {y} %s',
    '\b\f\v'
  ]
  const code = take(
    'python',
    values.map((value, index) => ({ name: String(index), value }))
  )
  const script =
    'import ast, json, sys\ntree = ast.parse(sys.stdin.buffer.read().decode())\n' +
    'print(json.dumps(ast.literal_eval(tree.body[1].value.keywords[0].value)))'
  const output = execFileSync('python3', ['-c', script], { input: code, encoding: 'utf8' })
  expect(Object.values(JSON.parse(output) as Record<string, string>)).toEqual(values)
})
