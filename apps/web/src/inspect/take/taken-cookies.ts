import type { FoundCookie } from '../logic/found-cookie.ts'
import type { TakenCookie } from '../logic/take-away.ts'
import type { NewCookie } from '../use-edit.ts'

/** For a bare value. */
const UNNAMED = 'session'

/** The pasted cookie, exactly as it was written, or the one that was made of it; with its signature's cookie where it has one. */
export function takenCookies(found: FoundCookie, made: NewCookie | null): readonly TakenCookie[] {
  const name = found.name ?? UNNAMED
  const { attributes } = found
  const signature = made === null ? found.signature : made.signature
  return [
    { name, value: made?.value ?? found.written, attributes },
    ...(signature === null ? [] : [{ name: `${name}.sig`, value: signature, attributes }])
  ]
}

/** Where it came from, as far as the text says so. */
export function suggestedUrl({ host, attributes }: FoundCookie): string {
  const from = host ?? attributes.domain ?? null
  if (from === null) return 'http://localhost:3000'
  const local = /^(?:localhost|127\.|\[::1\])/.test(from)
  return `${local && attributes.secure !== true ? 'http' : 'https'}://${from}`
}

/** Whether a text is an absolute http or https address. */
export function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
