import type { Candidate, Recogniser } from './formats/candidate.ts'
import { recogniseCookieSession } from './formats/cookie-session.ts'
import { recogniseDjango } from './formats/django.ts'
import { recogniseExpressSession } from './formats/express-session.ts'
import { recogniseId } from './formats/ids.ts'
import { recogniseIronSession } from './formats/iron-session.ts'
import { recogniseItsdangerous } from './formats/itsdangerous.ts'
import { recogniseJwt } from './formats/jwt.ts'
import { plainText, recogniseJson } from './formats/plain.ts'
import { recogniseRack } from './formats/rack.ts'
import type { FormatId, Recognised } from './recognised.ts'

/** A cookie to recognise; a `FoundCookie` is one. */
export interface CookieText {
  readonly name: string | null
  readonly value: string
  readonly signature: string | null
}

/** Of two that are as sure of themselves, the first wins. */
const RECOGNISERS: readonly Recogniser[] = [
  recogniseIronSession,
  recogniseExpressSession,
  recogniseJwt,
  recogniseItsdangerous,
  recogniseDjango,
  recogniseRack,
  recogniseCookieSession,
  recogniseJson,
  recogniseId
]

const RANK = { certain: 0, likely: 1, guess: 2 } as const

/**
 * Says what a cookie is and reads what anyone can read of it, without a key. Nothing of it was verified.
 *
 * Never rejects, whatever it is given. A promise only because browsers inflate as a stream.
 */
export async function recognise(cookie: CookieText): Promise<Recognised> {
  const { name, value, signature } = cookie
  const found = await Promise.all(RECOGNISERS.map(async (recogniser) => recogniser(cookie)))
  const candidates = found.filter((candidate): candidate is Candidate => candidate !== null)
  const [best = plainText(cookie), ...others] = candidates.sort((a, b) => RANK[a.confidence] - RANK[b.confidence])
  return { name, value, signatureCookie: signature, ...best, alternatives: alternativesOf(best, others) }
}

function alternativesOf(best: Candidate, others: readonly Candidate[]): readonly FormatId[] {
  const twin: Partial<Record<FormatId, FormatId>> = { flask: 'clearjar', clearjar: 'flask' }
  const isMarked = best.facts.some(({ kind }) => kind === 'jar')
  const formats = [
    isMarked ? undefined : twin[best.format],
    ...(best.confidence === 'certain' ? [] : others.map(({ format }) => format))
  ]
  return [...new Set(formats.filter((format) => format !== undefined && format !== best.format))] as FormatId[]
}
