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
export function takeAway(_format: TakeAwayFormat, _cookies: readonly TakenCookie[], _options: TakeAwayOptions): string {
  throw new Error('not yet')
}

/** Values that no header can carry as they are (control characters, `;`, what is not ASCII): to be said beside the text. */
export function cannotTravel(_value: string): boolean {
  throw new Error('not yet')
}
