import { useState } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import card from '../card.module.css'
import { bytesRows } from '../logic/bytes.ts'
import type { Recognised } from '../logic/recognised.ts'
import { partNames } from '../part-names.ts'
import { decodedParts } from './decoded-parts.ts'
import styles from './bytes-view.module.css'
import views from './views.module.css'

const words = messages.views
const FIRST = 1024

/** Each part decoded, byte for byte. */
export function BytesView({ read }: { read: Recognised }) {
  const decoded = decodedParts(read)
  if (decoded.length === 0) return <p className={views.lead}>{words.noBytes}</p>
  return decoded.map(({ kind, bytes }) => (
    <section key={kind} aria-label={messages.parts[kind]}>
      <h3 className={cx(views.heading, partNames[kind])}>{words.bytesOf(messages.parts[kind], bytes.length)}</h3>
      <Rows bytes={bytes} />
    </section>
  ))
}

function Rows({ bytes }: { bytes: Uint8Array }) {
  const [all, setAll] = useState(false)
  return (
    <>
      <ol className={styles.rows}>
        {bytesRows(all ? bytes : bytes.subarray(0, FIRST), 8).map(({ offset, hex, text }) => (
          <li key={offset}>
            <span className={styles.offset}>{offset}</span>
            <span className={styles.hex}>{hex.join(' ')}</span>
            <span className={styles.text}>{text}</span>
          </li>
        ))}
      </ol>
      {bytes.length > FIRST && (
        <button
          type="button"
          className={cx(button.small, card.tool, styles.more)}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? words.fewer(FIRST) : words.more(bytes.length)}
        </button>
      )}
    </>
  )
}
