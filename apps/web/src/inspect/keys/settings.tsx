import { RotateCcw } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import { pointAt } from '../../ui/point-at.ts'
import { hasLifetime } from '../age.ts'
import card from '../card.module.css'
import { useInspectScreen } from '../inspect-context.tsx'
import { inspectIds } from '../inspect-ids.ts'
import type { SignDerivation, SignOptions } from '../logic/sign-options.ts'
import { digestsOf, usedOptions } from '../logic/sign-options.ts'
import { Folded } from './folded.tsx'
import { Lifetime } from './lifetime.tsx'
import { Choice, Row } from './setting-row.tsx'
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
  if (used.length === 0 && !timed) return null
  const isUsual = used.every((option) => options[option] === usual[option])
  // The button is about to go, and must not take the focus with it.
  const reset = (): void => {
    pointAt(inspectIds.key)
    setOptions(usual)
  }
  return (
    <Folded summary={summary(used, options)}>
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
