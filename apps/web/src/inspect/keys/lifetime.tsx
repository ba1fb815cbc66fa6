import { useState } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { cx } from '../../ui/cx.ts'
import card from '../card.module.css'
import { useInspectScreen } from '../inspect-context.tsx'
import styles from './settings.module.css'

const words = messages.keys
const units = [86_400, 3600, 60, 1] as const
type Unit = (typeof units)[number]

/** Browsers keep no cookie for longer (RFC 6265bis, section 5.5). */
const CAP = 400 * 86_400

/** How long the server accepts a signature: an amount and a unit. What is no number yet changes nothing. */
export function Lifetime() {
  const { keys } = useInspectScreen()
  const [unit, setUnit] = useState<Unit>(() => units.find((each) => keys.lifetime % each === 0) ?? 1)
  const [amount, setAmount] = useState(() => String(keys.lifetime / unit))

  function change(text: string, next: Unit): void {
    setAmount(text)
    setUnit(next)
    const seconds = Number(text) * next
    if (text.trim() !== '' && seconds > 0 && Number.isFinite(seconds)) keys.setLifetime(seconds)
  }

  return (
    <div className={styles.row}>
      <span className={styles.label}>{words.lifetime}</span>
      <p>{keys.lifetime > CAP ? words.overCap : words.lifetimeNote(keys.usualLifetime)}</p>
      <div className={styles.pair}>
        <input
          className={cx(card.field, styles.amount, 'num')}
          type="text"
          inputMode="decimal"
          aria-label={words.lifetimeAmount}
          value={amount}
          autoComplete="off"
          onChange={(event) => change(event.target.value, unit)}
        />
        <select
          className={card.field}
          aria-label={words.lifetimeUnit}
          value={unit}
          onChange={(event) => change(amount, units.find((each) => String(each) === event.target.value) ?? 1)}
        >
          {units.map((each) => (
            <option key={each} value={each}>
              {words.units[each]}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}
