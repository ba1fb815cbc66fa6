import { ChevronDown, Eraser, Pencil, ScanSearch, Trash2, Undo2 } from 'lucide-react'
import { Link } from 'wouter'
import { messages } from '../../messages/live.ts'
import { cx } from '../../ui/cx.ts'
import { ids, rescueFocus } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './cookie-actions.module.css'
import button from '../../ui/button.module.css'

const text = messages.cookie

interface Props {
  /** The byte that is about to be changed. */
  readonly picked: number | null
  /** Begins to choose the byte that is to be changed, or stops. */
  readonly pick: () => void
}

export function CookieActions(props: Props) {
  const { snapshot, answer, page, deeds } = useLiveScreen()
  const hidden = snapshot.status === 'hidden'
  return (
    <>
      <div className={styles.actions}>
        <button
          id={ids.delete}
          type="button"
          className={button.danger}
          onClick={() => void deeds.deleteHere().then(() => rescueFocus(ids.save))}
        >
          <Trash2 />
          {hidden ? text.tryDelete : text.delete}
        </button>
        {hidden ? (
          <button type="button" className={button.button} onClick={() => void deeds.clear()}>
            <Eraser />
            {text.clear}
          </button>
        ) : (
          <Readable {...props} />
        )}
      </div>
      <p className={styles.note}>
        {text.deleteRuns}{' '}
        <code>
          Cookies.remove('{page.client.name}', {`{ path: '${answer?.report.cookie.path ?? '/'}' }`})
        </code>
      </p>
    </>
  )
}

/** What can be done with a cookie that JavaScript sees. */
function Readable({ picked, pick }: Props) {
  const { snapshot, change, deeds } = useLiveScreen()
  return (
    <>
      <button
        id={ids.change}
        type="button"
        className={button.button}
        onClick={() => void (change ? deeds.putBack() : deeds.changeByte(picked ?? undefined))}
      >
        {change ? <Undo2 /> : <Pencil />}
        {change ? text.putBack : text.change}
      </button>
      {change === null && (
        <button
          type="button"
          className={cx(button.button, styles.pick)}
          aria-expanded={picked !== null}
          aria-label={text.pick}
          onClick={pick}
        >
          <ChevronDown />
        </button>
      )}
      {'cookie' in snapshot && (
        <Link
          href={`/inspect#c=${encodeURIComponent(snapshot.cookie)}`}
          className={cx(button.button, styles.link)}
          aria-label={text.inspectThis}
        >
          <ScanSearch />
          {text.inspect}
        </Link>
      )}
    </>
  )
}
