import type { LucideIcon } from 'lucide-react'
import { Check, Info, Minus, X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useNow } from '../hooks/use-now.ts'
import { useLiveScreen } from '../live/live-context.tsx'
import { formatMoment } from '../logic/format.ts'
import { happenedMessages as messages } from '../messages/happened.ts'
import button from '../ui/button.module.css'
import { cx } from '../ui/cx.ts'
import type { Observation } from './observe.ts'
import { observe } from './observe.ts'
import { createSeen, sightOf } from './seen.ts'
import type { Fate, Happening, Place } from './survival.ts'
import { happenings, places, survival } from './survival.ts'
import styles from './survival-grid.module.css'

const text = messages.survival

/** What survives what; a cell gets its ring when the person has seen it happen. */
export function SurvivalGrid() {
  const { sights, forget } = useSeen()
  const borneOut = sights.filter(({ row, place, fate }) => survival[row][place] === fate).length
  return (
    <section className={styles.pane} aria-labelledby="survival-title">
      <div className={styles.head}>
        <h2 id="survival-title">{text.title}</h2>
        {sights.length > 0 && (
          <>
            <span className={cx(styles.progress, 'num')}>
              {text.progress(borneOut, happenings.length * places.length)}
            </span>
            <button type="button" className={button.small} onClick={forget}>
              {text.forget}
            </button>
          </>
        )}
      </div>
      <p className={styles.intro}>{text.intro}</p>
      <table className={styles.grid} aria-labelledby="survival-title">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{text.happening}</span>
            </th>
            {places.map((place) => (
              <th key={place} scope="col">
                {text.places[place]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {happenings.map((row) => (
            <tr key={row}>
              <th scope="row">{text.rows[row]}</th>
              {places.map((place) => (
                <Cell key={place} row={row} place={place} sight={sightOf(sights, row, place)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.notes}>
        <Info />
        <div>
          <p>{text.warning}</p>
          {text.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      </div>
    </section>
  )
}

const icons: Record<'good' | 'bad' | 'some', LucideIcon> = { good: Check, bad: X, some: Minus }

function toneOf(fate: Fate): keyof typeof icons {
  if (fate === 'lives') return 'good'
  return fate === 'dies' || fate === 'refused' ? 'bad' : 'some'
}

function Cell({ row, place, sight }: { row: Happening; place: Place; sight: Observation | null }) {
  const said = survival[row][place]
  const tone = toneOf(said)
  const Icon = icons[tone]
  const now = useNow(60)
  const asSaid = sight?.fate === said
  return (
    <td data-label={text.places[place]}>
      <span className={cx(styles.fate, styles[tone], asSaid && styles.seen)} data-seen={asSaid || undefined}>
        <Icon />
        {text.fates[said]}
        {asSaid && <span className="visually-hidden">{text.seen(formatMoment(sight.at / 1000, now))}</span>}
      </span>
      {sight !== null && !asSaid && (
        <small className={styles.otherwise}>{text.otherwise(text.fates[sight.fate])}</small>
      )}
    </td>
  )
}

/** Draws what the tab's own log shows into the memory of all tabs. */
function useSeen(): { sights: readonly Observation[]; forget: () => void } {
  const { page } = useLiveScreen()
  const { journal, board } = page
  const [seen] = useState(createSeen)
  const { own } = useSyncExternalStore(journal.subscribe, journal.getSnapshot)
  const sights = useSyncExternalStore(seen.subscribe, seen.getSnapshot)
  useEffect(() => {
    const storageIsHere = sessionStorage.getItem(board.storageKey) === board.getSnapshot().mark
    seen.add(observe(own).filter(({ place, fate }) => place !== 'storage' || fate !== 'lives' || storageIsHere))
  }, [own, seen, board])
  return { sights, forget: seen.forget }
}
