import { useId } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import pill from '../pill.module.css'
import styles from './paste-card.module.css'

/** Several cookies were found: which of them to read. */
export function WhichCookie() {
  const { pasted } = useInspectScreen()
  const { paste, chosen, choose } = pasted
  const name = useId()
  if (paste.cookies.length < 2) return null
  return (
    <fieldset className={styles.which}>
      <legend>{messages.paste.which}</legend>
      {paste.cookies.map((cookie, index) => (
        <label key={`${cookie.name}=${cookie.value}`} className={pill.pill}>
          <input type="radio" name={name} checked={index === chosen} onChange={() => choose(index)} />
          {cookie.name ?? messages.paste.alone}
        </label>
      ))}
    </fieldset>
  )
}
