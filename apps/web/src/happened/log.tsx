import { Pause, Play, Trash2 } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useLiveScreen } from '../live/live-context.tsx'
import { happenedMessages as messages } from '../messages/happened.ts'
import button from '../ui/button.module.css'
import { cx } from '../ui/cx.ts'
import { EventList } from './event-list.tsx'
import { FilePanel } from './file-panel.tsx'
import type { Filter } from './filter.ts'
import { noFilter, passes } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { Lifelines } from './lifelines.tsx'
import styles from './log.module.css'

const text = messages.log

/** What happened: a line for each session, and every event with who did it. */
export function Log() {
  const { journal } = useLiveScreen().page
  const { events, imported, held } = useSyncExternalStore(journal.subscribe, journal.getSnapshot)
  const [filter, setFilter] = useState<Filter>(noFilter)
  const [cleared, setCleared] = useState(false)
  const found = events.filter((event) => passes(event, filter)).toReversed()
  const paused = held !== null
  return (
    <section className={styles.pane} aria-labelledby="log-title">
      <div className={styles.head}>
        <h2 id="log-title">{text.title}</h2>
        <button
          type="button"
          className={button.small}
          aria-pressed={paused}
          disabled={imported}
          onClick={paused ? journal.resume : journal.pause}
        >
          {paused ? <Play /> : <Pause />}
          {paused ? text.resume : text.pause}
        </button>
        <button
          type="button"
          className={button.small}
          disabled={imported || events.length === 0}
          onClick={() => {
            journal.clear()
            setCleared(true)
          }}
        >
          <Trash2 />
          {text.clear}
        </button>
        <FilePanel events={events} />
      </div>
      {imported && (
        <div className={styles.strip}>
          <p>{text.imported(events.length)}</p>
          <button type="button" className={button.small} onClick={() => journal.show(null)}>
            {text.backToMine}
          </button>
        </div>
      )}
      {paused && !imported && <p className={cx(styles.strip, 'num')}>{text.paused(held)}</p>}
      <Lifelines events={events} live={!imported && !paused} />
      <FilterBar filter={filter} onFilter={setFilter} found={found.length} all={events.length} />
      {events.length === 0 && <p className={styles.empty}>{cleared ? text.cleared : text.empty}</p>}
      {events.length > 0 && found.length === 0 && (
        <div className={styles.empty}>
          <p>{text.nothingFound}</p>
          <button type="button" className={button.small} onClick={() => setFilter(noFilter)}>
            {text.showAll}
          </button>
        </div>
      )}
      {/* It stays while nothing is found, so that it knows where it was. */}
      <EventList events={found} filter={filter} />
    </section>
  )
}
