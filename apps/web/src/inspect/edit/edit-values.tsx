import { inspectMessages as messages } from '../../messages/inspect.ts'
import { RichText } from '../../ui/rich-text.tsx'
import card from '../card.module.css'
import { inspectIds } from '../inspect-ids.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import styles from './edit.module.css'
import type { JsonFault } from './json-fault.ts'
import { jsonFault } from './json-fault.ts'

const words = messages.edit

/** The values as JSON, to be changed. What is typed here changes no cookie. */
export function EditValues() {
  const { edit } = useInspectScreen()
  const draft = edit.draft ?? ''
  const fault = edit.edited ? jsonFault(draft) : null
  return (
    <>
      <textarea
        id={inspectIds.values}
        className={styles.editor}
        aria-label={words.label}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? 'inspect-values-hint' : 'inspect-values-fault inspect-values-hint'}
        value={draft}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => edit.setDraft(event.target.value)}
      />
      {fault !== null && (
        <p id="inspect-values-fault" className={card.error}>
          <RichText>{say(fault)}</RichText>
        </p>
      )}
      <p id="inspect-values-hint" className={card.note}>
        <RichText>{words.hint}</RichText>
      </p>
    </>
  )
}

function say(fault: JsonFault): string {
  if (fault.why === 'not-an-object') return words.notObject
  return fault.at === null ? words.bad : words.badAt(fault.at.line, fault.at.column)
}
