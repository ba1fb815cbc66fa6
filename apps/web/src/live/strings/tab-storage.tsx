import { useTabs } from '@clearjar/browser/react'
import { messages } from '../../messages/live.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './tab-storage.module.css'

const text = messages.tabStorage

/** The mark that only this tab holds. */
export function TabStorage() {
  const { page } = useLiveScreen()
  const { mark, copied } = useTabs(page.board)
  return (
    <section className={styles.storage} aria-labelledby="tab-storage-title">
      <h2 id="tab-storage-title">{text.title}</h2>
      <p className={styles.line}>
        {page.board.storageKey} = <b>"{mark}"</b>
      </p>
      <p>{text.gone}</p>
      <p>{copied ? text.copied : text.back}</p>
    </section>
  )
}
