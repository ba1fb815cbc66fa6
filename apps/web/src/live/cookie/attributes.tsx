import { ChevronRight } from 'lucide-react'
import { useNow } from '../../hooks/use-now.ts'
import { formatMoment } from '../../logic/format.ts'
import { liveLaterMessages as messages } from '../../messages/live-later.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './attributes.module.css'

const text = messages.attributes

const httpOnly = { readable: text.notHttpOnly, split: text.half, hidden: text.isHttpOnly } as const

/** Path, Domain, SameSite, Secure, HttpOnly, Expires: RFC 6265bis section 4.1.2. */
export function Attributes() {
  const { answer, clocks } = useLiveScreen()
  if (answer === null) return null
  const { cookie } = answer.report
  return (
    <details className={styles.attributes}>
      <summary>
        <ChevronRight />
        {text.title}
      </summary>
      <dl>
        {clocks && (
          <>
            <dt>{text.expires}</dt>
            <dd>
              <Expires at={clocks.browser} />
            </dd>
          </>
        )}
        <dt>{text.path}</dt>
        <dd>{cookie.path}</dd>
        <dt>{text.domain}</dt>
        <dd>{cookie.domain ?? text.thisHost}</dd>
        <dt>{text.sameSite}</dt>
        <dd>{cookie.sameSite}</dd>
        <dt>{text.secure}</dt>
        <dd>{cookie.secure ? text.isSecure : text.notSecure}</dd>
        <dt>{text.httpOnly}</dt>
        <dd>{httpOnly[cookie.visibility]}</dd>
      </dl>
      <p>{text.note}</p>
      <p>{text.cap}</p>
    </details>
  )
}

/** @param at UNIX seconds of this computer */
function Expires({ at }: { at: number | null }) {
  const now = useNow(60)
  return at === null ? text.untilClose : formatMoment(at, now)
}
