import { inspectMessages as messages } from '../messages/inspect.ts'
import { cx } from '../ui/cx.ts'
import { ids } from '../ui/point-at.ts'
import { NewCookie } from './edit/new-cookie.tsx'
import { InspectProvider } from './inspect-context.tsx'
import styles from './inspect.module.css'
import { KeysCard } from './keys/keys-card.tsx'
import { PasteCard } from './paste/paste-card.tsx'
import { TakeCard } from './take/take-card.tsx'
import type { InspectPage } from './use-inspect.ts'
import { useInspect } from './use-inspect.ts'
import { WhatCard } from './what/what-card.tsx'

/** Takes any session cookie apart, in this page alone: it needs no server, and sends nothing to one. */
export function Inspect({ page }: { page: InspectPage }) {
  const inspect = useInspect(page)
  return (
    <InspectProvider value={inspect}>
      <main
        id={ids.main}
        tabIndex={-1}
        className={cx('wrap', styles.main)}
        data-state={inspect.state}
        aria-busy={inspect.busy}
      >
        <div className={styles.intro}>
          <h1>{messages.title}</h1>
          <p>{messages.intro}</p>
        </div>
        <div className={styles.columns}>
          <div className={styles.own}>
            <PasteCard />
          </div>
          <div className={styles.found}>
            <WhatCard />
          </div>
          <div className={styles.own}>
            <KeysCard />
          </div>
          <div className={styles.found}>
            <NewCookie />
            <TakeCard />
          </div>
        </div>
      </main>
    </InspectProvider>
  )
}
