import { Pencil, Trash2, Undo2 } from 'lucide-react'
import { messages } from '../../messages.ts'
import { ids, rescueFocus } from '../../ui/point-at.ts'
import { useLiveScreen } from '../live-context.tsx'
import styles from './cookie-actions.module.css'
import button from '../../ui/button.module.css'

const text = messages.cookie

export function CookieActions() {
  const { snapshot, answer, change, deeds, page } = useLiveScreen()
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
        {!hidden && (
          <button
            id={ids.change}
            type="button"
            className={button.button}
            onClick={() => void (change ? deeds.putBack() : deeds.changeByte())}
          >
            {change ? <Undo2 /> : <Pencil />}
            {change ? text.putBack : text.change}
          </button>
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
