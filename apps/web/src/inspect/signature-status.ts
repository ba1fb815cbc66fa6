import type { SignatureAnswer } from './logic/check-keys.ts'
import type { Recognised } from './logic/recognised.ts'

export type SignatureStatus = 'fits' | 'does-not-fit' | 'not-checked' | 'missing' | 'none' | 'cannot-be-checked'

/** The one word for the second of the three answers. */
export function signatureStatus(answer: SignatureAnswer | null, read: Recognised): SignatureStatus {
  if (read.signature.status !== 'present') return read.signature.status
  return answer?.status ?? 'not-checked'
}
