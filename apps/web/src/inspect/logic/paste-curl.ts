import { type KindAndReading, readHeaderValue } from './paste-headers.ts'
import { notRead, type Reading, readCookieHeader, together } from './read-cookies.ts'
import { shellWords } from './shell-words.ts'
import { cut, type TracedText } from './traced-text.ts'

const HEADER_OPTION = /^(?:-H|--header)$/
const COOKIE_OPTION = /^(?:-b|--cookie)$/
const JOINED_OPTION = /^(?:-[Hb](?=.)|--(?:header|cookie)=)/
const COOKIE_HEADER = /^\s*cookie\s*:/i

/** A command line with `curl` in it (or one that takes headers the same way); null for other text. */
export function readCurl(traced: TracedText): KindAndReading | null {
  if (!/^[\s$>#]*(?:curl(?:\.exe)?|https?|wget|xh)\s/i.test(traced.text)) return null
  const words = shellWords(traced)
  const host = words.map(({ text }) => hostOf(text)).find((found) => found !== null) ?? null
  const readings: Reading[] = []
  for (const [index, word] of words.entries()) {
    const before = words[index - 1]?.text ?? ''
    if (COOKIE_OPTION.test(before)) readings.push(readCookieOption(word, host))
    else if (HEADER_OPTION.test(before)) readings.push(readHeaderWord(word, host))
    else readings.push(readLoneWord(word, host))
  }
  return { kind: 'curl', reading: together(readings) }
}

/** `-bname=value`, `--header=Cookie:…`, and `Cookie:…` alone, as other programs have it. */
function readLoneWord(word: TracedText, host: string | null): Reading {
  const [option = ''] = JOINED_OPTION.exec(word.text) ?? []
  const value = cut(word, option.length)
  return option.includes('b') || option.includes('cookie') ? readCookieOption(value, host) : readHeaderWord(value, host)
}

function readHeaderWord(word: TracedText, host: string | null): Reading {
  const match = COOKIE_HEADER.exec(word.text)
  return match === null ? { cookies: [], unread: [] } : readHeaderValue('cookie', cut(word, match[0].length), host)
}

/** Without `=` it is the name of a file. */
function readCookieOption(word: TracedText, host: string | null): Reading {
  return word.text.includes('=') ? readCookieHeader(word, { origin: 'sent', host }) : notRead(word, 'not-a-cookie')
}

/** The host of an absolute address; null for other text. */
export function hostOf(address: string): string | null {
  try {
    return /^https?:\/\//i.test(address) ? new URL(address).host : null
  } catch {
    return null
  }
}
