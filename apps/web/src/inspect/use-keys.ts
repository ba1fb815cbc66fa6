import { useMemo, useState } from 'react'
import { usualLifetime as usualLifetimeOf } from './age.ts'
import { DEFAULT_LIFETIME } from './logic/check-age.ts'
import type { SignatureAnswer } from './logic/check-keys.ts'
import { checkKeys } from './logic/check-keys.ts'
import type { KeyInput } from './logic/key-input.ts'
import type { FormatId, Recognised } from './logic/recognised.ts'
import type { SignOptions } from './logic/sign-options.ts'
import { defaultOptions } from './logic/sign-options.ts'
import { useLatest } from './use-latest.ts'

export interface KeysState {
  readonly keys: readonly KeyInput[]
  /** How many of them were not in the list yet. */
  readonly add: (keys: readonly NewKey[]) => number
  readonly remove: (id: string) => void
  /** Puts another in its place, unless that is in the list already. */
  readonly replace: (id: string, key: NewKey) => void
  /** Null without a cookie. */
  readonly options: SignOptions | null
  readonly usual: SignOptions | null
  readonly setOptions: (options: SignOptions) => void
  /** Seconds. */
  readonly lifetime: number
  /** What the framework itself takes. */
  readonly usualLifetime: number
  readonly setLifetime: (seconds: number) => void
  /** About the cookie that is read; null while that is not known. */
  readonly signature: SignatureAnswer | null
  readonly checking: boolean
}

type NewKey = Pick<KeyInput, 'text' | 'encoding'>

interface Question {
  readonly read: Recognised
  readonly keys: readonly KeyInput[]
  readonly options: SignOptions
}

const ask = ({ read, keys, options }: Question): Promise<SignatureAnswer> => checkKeys(read, keys, options)

const isSame = (one: NewKey, other: NewKey): boolean => one.text === other.text && one.encoding === other.encoding

let made = 0
const freshId = (): string => `key-${(made += 1)}`

/** The keys, which live in this state and nowhere else, and what each is to the cookie. */
export function useKeys(read: Recognised | null): KeysState {
  const [keys, setKeys] = useState<readonly KeyInput[]>([])
  const [chosen, setChosen] = useState<{ format: FormatId; options: SignOptions } | null>(null)
  const [chosenLifetime, setLifetime] = useState<number | null>(null)
  const usualLifetime = read === null ? DEFAULT_LIFETIME : usualLifetimeOf(read.format)
  const lifetime = chosenLifetime ?? usualLifetime
  const usual = useMemo(() => (read === null ? null : defaultOptions(read)), [read])
  const options = chosen !== null && chosen.format === read?.format ? chosen.options : usual
  const question = useMemo(
    () => (read === null || options === null ? null : { read, keys, options }),
    [read, keys, options]
  )
  const latest = useLatest(question, ask)

  function add(given: readonly NewKey[]): number {
    const fresh = given.filter(
      (each, index) =>
        !keys.some((key) => isSame(key, each)) && given.findIndex((other) => isSame(other, each)) === index
    )
    if (fresh.length > 0) setKeys([...keys, ...fresh.map((key) => ({ ...key, id: freshId() }))])
    return fresh.length
  }

  return {
    keys,
    add,
    remove: (id) => setKeys((list) => list.filter((key) => key.id !== id)),
    replace: (id, { text, encoding }) => {
      const others = keys.filter((key) => key.id !== id)
      const isThere = others.some((key) => isSame(key, { text, encoding }))
      setKeys(isThere ? others : keys.map((key) => (key.id === id ? { id: freshId(), text, encoding } : key)))
    },
    options,
    usual,
    setOptions: (next) => {
      if (read !== null) setChosen({ format: read.format, options: next })
    },
    lifetime,
    usualLifetime,
    setLifetime,
    signature: latest !== null && latest.question.read === read ? latest.answer : null,
    checking: question !== null && latest?.question !== question
  }
}
