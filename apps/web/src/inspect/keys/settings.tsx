import { ChevronRight, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import { pointAt } from '../../ui/point-at.ts'
import { RichText } from '../../ui/rich-text.tsx'
import { hasLifetime } from '../age.ts'
import card from '../card.module.css'
import { useInspectScreen } from '../inspect-context.tsx'
import { inspectIds } from '../inspect-ids.ts'
import { cannotCheck } from '../logic/check-keys.ts'
import type { SignDerivation, SignOptions } from '../logic/sign-options.ts'
import { digestsOf, usedOptions } from '../logic/sign-options.ts'
import { Lifetime } from './lifetime.tsx'
import styles from './settings.module.css'

const words = messages.keys
const derivations: readonly SignDerivation[] = ['hmac', 'concat', 'django-concat', 'none']

/** How the cookie is signed, as far as that is not fixed by its format. What stands here first is what the framework itself uses. */
export function Settings() {
  const { pasted, keys } = useInspectScreen()
  const { read } = pasted
  const { options, usual, setOptions } = keys
  if (read === null || options === null || usual === null) return null
  const used = usedOptions(read)
  const timed = hasLifetime(read)
  const named = pasted.name !== '' || cannotCheck(read) === 'name-missing'
  if (used.length === 0 && !timed && !named) return null
  const isUsual = used.every((option) => options[option] === usual[option])
  // The button is about to go, and must not take the focus with it.
  const reset = (): void => {
    pointAt(inspectIds.key)
    setOptions(usual)
  }
  return (
    <Folded summary={summary(used, options)}>
      {named && <NameRow />}
      {used.includes('salt') && (
        <Row label={words.salt} note={words.saltNote(usual.salt)} long={usual.salt.length > 20}>
          {(id) => (
            <input
              id={id}
              className={cx(card.mono, styles.text)}
              type="text"
              value={options.salt}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => setOptions({ ...options, salt: event.target.value })}
            />
          )}
        </Row>
      )}
      {used.includes('digest') && (
        <Row label={words.digest} note={words.digestNote(usual.digest)}>
          {(id) => (
            <Choice
              id={id}
              value={options.digest}
              choices={digestsOf(read)}
              names={words.digests}
              onChoose={(digest) => setOptions({ ...options, digest })}
            />
          )}
        </Row>
      )}
      {used.includes('derivation') && (
        <Row label={words.derivation} note={words.derivationNote(usual.derivation)}>
          {(id) => (
            <Choice
              id={id}
              value={options.derivation}
              choices={derivations}
              names={words.derivations}
              onChoose={(derivation) => setOptions({ ...options, derivation })}
            />
          )}
        </Row>
      )}
      {timed && <Lifetime key={keys.usualLifetime} />}
      {!isUsual && (
        <button type="button" className={cx(button.small, card.tool, styles.reset)} onClick={reset}>
          <RotateCcw />
          {words.reset}
        </button>
      )}
    </Folded>
  )
}

/** In short, for where the rest is folded away. */
function summary(used: readonly (keyof SignOptions)[], { salt, digest, derivation }: SignOptions): string {
  const texts = { salt, digest: words.digests[digest], derivation: words.derivations[derivation] }
  return used.map((option) => texts[option]).join(' · ')
}

/** Open where there is room, and folded away on a narrow screen: what the cookie is comes first. */
function Folded({ summary: short, children }: { summary: string; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <fieldset className={styles.settings}>
      <legend className="visually-hidden">{words.settings}</legend>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight />
        <span>{words.settings}</span>
        <small>{short}</small>
      </button>
      <div id={id} className={cx(!open && styles.folded)}>
        {children}
      </div>
    </fieldset>
  )
}

function NameRow() {
  const { pasted } = useInspectScreen()
  return (
    <Row label={words.name} note={words.nameNote}>
      {(id) => (
        <input
          id={id}
          className={cx(card.mono, styles.text)}
          type="text"
          value={pasted.name}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => pasted.setName(event.target.value)}
        />
      )}
    </Row>
  )
}

interface RowProps {
  label: string
  note: string
  long?: boolean
  children: (id: string) => ReactNode
}

function Row({ label, note, long, children }: RowProps) {
  const id = useId()
  return (
    <div className={cx(styles.row, long && styles.long)}>
      <label htmlFor={id}>{label}</label>
      <p>
        <RichText>{note}</RichText>
      </p>
      {children(id)}
    </div>
  )
}

interface ChoiceProps<T extends string> {
  id: string
  value: T
  choices: readonly T[]
  names: Readonly<Record<T, string>>
  onChoose: (choice: T) => void
}

function Choice<T extends string>({ id, value, choices, names, onChoose }: ChoiceProps<T>) {
  return (
    <select
      id={id}
      className={card.field}
      value={value}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice === event.target.value)
        if (chosen !== undefined) onChoose(chosen)
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {names[choice]}
        </option>
      ))}
    </select>
  )
}
