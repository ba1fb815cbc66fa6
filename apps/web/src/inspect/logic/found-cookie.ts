/** Places in a text, in UTF-16 units; `end` is behind the last. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** What was undone to get at a cookie. Each is harmless; the screen names it so that nobody wonders. */
export type Mend =
  /** Quotes around the text or a value were taken off. */
  | 'quotes'
  /** A value that ran over several lines was put together. */
  | 'line-breaks'
  /** Spaces inside a value were left out. */
  | 'spaces'
  /** `%3A` and the like were read as what they stand for. */
  | 'percent-encoding'
  /** Escapes of JSON or JavaScript, such as `\u003d`, were read as what they stand for. */
  | 'escapes'
  /** `session=` before the value was taken for its name. */
  | 'name'
  /** Invisible marks, such as a byte order mark, were left out. */
  | 'invisible-marks'

/** What a `Set-Cookie` header, a HAR file or an export says of a cookie; a name that is not said is not there. */
export interface CookieAttributes {
  /** As it stands there, without a leading dot. */
  readonly domain?: string
  readonly path?: string
  /** UNIX seconds. */
  readonly expires?: number
  /** Seconds. */
  readonly maxAge?: number
  readonly secure?: boolean
  readonly httpOnly?: boolean
  readonly sameSite?: 'Strict' | 'Lax' | 'None'
  readonly partitioned?: boolean
  /** True: sent to exactly this host; false: also to what is below it. */
  readonly hostOnly?: boolean
}

/** Where a cookie stood: sent to a server, set by one, kept in a browser's store or a file of one, or just in a text. */
export type CookieOrigin = 'sent' | 'set' | 'stored' | 'text'

/** One cookie that was found in a text. */
export interface FoundCookie {
  /** Null for a bare value. */
  readonly name: string | null
  /** Mended: what a server would get (percent-encoding undone). */
  readonly value: string
  /** As it stood in the text, without quotes and line breaks: for taking it away exactly as it was. */
  readonly written: string
  /** What the cookie `name.sig` beside it held (cookie-session); null without one. */
  readonly signature: string | null
  readonly attributes: CookieAttributes
  readonly origin: CookieOrigin
  /** The host it was sent to or set by, where the text says so. */
  readonly host: string | null
  /** How many times exactly this cookie stands in the text. */
  readonly times: number
  /** Where its name and value stand (the first time); null where that cannot be told, as for an escaped piece of a long file. */
  readonly range: TextRange | null
  /**
   * Where each character of `value` stands in the text, and behind them where the last one ends (so its length is that of
   * `value` and one more); null where `range` is. `rangeInText` reads it.
   */
  readonly places: readonly number[] | null
  readonly mended: readonly Mend[]
}

/** Where a part of a cookie's value stands in the text it was found in; null where that cannot be told. */
export function rangeInText(cookie: FoundCookie, part: TextRange): TextRange | null {
  const start = cookie.places?.[part.start]
  const end = cookie.places?.[part.end]
  return start === undefined || end === undefined ? null : { start, end }
}
