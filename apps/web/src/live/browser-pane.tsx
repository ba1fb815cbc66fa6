import styles from './browser-pane.module.css'
import { messages } from '../messages/live.ts'
import { CookiePane } from './cookie/cookie-pane.tsx'
import { KeepingPane, StringsPane } from './strings/strings-pane.tsx'
import { TabStrip } from './tab-strip.tsx'

export function BrowserPane() {
  return (
    <section className={styles.browser} aria-label={messages.tabs.browser}>
      <TabStrip />
      <div className={styles.panes}>
        <StringsPane />
        <CookiePane />
        <KeepingPane />
      </div>
    </section>
  )
}
