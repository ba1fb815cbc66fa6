import type { Recognised } from './recognised.ts'

/** A cookie to recognise; a `FoundCookie` is one. */
export interface CookieText {
  readonly name: string | null
  readonly value: string
  readonly signature: string | null
}

/**
 * Says what a cookie is and reads what anyone can read of it, without a key. Nothing of it was verified.
 *
 * Never rejects, whatever it is given. A promise only because browsers inflate as a stream.
 */
export async function recognise(_cookie: CookieText): Promise<Recognised> {
  throw new Error('not yet')
}
