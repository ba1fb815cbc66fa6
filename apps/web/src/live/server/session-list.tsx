import type { ListedSession } from '../../api/report.ts'
import { useLoad } from '../../hooks/use-load.ts'
import { liveLaterMessages as messages } from '../../messages/live-later.ts'
import { Ago } from '../../ui/ago.tsx'
import { useLiveScreen } from '../live-context.tsx'
import { rescueFocusToNarrator } from '../point-at-narrator.ts'
import styles from './session-list.module.css'
import button from '../../ui/button.module.css'

const text = messages.sessions

/** The sessions of this visitor that still count, here and in other browsers, deleted there or not; only of those that can be ended. */
export function SessionList() {
  const { answer, wire, deeds } = useLiveScreen()
  const sessions = useSessions()
  if (!answer?.report.revocable || wire.reachable === false || sessions.length === 0) return null
  const others = sessions.filter(({ current }) => !current)
  const end = (which: Parameters<typeof deeds.end>[0]): void => void deeds.end(which).then(rescueFocusToNarrator)
  return (
    <section className={styles.sessions} aria-labelledby="sessions-title">
      <h3 id="sessions-title">{text.title}</h3>
      <ul aria-labelledby="sessions-title">
        {sessions.map((session) => (
          <li key={session.id}>
            <span>
              <b>{session.about}</b>
              <small className="num">
                <Ago since={session.startedAt - answer.skew} sentence={text.began} />
              </small>
            </span>
            {session.current ? (
              <em>{text.current}</em>
            ) : (
              <button type="button" className={button.small} onClick={() => end({ id: session.id })}>
                {text.end}
              </button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <button type="button" className={button.small} onClick={() => end('others')}>
          {text.endOthers(others.length)}
        </button>
      )}
    </section>
  )
}

/** Asked for again after each answer: what was just done may have ended one. */
function useSessions(): readonly ListedSession[] {
  const { answer, page } = useLiveScreen()
  return useLoad(answer?.report.revocable === true ? answer.at : null, page.api.list).value ?? []
}
