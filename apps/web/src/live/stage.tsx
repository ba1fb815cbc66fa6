import type { ReactNode } from 'react'
import { useRecorder } from '../happened/use-recorder.ts'
import { BrowserPane } from './browser-pane.tsx'
import { LiveProvider } from './live-context.tsx'
import { Narrator } from './narrator.tsx'
import { ServerPanel } from './server/server-panel.tsx'
import styles from './stage.module.css'
import type { Live, Page } from './use-live.ts'
import { useLive } from './use-live.ts'
import { Wire } from './wire.tsx'

/** Follows the session of the page, and tells everything below about it. */
export function LiveStage({ page, children }: { page: Page; children: (live: Live) => ReactNode }) {
  const live = useLive(page)
  useRecorder(live)
  return <LiveProvider value={live}>{children(live)}</LiveProvider>
}

/** The diagram: what just happened, and the browser, the wire and the server. */
export function Stage() {
  return (
    <>
      <Narrator />
      <div className={styles.stage}>
        <BrowserPane />
        <Wire />
        <ServerPanel />
      </div>
    </>
  )
}
