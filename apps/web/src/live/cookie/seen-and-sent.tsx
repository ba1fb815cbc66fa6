import type { SessionReport } from '../../api/report.ts'
import { liveLaterMessages as messages } from '../../messages/live-later.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './seen-and-sent.module.css'

const text = messages.seenAndSent

/** What JavaScript sees of the session, beside what the browser sent: two things once the cookie, or its signature, is `HttpOnly`. */
export function SeenAndSent() {
  const { answer, snapshot, page } = useLiveScreen()
  const report = answer?.report
  if (!report) return null
  const { name } = page.client
  const seen = 'cookie' in snapshot ? name : null
  const sent = sentNames(report, name)
  return (
    <dl className={styles.both}>
      <dt>{text.seen}</dt>
      <dd>
        <code>{seen ?? text.nothing}</code>
      </dd>
      <dt>{text.sent}</dt>
      <dd>
        {sent.length === 0
          ? text.notYet
          : sent.map((each) => (
              <span key={each}>
                <code>{each}</code>
                {each !== seen && <small>HttpOnly</small>}
              </span>
            ))}
      </dd>
    </dl>
  )
}

/** With the next request, if the session is there; or else what came with the last one. */
function sentNames({ status, cookie, wire }: SessionReport, name: string): readonly string[] {
  const both = [name, `${name}.sig`]
  if (status !== 'present') return wire.received.names.filter((each) => both.includes(each))
  return cookie.visibility === 'split' ? both : [name]
}
