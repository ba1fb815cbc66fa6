import { inspectMessages as messages } from '../messages/inspect.ts'
import { ageOf } from './age.ts'
import { isUnknown, signatureStatus } from './signature-status.ts'
import type { Inspect } from './use-inspect.ts'

const { status, what } = messages

/** What was found and what it came to, in a line: the cookie, its format, its signature, its age. */
export function statusLine({ state, pasted, keys }: Inspect, now: number): string {
  const { paste, cookie, read } = pasted
  if (state !== 'read' || read === null) return state === 'read' ? status.reading : status[state]
  const found = status.found(paste.cookies.length, paste.kind, cookie?.name ?? null)
  const age = ageOf(read, keys.lifetime, now)
  const answers = [
    isUnknown(read) ? what.unknown.format : what.formats[read.format],
    `${what.signature.toLowerCase()}: ${what.signatures[signatureStatus(keys.signature, read)].toLowerCase()}`,
    `${what.age.toLowerCase()}: ${what.ages[age.status].toLowerCase()}`
  ]
  return `${found} ${answers.join(' · ')}.`
}
