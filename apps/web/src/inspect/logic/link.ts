import type { CookieText } from './recognise.ts'

/**
 * `#c=…` with the cookie in it, for a link to this page. The part behind `#` is never sent to a server. There is no way to put a key in it.
 */
export function linkFor({ name, value, signature }: CookieText): string {
  if (name === null) return `#c=${fragmentSafe(value.replaceAll('%', '%25'))}`
  const pair = `${name}=${cookieSafe(value)}`
  return `#c=${fragmentSafe(signature === null ? pair : `${pair}; ${name}.sig=${cookieSafe(signature)}`)}`
}

/** The text for `readPaste` out of such a link's `#c=…`; null when there is none. Never throws. */
export function readLink(hash: string): string | null {
  const [, encoded] = /^#?(?:[^]*&)?c=([^&]*)/.exec(hash) ?? []
  if (encoded === undefined || encoded === '') return null
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

/** What a cookie header would take for something else, percent-encoded; `readPaste` undoes it. */
function cookieSafe(text: string): string {
  return text
    .replace(/[^!#$&(-:<-[\]-_a-~]+/g, (run) => encodeURIComponent(wellFormed(run)).replaceAll("'", '%27'))
    .replace(/^[=-]/, (char) => (char === '=' ? '%3D' : '%2D'))
}

/** As short as a fragment allows: what has a meaning in cookies stays readable. */
function fragmentSafe(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(/%(?:3A|3B|3D|2F|2B|40|2C)/g, decodeURIComponent)
}

/** Half a character cannot be encoded; it becomes U+FFFD, as in any UTF-8 text. */
function wellFormed(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}
