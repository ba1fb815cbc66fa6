import type { FoundCookie } from './found-cookie.ts'

/** Puts what a cookie `name.sig` holds beside `name` (cookie-session, Koa), and takes it out of the list. */
export function joinSignatures(cookies: readonly FoundCookie[]): readonly FoundCookie[] {
  const names = new Set(cookies.map(({ name }) => name))
  const isSignature = ({ name }: FoundCookie): boolean =>
    name?.endsWith('.sig') === true && names.has(name.slice(0, -4))
  if (!cookies.some(isSignature)) return cookies
  const signaturesFirst = cookies.findIndex(isSignature) < cookies.findIndex(({ name }) => names.has(`${name}.sig`))
  return cookies.flatMap((cookie, index) => {
    if (isSignature(cookie)) return []
    const hasSignature = names.has(`${cookie.name}.sig`)
    const signature = hasSignature ? nearestSignature(cookies, index, signaturesFirst) : null
    if (signature === null) return [cookie]
    const mended = [...new Set([...cookie.mended, ...signature.mended])]
    return [{ ...cookie, signature: signature.value, mended }]
  })
}

/** As far apart as two cookies of one header can be: browsers keep at most 180 of a site. */
const FARTHEST = 180

/** The signature that stands nearest; of two as near, the one before when `before`. */
function nearestSignature(cookies: readonly FoundCookie[], index: number, before: boolean): FoundCookie | null {
  const { name, host } = cookies[index] ?? {}
  const signatureName = `${name}.sig`
  for (let distance = 1; distance <= FARTHEST; distance++) {
    for (const step of before ? [-distance, distance] : [distance, -distance]) {
      const cookie = cookies[index + step]
      if (cookie !== undefined && cookie.name === signatureName && cookie.host === host) return cookie
    }
  }
  return null
}

/** Leaves out what is there already, and counts it. */
export function oneOfEach(cookies: readonly FoundCookie[]): readonly FoundCookie[] {
  const known = new Map<string, FoundCookie>()
  for (const cookie of cookies) {
    const key = JSON.stringify([cookie.name, cookie.value, cookie.signature, cookie.host])
    const first = known.get(key)
    known.set(
      key,
      first === undefined
        ? cookie
        : { ...first, attributes: { ...first.attributes, ...cookie.attributes }, times: first.times + 1 }
    )
  }
  return [...known.values()]
}

const SESSION_NAME = /^(?:__Host-|__Secure-)?(?:session|connect\.sid|koa[.:]sess|sessionid|express:sess|clearjar)$/i
const LIKE_SESSION = /sess|\bsid\b|auth|token|jwt|login/i
const OTHER_NAME = /csrf|xsrf|^_g[aci]|^_fb|^__cf|^cf_|consent|theme|lang|locale|^_hj|^mp_|^intercom|^optimizely/i
const SIGNED_VALUE =
  /^(?:\.?[\w-]+\.[\w-]{0,11}\.[\w-]{27,86}|s:.+\.[\w+/]{43}|Fe26\.2\*.*|eyJ[\w-]+\.[\w-]+\.[\w-]*|\.?[\w-]+:[\da-zA-Z]{6}:[\w-]{27,86}|[\w+/=]+--[\da-f]{40,128})$/

/** Where the cookie stands that looks most like a session; the first of those that look alike. */
export function firstToRead(cookies: readonly FoundCookie[]): number | null {
  const scores = cookies.map(score)
  return cookies.length === 0 ? null : scores.indexOf(Math.max(...scores))
}

function score({ name, value, signature }: FoundCookie): number {
  const text = name ?? ''
  return (
    (SESSION_NAME.test(text) ? 8 : 0) +
    (LIKE_SESSION.test(text) ? 4 : 0) +
    (OTHER_NAME.test(text) ? -6 : 0) +
    (signature === null ? 0 : 6) +
    (value.length < 20_000 && SIGNED_VALUE.test(value) ? 6 : 0) +
    (value.length >= 20 ? 1 : 0)
  )
}
