import { Braces, Pencil, Stamp, Undo2 } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { pointAt } from '../../ui/point-at.ts'
import { RichText } from '../../ui/rich-text.tsx'
import card from '../card.module.css'
import { useInspectScreen } from '../inspect-context.tsx'
import { inspectIds } from '../inspect-ids.ts'
import { keyName } from '../key-name.ts'
import { jsonFault } from './json-fault.ts'
import styles from './edit.module.css'

const words = messages.edit

/** Editing and signing: two acts apart from checking, and from each other. */
export function SignBar() {
  const { edit, keys, say } = useInspectScreen()
  if (edit.draft === null) return null
  if (edit.cannot !== null) {
    return (
      <p className={card.note}>
        <RichText>{words.faults[edit.cannot]}</RichText>
      </p>
    )
  }
  const { draft } = edit

  async function sign(): Promise<void> {
    if (jsonFault(draft) !== null) {
      edit.setEditing(true)
      pointAt(inspectIds.values)
      return
    }
    if (await edit.sign()) say(messages.status.signed)
  }

  // The button that was pressed is about to go, and must not take the focus with it.
  function undo(): void {
    pointAt(edit.editing ? inspectIds.values : inspectIds.edit)
    edit.undo()
  }

  return (
    <>
      <div className={styles.bar}>
        <button
          id={inspectIds.edit}
          type="button"
          className={button.button}
          onClick={() => edit.setEditing(!edit.editing)}
        >
          {edit.editing ? <Braces /> : <Pencil />}
          {edit.editing ? words.done : words.edit}
        </button>
        {edit.edited && (
          <button type="button" className={button.button} onClick={undo}>
            <Undo2 />
            {words.undo}
          </button>
        )}
        <button
          type="button"
          className={edit.edited ? button.primary : button.button}
          disabled={edit.key === null}
          onClick={() => void sign()}
        >
          <Stamp />
          {words.sign}
        </button>
        {keys.keys.length > 1 && <WhichKey />}
      </div>
      {edit.edited && edit.made?.draft !== draft && <p className={styles.edited}>{words.changed}</p>}
      <Note />
    </>
  )
}

function WhichKey() {
  const { edit, keys } = useInspectScreen()
  return (
    <label className={styles.with}>
      {words.with}
      <select
        className={card.field}
        value={edit.key?.id ?? ''}
        onChange={(event) => edit.chooseKey(event.target.value)}
      >
        {keys.keys.map((key) => (
          <option key={key.id} value={key.id}>
            {keyName(key)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Why signing is not possible, or was not; else what it does. */
function Note() {
  const { edit, keys } = useInspectScreen()
  if (edit.refused !== null) {
    return (
      <p className={card.error}>
        <RichText>{words.faults[edit.refused]}</RichText>
      </p>
    )
  }
  const check = keys.signature?.keys.find(({ id }) => id === edit.key?.id)
  return (
    <>
      {check?.answer.status === 'does-not-fit' && <p className={card.warning}>{words.needsFit}</p>}
      <p className={card.note}>{edit.key === null ? `${words.needsKey} ${words.note}` : words.note}</p>
    </>
  )
}
