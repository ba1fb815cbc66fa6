/** What a session cookie says to somebody without a key. */
export type SessionReading =
  | {
      readonly status: 'data'
      readonly data: Readonly<Record<string, unknown>>
      /** UNIX seconds; null where the format has no time in it. */
      readonly signedAt: number | null
      /** UNIX seconds; null where the server alone knows. */
      readonly expiresAt: number | null
    }
  /** A name for data that the server keeps. */
  | { readonly status: 'id'; readonly signedAt: number | null }
  | { readonly status: 'unreadable' }

/** The parts of a cookie that can be changed one by one. */
export type CookiePart = 'payload' | 'timestamp' | 'signature'

export type CookieKey = string | Uint8Array

/** What signs a session in a test. */
export interface SignInput {
  /** Name of the cookie: some formats sign it, too. */
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
  /** UNIX seconds: when it says that it was signed. */
  readonly signedAt: number
  /** Seconds that the application accepts it for: where the end is written into it, it is `signedAt + lifetime`. */
  readonly lifetime: number
  /** Whether the session is to outlive the browser; Clearjar and Flask note that in the data (`_permanent`). Default as the data says. */
  readonly permanent?: boolean
  /** Instead of the keys of the format. */
  readonly key?: CookieKey
}

/**
 * How an application writes its session cookie. The text of a cookie is all of it in one piece; where the signature has
 * a cookie of its own (`name.sig`), it stands behind the last dot.
 */
export interface SessionFormat {
  readonly name: 'clearjar' | 'flask' | 'cookie-session' | 'express-session' | 'jwt' | 'opaque'
  /** Whether there is a second cookie, `name.sig`, for the signature: always, never, or with some sessions. */
  readonly signatureCookie: 'always' | 'never' | 'sometimes'
  read(text: string): Promise<SessionReading>
  /**
   * What was signed, verified with the keys of the format and with its types revived, so that `sign` can write it
   * again: for Clearjar that is also what it keeps of its own beside the data. Null where no key was given, none fits,
   * or nothing but an id is signed. However old it is.
   */
  open(name: string, text: string): Promise<Record<string, unknown> | null>
  /** What the server would have signed; null where only the server can begin a session, or no keys were given. */
  sign(input: SignInput): Promise<string | null>
  /** A key of nobody's, for `sign`; left out where any text is a key. */
  makeKey?(): Promise<CookieKey>
  /** Whether this key signed it; null where nothing is signed. */
  isSignedBy(name: string, text: string, key: CookieKey): Promise<boolean | null>
  /**
   * Where the parts are: `[start, end)` in the text, never empty. Another letter or digit in place of any character in
   * there makes it another part: percent-encoded characters, and the last one of base64url, whose spare bits some
   * readers skip, are left out.
   */
  parts(text: string): Partial<Readonly<Record<CookiePart, readonly [start: number, end: number]>>>
}
