import { useEffect, useRef } from 'react'
import { Link, useSearch } from 'wouter'
import { ModeSwitch } from '../live/mode-switch.tsx'
import { LiveStage, Stage } from '../live/stage.tsx'
import type { Live, Page } from '../live/use-live.ts'
import { labsMessages as messages } from '../messages/labs.ts'
import { cx } from '../ui/cx.ts'
import { ids, rescueFocus } from '../ui/point-at.ts'
import { Coach } from './coach.tsx'
import { Do } from './do.tsx'
import { Guess } from './guess.tsx'
import { labIcons } from './lab-icons.ts'
import styles from './lab.module.css'
import type { Lab as LabData } from './labs-data.ts'
import { labIds } from './labs-data.ts'
import { Phases } from './phases.tsx'
import type { ProgressBook } from './progress.ts'
import { See } from './see.tsx'
import { useLab } from './use-lab.ts'
import { useFollow } from './use-follow.ts'
import { useMark } from './use-mark.ts'
import { Why } from './why.tsx'

const panelId = 'lab-panel'

interface LabProps {
  lab: LabData
  page: Page
  book: ProgressBook
}

/** One lab above the stage that it speaks of. */
export function Lab({ page, ...rest }: LabProps) {
  return <LiveStage page={page}>{(live) => <LabScreen live={live} {...rest} />}</LiveStage>
}

function LabScreen({ lab, live, book }: Omit<LabProps, 'page'> & { live: Live }) {
  const skipsGuess = new URLSearchParams(useSearch()).get('guess') === 'skip'
  const following = useLab(lab, live, book, skipsGuess)
  const { run, step, setting } = following
  const stage = useMark(run.phase === 'do' && setting === 'idle' ? (step?.control ?? null) : null)
  useFocusInPanel(`${run.phase} ${run.step === null}`)
  useFollow(following)
  const isHeld = run.step === null
  const Icon = labIcons[lab.id]
  return (
    <main
      id={ids.main}
      tabIndex={-1}
      className={cx('wrap', styles.main)}
      data-state={live.state}
      data-phase={run.phase}
      aria-busy={live.busy || setting === 'under-way'}
    >
      <nav className={styles.nav} aria-label={messages.nav.label}>
        <Link href="/labs">{messages.nav.back}</Link>
        <span className="num">{messages.nav.at(labIds.indexOf(lab.id) + 1, labIds.length)}</span>
      </nav>
      <h1 className={styles.title}>
        <Icon />
        {messages.labs[lab.id].title}
      </h1>
      <Phases following={following} />
      <section id={panelId} tabIndex={-1} className={styles.panel} aria-labelledby="lab-phase">
        {run.phase === 'guess' && <Guess following={following} />}
        {run.phase === 'do' && <Do following={following} live={live} />}
        {run.phase === 'see' && <See following={following} />}
        {run.phase === 'why' && <Why following={following} progress={book.progress} />}
      </section>
      {run.phase === 'do' && run.step !== null && <Coach following={following} />}
      {isHeld && <p className={styles.held}>{messages.held}</p>}
      {/* What is done before the start is part of no experiment. */}
      <div ref={stage} className={cx(styles.stage, isHeld && styles.waits)} inert={isHeld}>
        {lab.steps.some(({ control }) => control === 'mode') && (
          <div className={styles.mode}>
            <ModeSwitch />
          </div>
        )}
        <Stage />
      </div>
    </main>
  )
}

/** The button that led from one part of the lab to the next has left with its part. */
function useFocusInPanel(part: string): void {
  const shown = useRef(part)
  useEffect(() => {
    if (shown.current === part) return
    shown.current = part
    rescueFocus(panelId)
  }, [part])
}
