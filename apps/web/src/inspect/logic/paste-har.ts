import { hostOf } from './paste-curl.ts'
import { isRecord, listAt, type Locate, readJsonCookie } from './json-cookie.ts'
import type { KindAndReading } from './paste-headers.ts'
import { type CookieSource, type Reading, readCookieHeader, together } from './read-cookies.ts'
import { readSetCookie } from './read-set-cookie.ts'

/** A HAR file (HTTP Archive 1.2), or one entry, request or response of one; null for other JSON. */
export function readHar(value: unknown, locate: Locate): KindAndReading | null {
  const log = isRecord(value) && isRecord(value['log']) ? value['log'] : value
  const entries = listAt(log, 'entries') ?? (isRecord(value) && isRecord(value['request']) ? [value] : null)
  if (entries === null) return null
  return { kind: 'har', reading: together(entries.map((entry) => readEntry(entry, locate))) }
}

function readEntry(entry: unknown, locate: Locate): Reading {
  if (!isRecord(entry)) return together([])
  const { request, response } = entry
  const host = isRecord(request) && typeof request['url'] === 'string' ? hostOf(request['url']) : null
  return together([readMessage(request, 'cookie', host, locate), readMessage(response, 'set-cookie', host, locate)])
}

/** The headers as they were, or, where they were taken out, the list of cookies. */
function readMessage(message: unknown, header: 'cookie' | 'set-cookie', host: string | null, locate: Locate): Reading {
  const headers = (listAt(message, 'headers') ?? []).filter(isRecord)
  const values = headers
    .filter(({ name }) => typeof name === 'string' && name.toLowerCase() === header)
    .map(({ value }) => value)
    .filter((value) => typeof value === 'string')
  const source: CookieSource = { origin: header === 'cookie' ? 'sent' : 'set', host }
  const read = header === 'cookie' ? readCookieHeader : readSetCookie
  if (values.length > 0) return together(values.map((value) => read(locate(value), source)))
  return together((listAt(message, 'cookies') ?? []).map((cookie) => readJsonCookie(cookie, source, locate)))
}
