import { Braces, ShieldCheck, Timer } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import styles from './nothing-yet.module.css'

const words = messages.what
const icons = { format: Braces, signature: ShieldCheck, age: Timer }

/** What the screen will say once there is a cookie. */
export function NothingYet() {
  return (
    <div className={styles.nothing}>
      <p>{words.empty}</p>
      <dl>
        {(['format', 'signature', 'age'] as const).map((question) => {
          const Icon = icons[question]
          return (
            <div key={question}>
              <dt>
                <Icon />
                {words[question]}
              </dt>
              <dd>{words.answersTo[question]}</dd>
            </div>
          )
        })}
      </dl>
      <p className={styles.reads}>{words.reads}</p>
    </div>
  )
}
