import { Check, CircleDashed, X } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import chip from '../chip.module.css'
import type { KeyCheck } from '../logic/check-keys.ts'

const words = messages.keys.answers

/** What one key is to the cookie. */
export function KeyChip({ check, reading }: { check: KeyCheck | null; reading: boolean }) {
  const status = check?.answer.status ?? null
  if (status === 'fits') {
    return (
      <span className={chip.fits}>
        <Check />
        {words.fits}
      </span>
    )
  }
  if (status === 'does-not-fit') {
    return (
      <span className={chip['does-not-fit']}>
        <X />
        {words['does-not-fit']}
      </span>
    )
  }
  return (
    <span className={chip.open}>
      <CircleDashed />
      {status !== null ? words[status] : reading ? words.checking : words.waiting}
    </span>
  )
}
