import type { CookieAttributes } from './logic/found-cookie.ts'

/** The attributes as a `Set-Cookie` header has them: `Path=/; HttpOnly; SameSite=Lax`. The end is told as a moment, elsewhere. */
export function attributesText({
  domain,
  path,
  maxAge,
  secure,
  httpOnly,
  sameSite,
  partitioned
}: CookieAttributes): string {
  return [
    domain !== undefined && `Domain=${domain}`,
    path !== undefined && `Path=${path}`,
    maxAge !== undefined && `Max-Age=${maxAge}`,
    secure === true && 'Secure',
    httpOnly === true && 'HttpOnly',
    sameSite !== undefined && `SameSite=${sameSite}`,
    partitioned === true && 'Partitioned'
  ]
    .filter((each) => each !== false)
    .join('; ')
}
