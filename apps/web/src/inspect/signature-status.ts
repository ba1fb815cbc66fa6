import type { SignatureAnswer } from './logic/check-keys.ts'
import type { Recognised } from './logic/recognised.ts'

export type SignatureStatus =
  | 'fits'
  | 'does-not-fit'
  | 'not-checked'
  | 'missing'
  | 'none'
  | 'unknown'
  | 'cannot-be-checked'

/** The one word for the second of the three answers. */
export function signatureStatus(answer: SignatureAnswer | null, read: Recognised): SignatureStatus {
  if (isUnknown(read)) return 'unknown'
  if (read.signature.status !== 'present') return read.signature.status
  return answer?.status ?? 'not-checked'
}

/** A text without a name that no format claims: nothing says that it is a cookie at all. */
export function isUnknown({ format, name }: Recognised): boolean {
  return format === 'text' && name === null
}
