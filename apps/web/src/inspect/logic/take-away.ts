import type { CookieAttributes } from './found-cookie.ts'

export const takeAwayFormats = ['playwright', 'curl', 'python', 'header', 'netscape'] as const
export type TakeAwayFormat = (typeof takeAwayFormats)[number]

/** One cookie to take away; for cookie-session two: the value and its `name.sig`. */
export interface TakenCookie {
  readonly name: string
  /** As it stands in a header: percent-encoded where it was (`FoundCookie.written`). */
  readonly value: string
  readonly attributes?: CookieAttributes
}

/** Where it is to be sent: an absolute http or https address. Anything else is read as `http://localhost:3000`. */
export interface TakeAwayOptions {
  readonly url: string
  /** UNIX seconds, for an end of `maxAge` seconds. */
  readonly now: number
}

/** A whole text to copy, correctly quoted for any name and value. */
export function takeAway(format: TakeAwayFormat, cookies: readonly TakenCookie[], options: TakeAwayOptions): string {
  const target = { url: addressOf(options.url), now: options.now }
  const writers: Readonly<Record<TakeAwayFormat, () => string>> = {
    playwright: () => playwright(cookies, target),
    curl: () => `curl ${shellQuote(target.url.href)} \\\n  --cookie ${shellQuote(pairs(cookies))}`,
    python: () => python(cookies, target.url),
    header: () => `Cookie: ${cookies.map(({ name, value }) => `${oneLine(name)}=${oneLine(value)}`).join('; ')}`,
    netscape: () => netscape(cookies, target)
  }
  return writers[format]()
}

/** Values that no header can carry as they are (control characters, `;`, what is not ASCII): to be said beside the text. */
export function cannotTravel(value: string): boolean {
  return /[^\x20-\x3a\x3c-\x7e]/.test(value)
}

interface Target {
  readonly url: URL
  readonly now: number
}

function addressOf(text: string): URL {
  const fallback = new URL('http://localhost:3000')
  try {
    const url = new URL(text)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : fallback
  } catch {
    return fallback
  }
}

function pairs(cookies: readonly TakenCookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

/** For a line-based text: what would end the line or the cookie is percent-encoded. */
function oneLine(text: string): string {
  return text.replace(/[\0\t\r\n;]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/** One word of a POSIX shell. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** A text literal of JavaScript and of Python: the escapes that both know. */
function literal(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\"|'/g, (match) => (match === "'" ? String.raw`\'` : '"'))
    .replace(/[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, unitEscape)
  return `'${escaped}'`
}

function unitEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Playwright takes an address or a domain with a path, not both. */
function playwright(cookies: readonly TakenCookie[], { url, now }: Target): string {
  const items = cookies.map(({ name, value, attributes = {} }) => {
    const { domain, path, hostOnly, httpOnly, secure, sameSite } = attributes
    const end = endOf(attributes, now)
    const hasPlace = domain !== undefined || path !== undefined
    const place = hasPlace
      ? [`domain: ${literal(domainText(domain ?? url.hostname, hostOnly))}`, `path: ${literal(path ?? '/')}`]
      : [`url: ${literal(url.origin)}`]
    const lines = [
      `name: ${literal(name)}`,
      `value: ${literal(value)}`,
      ...place,
      ...(end === null ? [] : [`expires: ${end}`]),
      ...(httpOnly === undefined ? [] : [`httpOnly: ${httpOnly}`]),
      ...(secure === undefined ? [] : [`secure: ${secure}`]),
      ...(sameSite === undefined ? [] : [`sameSite: ${literal(sameSite)}`])
    ]
    return `  {\n${lines.map((line) => `    ${line}`).join(',\n')}\n  }`
  })
  return `await context.addCookies([\n${items.join(',\n')}\n])`
}

function python(cookies: readonly TakenCookie[], url: URL): string {
  const lines = cookies.map(({ name, value }) => `        ${literal(name)}: ${literal(value)},`)
  return `import requests\n\nresponse = requests.get(\n    ${literal(url.href)},\n    cookies={\n${lines.join('\n')}\n    },\n)\nprint(response.status_code, response.text)`
}

/** Domain, whether hosts below it count, path, secure, end (0: with the browser), name, value. */
function netscape(cookies: readonly TakenCookie[], { url, now }: Target): string {
  const lines = cookies.map(({ name, value, attributes = {} }) => {
    const { domain = url.hostname, hostOnly, path = '/', secure = false, httpOnly = false } = attributes
    const place = domainText(domain, hostOnly)
    const below = place.startsWith('.') ? 'TRUE' : 'FALSE'
    const fields = [place, below, path, secure ? 'TRUE' : 'FALSE', String(endOf(attributes, now) ?? 0), name, value]
    return `${httpOnly ? '#HttpOnly_' : ''}${fields.map(oneLine).join('\t')}`
  })
  return `# Netscape HTTP Cookie File\n${lines.join('\n')}\n`
}

/** A dot before it says that hosts below it count, too. */
function domainText(domain: string, hostOnly: boolean | undefined): string {
  return hostOnly === false ? `.${domain}` : domain
}

/** UNIX seconds; null for a cookie that goes with the browser. `Max-Age` wins over `Expires` (RFC 6265bis, section 5.7). */
function endOf({ maxAge, expires }: CookieAttributes, now: number): number | null {
  return maxAge === undefined ? (expires ?? null) : Math.floor(now) + maxAge
}
