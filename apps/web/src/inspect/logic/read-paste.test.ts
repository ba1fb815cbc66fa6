import fc from 'fast-check'
import { expect, test } from 'vitest'

import { rangeInText } from './found-cookie.ts'
import { readPaste } from './read-paste.ts'

/** Any UTF-16 units, also halves of characters. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

const FLASK = 'eyJ1c2VyIjoiYW5uIn0.ZVPxAA.vA8jpjXgBX-YxAOIkhIvDz3ussk'

/** Kind, and each cookie as `name=value`. */
function found(text: string): unknown[] {
  const { kind, cookies } = readPaste(text)
  return [kind, ...cookies.map(({ name, value }) => (name === null ? value : `${name}=${value}`))]
}

test('a bare value is a value', () => {
  expect(found(FLASK)).toEqual(['value', FLASK])
})

test('a name before the value is taken for its name', () => {
  expect(found(`session=${FLASK}`)).toEqual(['pair', `session=${FLASK}`])
  expect(readPaste(`session=${FLASK}`).mended).toEqual(['name'])
})

test('a name with a colon is a name, too', () => {
  expect(found(`session: ${FLASK}`)).toEqual(['pair', `session=${FLASK}`])
})

test('base64 with its padding is no name', () => {
  expect(found('eyJ1c2VyIjoiYW5uIn0=')).toEqual(['value', 'eyJ1c2VyIjoiYW5uIn0='])
  expect(found('BAh7BkkiCXVzZXIGOgZFVEkiCGFubgY7AFQ=--1b7c8d3f6a1b7c8d3f6a1b7c8d3f6a1b7c8d3f6a')).toEqual([
    'value',
    'BAh7BkkiCXVzZXIGOgZFVEkiCGFubgY7AFQ=--1b7c8d3f6a1b7c8d3f6a1b7c8d3f6a1b7c8d3f6a'
  ])
})

test('a Cookie header is read with its name and without', () => {
  const pairs = ['theme=dark', `session=${FLASK}`, '_ga=GA1.1.2']
  expect(found(`Cookie: ${pairs.join('; ')}`)).toEqual(['cookie-header', ...pairs])
  expect(found(pairs.join('; '))).toEqual(['cookie-header', ...pairs])
})

test('the cookie that looks like a session is read first', () => {
  expect(readPaste(`theme=dark; _ga=GA1.1.2; session=${FLASK}; lang=en`).first).toBe(2)
  expect(readPaste(`a=1; b=${FLASK}`).first).toBe(1)
  expect(readPaste('csrf_session=0123456789abcdef0123456789; sid=0123456789').first).toBe(1)
})

test('each part of a value is found again in the text', () => {
  const text = `Cookie: theme=dark; session="${FLASK}"`
  const cookie = readPaste(text).cookies[1]!
  const dot = FLASK.indexOf('.')
  const range = rangeInText(cookie, { start: 0, end: dot })!
  expect(text.slice(range.start, range.end)).toBe('eyJ1c2VyIjoiYW5uIn0')
  expect(text.slice(cookie.range!.start, cookie.range!.end)).toBe(`session="${FLASK}"`)
})

test('several Set-Cookie headers keep their attributes', () => {
  const { kind, cookies } = readPaste(
    `Set-Cookie: session=${FLASK}; Expires=Wed, 23 Dec 2026 07:00:00 GMT; Max-Age=60; HttpOnly; Path=/; SameSite=Lax
set-cookie: theme=dark; Domain=.example.com; Secure; Partitioned`
  )
  expect(kind).toBe('set-cookie-header')
  expect(cookies.map(({ name }) => name)).toEqual(['session', 'theme'])
  expect(cookies[0]).toMatchObject({
    origin: 'set',
    attributes: { expires: 1_798_009_200, maxAge: 60, httpOnly: true, path: '/', sameSite: 'Lax' }
  })
  expect(cookies[1]?.attributes).toEqual({ domain: 'example.com', secure: true, partitioned: true })
})

test('Set-Cookie headers that were joined by a comma are taken apart', () => {
  expect(found('Set-Cookie: a=1; Expires=Wed, 23 Dec 2026 07:00:00 GMT; Path=/, b=2; Path=/')).toEqual([
    'set-cookie-header',
    'a=1',
    'b=2'
  ])
})

test('a line with attributes is a Set-Cookie header without its name', () => {
  expect(found(`session=${FLASK}; Path=/; HttpOnly`)).toEqual(['set-cookie-header', `session=${FLASK}`])
})

test('headers of a request give the cookies and the host', () => {
  const { kind, cookies } = readPaste(
    `GET / HTTP/1.1\r\nHost: localhost:3000\r\nCookie: session=${FLASK}\r\nAccept: */*\r\n`
  )
  expect(kind).toBe('headers')
  expect(cookies).toMatchObject([{ name: 'session', value: FLASK, host: 'localhost:3000' }])
})

test('what curl -v prints is read', () => {
  expect(
    found(`> GET / HTTP/1.1\n> Cookie: session=${FLASK}\n>\n< HTTP/1.1 200 OK\n< Set-Cookie: a=1; Path=/`)
  ).toEqual(['headers', `session=${FLASK}`, 'a=1'])
})

test('headers with names and values on lines of their own are read', () => {
  expect(found(`accept:\n*/*\ncookie:\nsession=${FLASK}; a=1\nhost:\nlocalhost`)).toEqual([
    'headers',
    `session=${FLASK}`,
    'a=1'
  ])
})

test('a wrapped header is put together', () => {
  const { cookies, mended } = readPaste(`Cookie: session=${FLASK.slice(0, 24)}\n  ${FLASK.slice(24)}; theme=dark`)
  expect(cookies.map(({ value }) => value)).toEqual([FLASK, 'dark'])
  expect(mended).toEqual(['line-breaks'])
})

test('a wrapped value is put together', () => {
  const { cookies, mended } = readPaste(`${FLASK.slice(0, 24)}\n${FLASK.slice(24)}\n`)
  expect(cookies.map(({ value }) => value)).toEqual([FLASK])
  expect(mended).toEqual(['line-breaks'])
})

test('a value with spaces in it is put together, a sentence is not', () => {
  expect(found(`${FLASK.slice(0, 24)} ${FLASK.slice(24)}`)).toEqual(['value', FLASK])
  expect(found('not a cookie at all')).toEqual(['value', 'not a cookie at all'])
})

test('a curl line is read with its quotes and continuations', () => {
  const { kind, cookies } = readPaste(
    `curl 'http://localhost:3000/api' \\\n  -H 'Accept: */*' \\\n  -H 'Cookie: theme=dark; session=${FLASK}' \\\n  --compressed`
  )
  expect(kind).toBe('curl')
  expect(cookies).toMatchObject([
    { name: 'theme', value: 'dark', host: 'localhost:3000' },
    { name: 'session', value: FLASK, origin: 'sent' }
  ])
})

test('curl -b and --cookie are read, joined or not', () => {
  expect(found(`curl -b 'a=1; b=2' http://h/`)).toEqual(['curl', 'a=1', 'b=2'])
  expect(found(`curl --cookie="a=1" http://h/`)).toEqual(['curl', 'a=1'])
  expect(found(`curl -ba=1 http://h/`)).toEqual(['curl', 'a=1'])
})

test('a curl line with a file of cookies says that no cookie is there', () => {
  expect(readPaste('curl -b jar.txt http://h/')).toMatchObject({
    kind: 'curl',
    cookies: [],
    first: null,
    unread: [{ why: 'not-a-cookie' }]
  })
})

test('curl lines in the manner of bash and of Windows are read', () => {
  expect(found(`curl 'http://h/' -H $'cookie: a=it\\'s\\u0021'`)).toEqual(['curl', `a=it's!`])
  expect(found(`curl ^"http://h/^" ^\r\n  -H ^"cookie: a=1; b=50^%^25^"`)).toEqual(['curl', 'a=1', 'b=50%'])
})

test('a HAR file gives each cookie once, with its host', () => {
  const entry = {
    request: {
      url: 'https://shop.test/',
      headers: [{ name: 'Cookie', value: `session=${FLASK}; a=1` }],
      cookies: [{ name: 'session', value: FLASK }]
    },
    response: {
      headers: [{ name: 'Set-Cookie', value: 'b=2; Path=/\nc=3; HttpOnly' }],
      cookies: [{ name: 'b', value: '2' }]
    }
  }
  const text = JSON.stringify({ log: { version: '1.2', entries: [entry, { ...entry, response: {} }] } }, null, 2)
  const { kind, cookies } = readPaste(text)
  expect(kind).toBe('har')
  expect(cookies).toMatchObject([
    { name: 'session', value: FLASK, host: 'shop.test', times: 2 },
    { name: 'a', value: '1', times: 2 },
    { name: 'b', value: '2', origin: 'set', attributes: { path: '/' }, times: 1 },
    { name: 'c', value: '3', attributes: { httpOnly: true } }
  ])
  const range = rangeInText(cookies[0]!, { start: 0, end: FLASK.length })!
  expect(text.slice(range.start, range.end)).toBe(FLASK)
})

test('a HAR file without headers gives the listed cookies', () => {
  const request = { url: 'https://shop.test/', headers: [], cookies: [{ name: 'a', value: '1' }] }
  expect(found(JSON.stringify({ log: { entries: [{ request }] } }))).toEqual(['har', 'a=1'])
})

test('a Netscape file gives cookies with attributes', () => {
  const { kind, cookies } = readPaste(
    `# Netscape HTTP Cookie File\n\n#HttpOnly_.shop.test\tTRUE\t/\tTRUE\t1798009200\tsession\t${FLASK}\nlocalhost\tFALSE\t/\tFALSE\t0\ta\tb c`
  )
  expect(kind).toBe('netscape')
  expect(cookies).toMatchObject([
    {
      name: 'session',
      value: FLASK,
      attributes: { domain: 'shop.test', hostOnly: false, secure: true, httpOnly: true, expires: 1_798_009_200 }
    },
    { name: 'a', value: 'b c', attributes: { domain: 'localhost', hostOnly: true, secure: false, httpOnly: false } }
  ])
})

test("rows of a browser's own list of cookies are read", () => {
  const { kind, cookies } = readPaste(`session\t${FLASK}\tlocalhost\t/\t2026-12-23T07:00:00.000Z\t63\t✓\t\tLax`)
  expect(kind).toBe('table')
  expect(cookies).toMatchObject([{ name: 'session', value: FLASK, attributes: { path: '/', expires: 1_798_009_200 } }])
})

test("Playwright's storage state is read", () => {
  const cookie = {
    name: 'session',
    value: FLASK,
    domain: 'localhost',
    path: '/',
    expires: -1,
    httpOnly: true,
    sameSite: 'Lax'
  }
  const { kind, cookies } = readPaste(JSON.stringify({ cookies: [cookie], origins: [] }))
  expect(kind).toBe('storage-state')
  expect(cookies[0]).toMatchObject({
    origin: 'stored',
    host: 'localhost',
    attributes: { httpOnly: true, sameSite: 'Lax' }
  })
  expect(cookies[0]?.attributes.expires).toBeUndefined()
})

test('a list of cookies that an extension exported is read', () => {
  const cookie = {
    domain: '.shop.test',
    expirationDate: 1798009200.5,
    hostOnly: false,
    name: 'session',
    sameSite: 'no_restriction',
    value: FLASK
  }
  const { kind, cookies } = readPaste(JSON.stringify([cookie]))
  expect(kind).toBe('cookie-list')
  expect(cookies[0]?.attributes).toEqual({
    domain: 'shop.test',
    hostOnly: false,
    expires: 1_798_009_200,
    sameSite: 'None'
  })
})

test('an object of names and values is read, JSON as a value stays a value', () => {
  expect(found(JSON.stringify({ session: FLASK }))).toEqual(['cookie-object', `session=${FLASK}`])
  expect(found('{"user":"ann"}')).toEqual(['value', '{"user":"ann"}'])
  expect(found('{"a":{"name":"ann","value":"x"}}')[0]).toBe('value')
})

test('a JSON text in quotes is unpacked', () => {
  const { cookies, mended } = readPaste(String.raw`"session\u003d${FLASK}\n"`)
  expect(cookies).toMatchObject([{ name: 'session', value: FLASK }])
  expect(mended).toEqual(['quotes', 'escapes', 'name'])
})

test('JSON that was cut off still gives its cookies, and says so', () => {
  const whole = JSON.stringify([
    { name: 'session', value: FLASK },
    { name: 'a', value: '1' }
  ])
  expect(readPaste(whole.slice(0, -3))).toMatchObject({
    kind: 'program',
    cookies: [{ name: 'session', value: FLASK }, { name: 'a' }],
    unread: [{ why: 'broken-json' }]
  })
})

test('code of a test gives its cookies', () => {
  expect(
    found(`await context.addCookies([{\n  name: 'session',\n  value: '${FLASK}',\n  url: 'http://localhost'\n}])`)
  ).toEqual(['program', `session=${FLASK}`])
  expect(found(`fetch('/', { headers: { "cookie": "a=1; b=2" } })`)).toEqual(['headers', 'a=1', 'b=2'])
})

test("a list of names and values in Python's spelling gives its cookies, JSON of another kind does not", () => {
  expect(found(`requests.get('http://h/a/b/c/d/e/f/g/h', cookies={'a': '1', 'session': '${FLASK}'})`)).toEqual([
    'program',
    'a=1',
    `session=${FLASK}`
  ])
  expect(found(`"session": "${FLASK}",`)).toEqual(['program', `session=${FLASK}`])
  expect(found(`{"user":"${'ann'.repeat(9)}","n":1}`)).toHaveLength(2)
  expect(found(`{"user":"${'ann'.repeat(9)}","n":1}`)[0]).toBe('value')
})

test('quotes inside a text of a program do not end it', () => {
  expect(found(String.raw`{ name: 'a', value: 'it\'s "x"' }`)).toEqual(['program', `a=it's "x"`])
})

test('what a console shows of document.cookie is read', () => {
  expect(found(`> document.cookie\n< 'theme=dark; session=${FLASK}'`)).toEqual([
    'cookie-header',
    'theme=dark',
    `session=${FLASK}`
  ])
  expect(found(`document.cookie = "session=${FLASK}; path=/";`)).toEqual(['set-cookie-header', `session=${FLASK}`])
})

test('a value that was percent-encoded is read, and kept as it was', () => {
  const [cookie] = readPaste('connect.sid=s%3Aabc.d%2Bf%C3%A9').cookies
  expect(cookie).toMatchObject({ value: 's:abc.d+fé', written: 's%3Aabc.d%2Bf%C3%A9', mended: ['percent-encoding'] })
})

test('a part of a value that was percent-encoded is found again in the text', () => {
  const text = 'connect.sid=s%3Aabc.d%2Bf'
  const [cookie] = readPaste(text).cookies
  const cut = (start: number, end: number): string => {
    const range = rangeInText(cookie!, { start, end })!
    return text.slice(range.start, range.end)
  }
  expect([cut(0, 2), cut(1, 2), cut(2, 5), cut(6, 9), cut(9, 9)]).toEqual(['s%3A', '%3A', 'abc', 'd%2Bf', ''])
})

test('a text that was percent-encoded as a whole is read', () => {
  expect(found(`session%3D${FLASK}%3B%20a%3D1`)).toEqual(['cookie-header', `session=${FLASK}`, 'a=1'])
})

test('an encoding that is broken is undone as far as it goes', () => {
  expect(found('a%3D%E2%82')).toEqual(['pair', 'a=%E2%82'])
  expect(found('a=%41%ff%C3%A9%E2%82%AC')).toEqual(['pair', 'a=A%ffé€'])
})

test('a percent sign that encodes nothing stays', () => {
  expect(found('a=100%; b=%zz; c=%ff')).toEqual(['cookie-header', 'a=100%', 'b=%zz', 'c=%ff'])
})

test("Python's octal escapes inside quotes are undone", () => {
  expect(found(String.raw`a="x\054y\"z"; b=1`)).toEqual(['cookie-header', 'a=x,y"z', 'b=1'])
})

test('a value and its signature in a second cookie become one', () => {
  const { cookies, first } = readPaste('theme=dark; session=eyJhIjoxfQ==; session.sig=abc-def')
  expect(cookies.map(({ name, signature }) => [name, signature])).toEqual([
    ['theme', null],
    ['session', 'abc-def']
  ])
  expect(first).toBe(1)
})

test('a signature alone stays a cookie', () => {
  expect(found('session.sig=abc; a=1')).toEqual(['cookie-header', 'session.sig=abc', 'a=1'])
})

test('pieces without a name or a value are named', () => {
  const text = 'a=1; what; empty=; b=2'
  const { cookies, unread } = readPaste(text)
  expect(cookies).toHaveLength(2)
  expect(unread.map(({ range, why }) => [text.slice(range.start, range.end), why])).toEqual([
    ['what', 'no-equals'],
    ['empty=', 'no-value']
  ])
})

test('nothing is nothing', () => {
  expect(readPaste(' \n\ufeff')).toEqual({ kind: 'nothing', cookies: [], first: null, mended: [], unread: [] })
})

test('invisible marks are left out', () => {
  expect(readPaste(`\ufeff${FLASK.slice(0, 5)}\u200b${FLASK.slice(5)}`)).toMatchObject({
    cookies: [{ value: FLASK }],
    mended: ['invisible-marks']
  })
})

test('any text is read as something, with ranges inside it', () => {
  const hints = [
    'Cookie: ',
    'Set-Cookie: ',
    'curl -H ',
    '"',
    "'",
    '\\',
    '\n',
    '; ',
    '=',
    '%3D',
    '{"',
    '[',
    '--',
    '\t',
    'name:',
    'value:',
    '$',
    '^'
  ]
  const texts = fc.oneof(
    anyUnits,
    fc
      .array(fc.oneof(fc.constantFrom(...hints), fc.string({ maxLength: 8 })), { maxLength: 20 })
      .map((parts) => parts.join(''))
  )
  fc.assert(
    fc.property(texts, (text) => {
      const { cookies, first, unread } = readPaste(text)
      const ranges = [...cookies.map(({ range }) => range), ...unread.map(({ range }) => range)]
      const isInside = ranges.every(
        (range) => range === null || (range.start >= 0 && range.start <= range.end && range.end <= text.length)
      )
      const isPlaced = cookies.every(({ places, value }) => places === null || places.length === value.length + 1)
      expect([isInside, isPlaced, first === null || first < cookies.length]).toEqual([true, true, true])
    }),
    { numRuns: 500 }
  )
})

test('any JSON is read as something', () => {
  const values = fc.oneof(
    fc.json(),
    fc.json().map((json) => `{"log":{"entries":[{"request":${json}}]}}`),
    fc.json().map((json) => `{"cookies":[${json}]}`)
  )
  fc.assert(
    fc.property(values, (text) => {
      expect(readPaste(text).kind).not.toBe('nothing')
    })
  )
})

test('a long text is read in time that fits its length', () => {
  const started = performance.now()
  for (const piece of [
    ' ',
    ';',
    ',',
    '"',
    '%41',
    'a=b\n',
    'name:"',
    '\\',
    '[',
    '=',
    '\t',
    "'cookie:'",
    'session=a; session.sig=b; ',
    'other.sig=a; k=b; other=c; ',
    'Cookie:a\n'
  ]) {
    readPaste(piece.repeat(4_000))
    readPaste(`x=1; ${piece.repeat(4_000)}x`)
  }
  expect(performance.now() - started).toBeLessThan(4000)
})
