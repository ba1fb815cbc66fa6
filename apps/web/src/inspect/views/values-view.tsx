import { inspectMessages as messages } from '../../messages/inspect.ts'
import { EditValues } from '../edit/edit-values.tsx'
import { SignBar } from '../edit/sign-bar.tsx'
import { useInspectScreen } from '../inspect-context.tsx'
import type { Payload, Recognised } from '../logic/recognised.ts'
import { partNames } from '../part-names.ts'
import { isUnknown } from '../signature-status.ts'
import { cx } from '../../ui/cx.ts'
import { Tree } from './tree.tsx'
import styles from './views.module.css'

const words = messages.views

export function ValuesView({ read }: { read: Recognised }) {
  const { edit } = useInspectScreen()
  return (
    <>
      {read.header !== null && (
        <>
          <h3 className={cx(styles.heading, partNames.header)}>{words.header}</h3>
          <Tree value={read.header} />
          <h3 className={cx(styles.heading, partNames.payload)}>{words.payload}</h3>
        </>
      )}
      <Lead read={read} />
      {edit.editing ? <EditValues /> : <PayloadValues payload={read.payload} />}
      <SignBar />
    </>
  )
}

/** Who can read what stands below, and change it. */
function Lead({ read }: { read: Recognised }) {
  const { payload, facts, signature } = read
  if (isUnknown(read)) return null
  const isId = facts.some(({ kind }) => kind === 'server-side')
  if (isId && payload.status !== 'elsewhere') return <p className={styles.lead}>{words.none.elsewhere}</p>
  if (payload.status !== 'json' && payload.status !== 'text' && payload.status !== 'bytes') return null
  return <p className={styles.lead}>{signature.status === 'none' ? words.notSigned : words.notEncrypted}</p>
}

function PayloadValues({ payload }: { payload: Payload }) {
  if (payload.status === 'json') return <Tree value={payload.value} />
  if (payload.status === 'unreadable') return <p className={styles.lead}>{words.unreadable[payload.why]}</p>
  if (payload.status === 'text') return <Tree value={payload.text} />
  return <p className={styles.lead}>{words.none[payload.status]}</p>
}
