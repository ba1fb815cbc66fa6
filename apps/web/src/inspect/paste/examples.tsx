import { inspectMessages as messages } from '../../messages/inspect.ts'
import { cx } from '../../ui/cx.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { examples } from './example-cookies.ts'
import pill from '../pill.module.css'
import styles from './paste-card.module.css'

/** For those who have nothing to paste. They stay while one of them is read, so that people can go through them. */
export function Examples() {
  const { state, pasted, keys } = useInspectScreen()
  if (state !== 'empty' && !examples.some(({ text }) => text === pasted.text)) return null
  return (
    <div className={styles.examples}>
      <p>{messages.paste.try}</p>
      <ul className={cx(state !== 'empty' && styles.read)}>
        {examples.map((example) => (
          <li key={example.name}>
            <button
              type="button"
              className={pill.pill}
              aria-pressed={example.text === pasted.text}
              onClick={() => {
                pasted.setText(example.text)
                keys.add(example.keys)
              }}
            >
              {example.name}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
