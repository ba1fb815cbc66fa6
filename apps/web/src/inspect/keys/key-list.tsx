import { X } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import { pointAt } from '../../ui/point-at.ts'
import { RichText } from '../../ui/rich-text.tsx'
import { inspectIds } from '../inspect-ids.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { hasUnseen, keyName } from '../key-name.ts'
import type { KeyInput } from '../logic/key-input.ts'
import { keyWeakness, trimmedKey } from '../logic/key-input.ts'
import type { SignOptions } from '../logic/sign-options.ts'
import { KeyChip } from './key-chip.tsx'
import styles from './key-list.module.css'

const words = messages.keys

export function KeyList() {
  const { keys } = useInspectScreen()
  if (keys.keys.length === 0) return null
  return (
    <ul className={styles.list} aria-label={words.listed}>
      {keys.keys.map((key) => (
        <KeyRow key={key.id} input={key} />
      ))}
    </ul>
  )
}

function KeyRow({ input }: { input: KeyInput }) {
  const { state, keys, say } = useInspectScreen()
  const check = keys.signature?.keys.find(({ id }) => id === input.id) ?? null
  const weakness = keyWeakness(input)
  const name = keyName(input)

  function forget(): void {
    keys.remove(input.id)
    say(messages.status.keyRemoved)
    pointAt(inspectIds.key)
  }

  return (
    <li className={styles.row}>
      <code>{name}</code>
      <KeyChip check={check} reading={state === 'read'} />
      <button type="button" className={cx(button.icon, styles.remove)} aria-label={words.remove(name)} onClick={forget}>
        <X />
      </button>
      <Blanks input={input} fits={check?.answer.status === 'does-not-fit' && check.answer.fitsTrimmed === true} />
      {weakness !== null && (
        <p className={styles.notes}>
          <span className={styles.weak}>{words.weak[weakness]}</span>
        </p>
      )}
      {check?.answer.status === 'does-not-fit' && check.answer.fitsWith !== null && (
        <FitsWith options={check.answer.fitsWith} />
      )}
    </li>
  )
}

/** Blanks come along with a copied line: they are named, and taken off where that is what is wrong. */
function Blanks({ input, fits }: { input: KeyInput; fits: boolean }) {
  const { keys } = useInspectScreen()
  const trimmed = trimmedKey(input)
  if (input.encoding !== 'text' || !hasUnseen(input)) return null

  // The button is about to go, and must not take the focus with it.
  function use(): void {
    if (trimmed === null) return
    pointAt(inspectIds.key)
    keys.replace(input.id, trimmed)
  }

  return (
    <p className={styles.notes}>
      <span className={styles.other}>
        <RichText>{fits ? words.fitsTrimmed : words.blanks}</RichText>
      </span>
      {fits && (
        <button type="button" className={cx(button.small, styles.use)} onClick={use}>
          {words.trim}
        </button>
      )}
    </p>
  )
}

/** The key is right and how it is used is not: one press changes that. */
function FitsWith({ options }: { options: SignOptions }) {
  const { keys } = useInspectScreen()
  const { salt, digest, derivation } = options
  const differences = [
    ...(salt === keys.options?.salt ? [] : [words.saltIs(salt)]),
    ...(digest === keys.options?.digest ? [] : [words.digests[digest]]),
    ...(derivation === keys.options?.derivation ? [] : [words.derivationIs(derivation)])
  ]
  // The button is about to go, and must not take the focus with it.
  function use(): void {
    pointAt(inspectIds.key)
    keys.setOptions(options)
  }

  return (
    <p className={styles.notes}>
      <span className={styles.other}>
        <RichText>{words.fitsWith(differences)}</RichText>
      </span>
      <button type="button" className={cx(button.small, styles.use)} onClick={use}>
        {words.use}
      </button>
    </p>
  )
}
