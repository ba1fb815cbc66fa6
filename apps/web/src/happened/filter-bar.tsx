import { Search } from 'lucide-react'
import { happenedMessages as messages } from '../messages/happened.ts'
import type { Filter } from './filter.ts'
import { actorGroups, kindGroups } from './filter.ts'
import styles from './filter-bar.module.css'

const text = messages.log

interface FilterBarProps {
  readonly filter: Filter
  readonly onFilter: (filter: Filter) => void
  readonly found: number
  readonly all: number
}

/** Which events are shown: by kind, by who did it, and by words. */
export function FilterBar({ filter, onFilter, found, all }: FilterBarProps) {
  return (
    <search className={styles.bar} aria-labelledby="log-title">
      <div className={styles.search}>
        <Search />
        <input
          id="event-search"
          type="search"
          aria-label={text.search}
          placeholder={text.search}
          value={filter.search}
          onChange={({ target }) => onFilter({ ...filter, search: target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || filter.search === '') return
            event.preventDefault()
            event.stopPropagation()
            onFilter({ ...filter, search: '' })
          }}
        />
      </div>
      <select
        aria-label={text.kindLabel}
        value={filter.kind}
        onChange={({ target }) =>
          onFilter({ ...filter, kind: kindGroups.find((each) => each === target.value) ?? 'all' })
        }
      >
        {kindGroups.map((each) => (
          <option key={each} value={each}>
            {text.kinds[each]}
          </option>
        ))}
      </select>
      <select
        aria-label={text.actorLabel}
        value={filter.actor}
        onChange={({ target }) =>
          onFilter({ ...filter, actor: actorGroups.find((each) => each === target.value) ?? 'all' })
        }
      >
        {actorGroups.map((each) => (
          <option key={each} value={each}>
            {text.actors[each]}
          </option>
        ))}
      </select>
      <span className={styles.count}>{text.count(found, all)}</span>
    </search>
  )
}
