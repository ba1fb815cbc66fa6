import { randomBytes } from 'node:crypto'

import type { SessionFormat, SignInput } from '../formats/format.ts'
import { companionOf, cookiesWith, isHostOf, isSameCookie } from '../held-session.ts'
import { waitFor } from '../matchers/verdict.ts'
import type { SessionFixture, TamperPart } from '../session-handle.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { Cookie, HeldSession } from '../session-view.ts'
import { type ActContext, heldNow, heldOrFail, now } from './act-context.ts'

type CookieActs = Pick<SessionFixture, 'read' | 'transaction' | 'deleteWithJavaScript' | 'tamper' | 'expire'>

/** Milliseconds for which a browser may keep a cookie that a script deleted. */
const PATIENCE = 2_000

/** What the kit does to the cookie itself. */
export function createCookieActs(context: ActContext): CookieActs {
  const { browser, name, format, lifetime } = context

  async function write(held: HeldSession, text: string): Promise<void> {
    await browser.context.addCookies(cookiesWith(held, text))
  }

  async function sign(input: Omit<SignInput, 'name' | 'lifetime'>): Promise<string> {
    const text = await format.sign({ ...input, name, lifetime })
    if (text === null) throw cannotSign(context)
    return text
  }

  /** The data as the application has it. */
  async function open({ text }: HeldSession): Promise<Record<string, unknown>> {
    const data = await format.open(name, text)
    if (data !== null) return { ...data }
    throw (await format.read(text)).status === 'id' ? onlyAnId(context) : cannotSign(context)
  }

  return {
    async read() {
      const held = await heldNow(context)
      const reading = held === null ? null : await format.read(held.text)
      return reading?.status === 'data' ? reading.data : undefined
    },
    async transaction(change) {
      const held = await heldOrFail(context)
      if ((await format.read(held.text)).status === 'id') throw onlyAnId(context)
      const data = await open(held)
      await change(data)
      await write(held, await sign({ data, signedAt: now() }))
    },
    async deleteWithJavaScript() {
      const { cookie, companion } = await heldOrFail(context)
      const { page } = browser
      if (cookie.httpOnly) throw cannotDelete('it is HttpOnly')
      // A signature of its own that scripts cannot see stays, and is worth nothing alone.
      const deletable = companion?.httpOnly === false ? [cookie, companion] : [cookie]
      const has = await page.evaluate(setCookies, deletable.map(expiring))
      // A busy browser may take note of it when the script has gone on.
      const isThere = async () => (await browser.context.cookies()).some((one) => isSameCookie(one, cookie))
      if (!has || (await waitFor(isThere, (there) => !there, PATIENCE)))
        throw cannotDelete(`it is one of ${cookie.domain}, and the page is on ${new URL(page.url()).host || 'no site'}`)
    },
    async tamper(part = 'payload') {
      const held = await heldOrFail(context)
      if (part === 'truncated') {
        const { cookie } = held
        if (cookie.value.length < 2) throw notPossible(context, part)
        const value = cookie.value.slice(0, Math.floor(cookie.value.length / 2))
        await browser.context.addCookies([{ ...cookie, value }])
        return
      }
      await write(held, part === 'wrong key' ? await signedByNobody(held) : damaged(held, part))
    },
    async expire({ by = 'age' } = {}) {
      const held = await heldOrFail(context)
      // A minute more than clocks may differ.
      const past = lifetime + 60
      if (by === 'clock') {
        await moveClock(Math.max(now() + past, held.cookie.expires + 60))
        return
      }
      const text = await sign({ data: await open(held), signedAt: now() - past })
      if (!(await hasTime(format, text))) throw new SessionTestError('not-possible', noTime(context))
      await write(held, text)
    }
  }

  function cannotDelete(why: string): SessionTestError {
    return new SessionTestError('not-done', `JavaScript cannot delete the cookie "${name}": ${why}.`)
  }

  async function signedByNobody({ text }: HeldSession): Promise<string> {
    const data = (await format.open(name, text)) ?? (await readData(text))
    const key = (await format.makeKey?.()) ?? randomBytes(32).toString('hex')
    const signed = await format.sign({ name, lifetime, data, signedAt: now(), key })
    if (signed === null) throw notPossible(context, 'wrong key')
    return signed
  }

  async function readData(text: string): Promise<Readonly<Record<string, unknown>>> {
    const reading = await format.read(text)
    if (reading.status !== 'data') throw notPossible(context, 'wrong key')
    return reading.data
  }

  function damaged({ text }: HeldSession, part: Exclude<TamperPart, 'truncated' | 'wrong key'>): string {
    const range = format.parts(text)[part]
    if (range === undefined || range[0] >= range[1]) throw notPossible(context, part)
    const [at] = range
    return `${text.slice(0, at)}${/a/i.test(text[at]!) ? 'B' : 'A'}${text.slice(at + 1)}`
  }

  /** The browser itself goes by the machine's clock, so what it would drop then is dropped here. */
  async function moveClock(then: number): Promise<void> {
    await browser.context.clock.setSystemTime(then * 1000)
    for (const cookie of await browser.context.cookies()) {
      if (cookie.expires !== -1 && cookie.expires <= then)
        await browser.context.clearCookies({ name: cookie.name, domain: cookie.domain, path: cookie.path })
    }
  }
}

/** In the page. Whether it has cookies at all: an empty page and one in a sandbox have none. */
function setCookies(texts: readonly string[]): boolean {
  try {
    for (const text of texts) document.cookie = text
    return true
  } catch {
    return false
  }
}

export async function hasTime(format: SessionFormat, text: string): Promise<boolean> {
  const reading = await format.read(text)
  return reading.status !== 'unreadable' && reading.signedAt !== null
}

/** `__Host-` and `__Secure-` are taken only with `Secure` (RFC 6265bis, 5.7). */
function expiring({ name, path, domain, secure, partitionKey }: Cookie): string {
  const scope = domain.startsWith('.') ? `; Domain=${domain.slice(1)}` : ''
  const kind = `${secure ? '; Secure' : ''}${partitionKey === undefined ? '' : '; Partitioned'}`
  return `${name}=; Path=${path}; Max-Age=0${scope}${kind}`
}

/** Cookies for a session that no server began. */
export function newCookies(
  { browser: { baseURL }, name, format, lifetime, cookie }: ActContext,
  text: string,
  { visibility = 'hidden', permanent = false }: { visibility?: 'hidden' | 'readable' | 'split'; permanent?: boolean }
): Parameters<ActContext['browser']['context']['addCookies']>[0] {
  if (visibility === 'split' && format.signatureCookie !== 'sometimes')
    throw new SessionTestError('not-possible', `A ${format.name} session cannot be split into two cookies.`)
  const { protocol, hostname } = new URL(baseURL)
  const domain = cookie.domain === undefined ? hostname : cookie.domain.replace(/^\.?/, '.')
  if (!isHostOf({ domain }, hostname))
    throw new SessionTestError('invalid-option', `\`sessionOptions.cookie.domain\` is no domain of ${hostname}.`)
  const shared = {
    domain,
    path: cookie.path ?? '/',
    // Browsers take cookies with these names in no other way (RFC 6265bis, 5.7).
    secure: cookie.secure ?? (protocol === 'https:' || /^__(host|secure)-/i.test(name)),
    sameSite: cookie.sameSite ?? 'Lax',
    ...(permanent && { expires: now() + lifetime })
  }
  if (visibility !== 'split' && format.signatureCookie !== 'always')
    return [{ ...shared, name, value: text, httpOnly: visibility === 'hidden' }]
  const dot = text.lastIndexOf('.')
  return [
    { ...shared, name, value: text.slice(0, dot), httpOnly: visibility === 'hidden' },
    { ...shared, name: companionOf(name), value: text.slice(dot + 1), httpOnly: visibility !== 'readable' }
  ]
}

export function cannotSign({ format }: ActContext): SessionTestError {
  return new SessionTestError(
    'invalid-option',
    `The kit cannot open and sign this session: give \`sessionOptions.format\` the keys of the server (now ${format.name}), or go through its login.`
  )
}

function onlyAnId({ format }: ActContext): SessionTestError {
  return new SessionTestError(
    'not-possible',
    `The cookie of a ${format.name} session is only an id: its data is on the server, and so is its age.`
  )
}

function noTime({ format }: ActContext): string {
  return `A ${format.name} session has no time in it that a server could go by: use \`expire({ by: 'clock' })\`.`
}

function notPossible({ format }: ActContext, part: TamperPart): SessionTestError {
  return new SessionTestError('not-possible', `A ${format.name} session has nothing to damage for "${part}".`)
}
