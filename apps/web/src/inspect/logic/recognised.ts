import type { TextRange } from './found-cookie.ts'

/** What a cookie can be taken for. */
export type FormatId =
  /** Flask's format with Clearjar's notes or digest in it. */
  | 'clearjar'
  | 'flask'
  /** itsdangerous, timed, but not as Flask does it: Starlette's session, or a payload that is a list or a text. */
  | 'itsdangerous'
  | 'cookie-session'
  | 'express-session'
  /** `django.contrib.sessions.backends.signed_cookies`, or `signing.dumps`. */
  | 'django-signed-session'
  /** `HttpResponse.set_signed_cookie`: plain text, a time, a signature. */
  | 'django-signed-cookie'
  /** An id of Django's session store: 32 of a-z and 0-9. */
  | 'django-session-id'
  /** Rack's or old Rails' signed cookie: base64, `--`, hexadecimal HMAC. */
  | 'rack'
  /** Rails' encrypted cookie: `data--iv--tag`. */
  | 'rails-encrypted'
  | 'jwt'
  | 'jwe'
  | 'iron-session'
  | 'uuid'
  /** PHP, Java and others: an id in hexadecimal. */
  | 'hex-id'
  /** Random letters, as an id or a token has them. */
  | 'random-id'
  /** JSON that is neither signed nor encrypted, perhaps in base64. */
  | 'json'
  | 'text'
  | 'nothing'

/** `certain`: nothing else looks so; `likely`: all parts fit; `guess`: parts are missing or others fit as well. */
export type Confidence = 'certain' | 'likely' | 'guess'

/** What is known of the cookie beyond its format, each to be said in one line. */
export type Fact =
  /** The payload travels compressed: bytes as sent, bytes as read. */
  | { readonly kind: 'compressed'; readonly from: number; readonly to: number }
  /** Flask's and Clearjar's `_permanent`. */
  | { readonly kind: 'permanent'; readonly permanent: boolean }
  /** Clearjar's notes of its own (`_jar`): its id, when the session began (UNIX seconds), its generation, what tabs it is bound to. */
  | {
      readonly kind: 'jar'
      readonly id: string | null
      readonly born: number | null
      readonly generation: number
      readonly tabs: string | null
    }
  /** The digest that the signature's length speaks for. */
  | { readonly kind: 'digest'; readonly digest: 'sha1' | 'sha256' | 'sha512' | 'sha384' }
  /** The algorithm a JWT or JWE names, as it stands there. */
  | { readonly kind: 'algorithm'; readonly algorithm: string }
  /** The key a JWT names. */
  | { readonly kind: 'key-id'; readonly id: string }
  /** `iss`, `sub`, `aud` of a JWT. */
  | { readonly kind: 'claim'; readonly name: 'iss' | 'sub' | 'aud'; readonly text: string }
  /** The values are on the server; the cookie holds only the id. */
  | { readonly kind: 'server-side' }
  /** Encrypted: nobody without the key reads it. */
  | { readonly kind: 'encrypted' }
  /** Neither signed nor encrypted: anyone can change it. */
  | { readonly kind: 'unsigned' }
  /** The signature is in a second cookie of this name. */
  | { readonly kind: 'signature-cookie'; readonly name: string }
  /** Ruby's `Marshal`: binary, and dangerous to load from others. */
  | { readonly kind: 'marshal' }
  /** Numbers that JavaScript cannot hold exactly, or that JSON does not know (`NaN`): rounded in `value`, as they are in `json`. */
  | { readonly kind: 'long-numbers' }
  /** Random bits, at most: how many an id of this length and alphabet can hold. */
  | { readonly kind: 'bits'; readonly bits: number }

/** What is missing or broken; each is named, and the rest is read all the same. */
export type Damage =
  | 'signature-missing'
  | 'signature-cut'
  | 'signature-unreadable'
  | 'timestamp-missing'
  | 'timestamp-unreadable'
  | 'payload-missing'
  | 'payload-cut'
  | 'payload-unreadable'
  | 'header-unreadable'

export type PartKind = 'header' | 'payload' | 'timestamp' | 'signature' | 'other'

/** A piece of the value, for colouring. Parts are in order and do not overlap; separators are in none of them. */
export interface Part {
  readonly kind: PartKind
  readonly range: TextRange
  readonly text: string
}

export type Payload =
  /** `json` as it travels; `value` is that read, with tags such as `{" d": …}` left as they are; `bytes` of the JSON. */
  | { readonly status: 'json'; readonly json: string; readonly value: unknown; readonly bytes: Uint8Array }
  /** Text that is no JSON: the id of express-session, the value of a Django signed cookie. */
  | { readonly status: 'text'; readonly text: string; readonly bytes: Uint8Array }
  /** Binary: Marshal and the like. */
  | { readonly status: 'bytes'; readonly bytes: Uint8Array }
  | { readonly status: 'encrypted' }
  /** The cookie is an id; the values are on the server. */
  | { readonly status: 'elsewhere' }
  | {
      readonly status: 'unreadable'
      readonly why: 'missing' | 'not-base64' | 'not-zlib' | 'too-large' | 'not-utf8' | 'not-json'
      /** As far as it could be undone; empty when nothing could. */
      readonly bytes: Uint8Array
    }

/** UNIX seconds; null where the cookie does not say. */
interface CookieTimes {
  /** itsdangerous' and Django's timestamp, or `iat` of a JWT. */
  readonly signedAt: number | null
  /** `exp` of a JWT, or when iron-session's seal runs out. */
  readonly expiresAt: number | null
  /** `nbf` of a JWT. */
  readonly notBefore: number | null
}

export type SignatureText =
  | { readonly status: 'present'; readonly text: string; readonly in: 'value' | 'signature-cookie' }
  | { readonly status: 'missing' }
  /** This format has none: an id, plain JSON. */
  | { readonly status: 'none' }

export interface Recognised {
  readonly name: string | null
  readonly value: string
  /** What the cookie `name.sig` holds; null without one. */
  readonly signatureCookie: string | null
  readonly format: FormatId
  readonly confidence: Confidence
  /** What else it could be, likeliest first. */
  readonly alternatives: readonly FormatId[]
  readonly facts: readonly Fact[]
  readonly damage: readonly Damage[]
  readonly parts: readonly Part[]
  /** The header of a JWT or JWE, read; null for others. */
  readonly header: Readonly<Record<string, unknown>> | null
  readonly payload: Payload
  readonly times: CookieTimes
  readonly signature: SignatureText
  /** The text that the signature covers; null when there is none or it cannot be told. */
  readonly signed: string | null
}
