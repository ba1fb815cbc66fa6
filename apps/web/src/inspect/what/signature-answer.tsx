import type { LucideIcon } from 'lucide-react'
import { KeyRound, LockKeyhole, ShieldCheck, ShieldOff, ShieldQuestionMark, ShieldX, TriangleAlert } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import { pointAt } from '../../ui/point-at.ts'
import card from '../card.module.css'
import { inspectIds } from '../inspect-ids.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { keyName } from '../key-name.ts'
import type { Recognised } from '../logic/recognised.ts'
import { cannotCheck } from '../logic/check-keys.ts'
import type { SignatureStatus } from '../signature-status.ts'
import { signatureStatus } from '../signature-status.ts'
import styles from './answers.module.css'
import { Answer, Why } from './answer.tsx'

const words = messages.what

const looks: Readonly<Record<SignatureStatus, { Icon: LucideIcon; tone: 'ok' | 'bad' | 'time' | 'open' }>> = {
  fits: { Icon: ShieldCheck, tone: 'ok' },
  'does-not-fit': { Icon: ShieldX, tone: 'bad' },
  'not-checked': { Icon: ShieldQuestionMark, tone: 'open' },
  missing: { Icon: TriangleAlert, tone: 'time' },
  none: { Icon: ShieldOff, tone: 'open' },
  unknown: { Icon: ShieldQuestionMark, tone: 'open' },
  'cannot-be-checked': { Icon: LockKeyhole, tone: 'open' }
}

/** Who signed it, as far as the keys tell. */
export function SignatureAnswer({ read }: { read: Recognised }) {
  const status = signatureStatus(useInspectScreen().keys.signature, read)
  return (
    <Answer question={words.signature} word={words.signatures[status]} {...looks[status]}>
      <Why>{useReason(read, status)}</Why>
      {(status === 'not-checked' || status === 'does-not-fit') && (
        <button
          type="button"
          className={cx(button.small, card.tool, styles.keys)}
          onClick={() => pointAt(inspectIds.key)}
        >
          <KeyRound />
          {words.toKeys}
        </button>
      )}
    </Answer>
  )
}

function useReason(read: Recognised, status: SignatureStatus): string {
  const { keys, signature } = useInspectScreen().keys
  if (status === 'missing') return words.damage['signature-missing']
  if (status === 'unknown') return words.unknown.signature
  if (status === 'none') return words.cannotCheck[cannotCheck(read) ?? 'not-signed']
  if (status === 'not-checked') return words.addKey
  if (signature?.status === 'cannot-be-checked') return words.cannotCheck[signature.why]
  if (signature?.status === 'fits') {
    const fitting = keys.find(({ id }) => id === signature.keyId)
    return fitting === undefined ? '' : words.madeWith(keyName(fitting))
  }
  return words.noneFits(keys.length)
}
