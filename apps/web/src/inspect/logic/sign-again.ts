import type { CannotCheck } from './check-keys.ts'
import type { KeyInput } from './key-input.ts'
import type { Recognised } from './recognised.ts'
import type { CookieMeter } from './cookie-meter.ts'
import type { SignOptions } from './sign-options.ts'

export type SignAgain =
  | {
      readonly status: 'signed'
      /** The new cookie's value, as a server gets it. The old cookie is as it was. */
      readonly value: string
      /** What the cookie `name.sig` must hold (cookie-session); null where the signature is in the value. */
      readonly signature: string | null
      /** The JSON that was signed: typed as before, put as the framework puts it. */
      readonly json: string
      readonly meter: CookieMeter
    }
  | {
      readonly status: 'not-signed'
      readonly why:
        | CannotCheck
        | 'not-hex'
        | 'not-base64'
        | 'not-json'
        /** A session is an object of names and values. */
        | 'not-an-object'
        /** A tag such as `{" d": …}` with something under it that is none of its kind. */
        | 'bad-tag'
        /** Only the text of the payload can be changed, and this format's payload is none. */
        | 'format-not-written'
        | 'too-large'
    }

export interface SignAgainOptions {
  /** The edited JSON, as it travels: tags such as `{" d": …}` stay tags. */
  readonly json: string
  readonly key: KeyInput
  readonly options: SignOptions
  /** UNIX seconds: the new timestamp. */
  readonly now: number
  /** For a bare value whose name is part of what is signed. */
  readonly name?: string
}

/** Why a cookie of this format cannot be signed again here, whatever the key; null when it can. */
export function cannotSign(_recognised: Recognised): CannotCheck | 'format-not-written' | null {
  throw new Error('not yet')
}

/**
 * Signs edited JSON into a new cookie of the same format. Never rejects.
 *
 * Flask's and Clearjar's: names are sorted and what is not ASCII escaped, as Flask does; compressed when that is shorter and the cookie was
 * compressed before, or is 1024 bytes and more. cookie-session and JWT: the names stay in the order in which they stand in the text.
 */
export async function signAgain(_recognised: Recognised, _given: SignAgainOptions): Promise<SignAgain> {
  throw new Error('not yet')
}
