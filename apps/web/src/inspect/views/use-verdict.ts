import { useMemo } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { keyName } from '../key-name.ts'
import type { SignatureAnswer } from '../logic/check-keys.ts'
import { checkKeys } from '../logic/check-keys.ts'
import type { KeyInput } from '../logic/key-input.ts'
import type { Recognised } from '../logic/recognised.ts'
import type { SignOptions } from '../logic/sign-options.ts'
import { defaultOptions } from '../logic/sign-options.ts'
import { useLatest } from '../use-latest.ts'

const words = messages.compare.verdicts

interface Question {
  readonly read: Recognised
  readonly keys: readonly KeyInput[]
  readonly options: SignOptions
}

const ask = ({ read, keys, options }: Question): Promise<SignatureAnswer> => checkKeys(read, keys, options)

/**
 * Which of two cookies the keys made, in sentences: one about each that can be checked. The second is checked as the first is where both
 * are of one format, else as is usual for its own.
 */
export function useVerdict(first: Recognised, second: Recognised | null): readonly string[] {
  const { keys, options, signature } = useInspectScreen().keys
  const question = useMemo(() => {
    if (second === null) return null
    return { read: second, keys, options: (second.format === first.format && options) || defaultOptions(second) }
  }, [first, second, keys, options])
  const latest = useLatest(question, ask)
  if (second === null || latest?.question !== question || latest === null) return []
  return verdict({ read: first, answer: signature }, { read: second, answer: latest.answer }, keys)
}

interface Checked {
  readonly read: Recognised
  readonly answer: SignatureAnswer | null
}

function verdict(first: Checked, second: Checked, keys: readonly KeyInput[]): readonly string[] {
  const both = { first, second }
  const copied = isCopied(first.read, second.read)
  const isOpen = [first, second].some(({ answer }) => answer?.status === 'not-checked')
  if (isOpen) return [copied ? words.copied : words['not-checked']]
  return (['first', 'second'] as const).flatMap((which) => {
    const { answer } = both[which]
    const other = both[which === 'first' ? 'second' : 'first']
    if (answer?.status === 'fits') {
      const key = keys.find(({ id }) => id === answer.keyId)
      return key === undefined ? [] : [words.fits(which, keyName(key))]
    }
    if (answer?.status !== 'does-not-fit') return []
    return [copied && other.answer?.status === 'fits' ? words.changed(which) : words['does-not-fit'](which)]
  })
}

/** One signature over two texts. */
function isCopied({ signature, signed }: Recognised, other: Recognised): boolean {
  if (signature.status !== 'present' || other.signature.status !== 'present') return false
  return signature.text === other.signature.text && signed !== null && other.signed !== null && signed !== other.signed
}
