import { jsonTextTokens, mayReorder, readableJson } from '../../logic/json-text.ts'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { CodeBox } from '../code-box.tsx'
import { inspectIds } from '../inspect-ids.ts'
import type { Recognised } from '../logic/recognised.ts'
import { prettyJson } from '../pretty-json.ts'
import card from '../card.module.css'
import styles from './tree.module.css'
import views from './views.module.css'

const words = messages.views
const looks = { name: styles.key, string: styles.string, other: styles.other }

/** The text of the payload: every name, number and escape as it is. */
export function JsonView({ read }: { read: Recognised }) {
  if (read.payload.status !== 'json') return <p className={views.lead}>{words.noJson}</p>
  const json = prettyJson(read.payload.json)
  return (
    <>
      <CodeBox id={inspectIds.json} label={words.jsonText} copyLabel={words.copyJson} what={words.jsonText} text={json}>
        {jsonTextTokens(readableJson(json)).map(({ kind, text, at }) => (
          <span key={at} className={looks[kind]}>
            {mayReorder(text) ? <bdi dir="ltr">{text}</bdi> : text}
          </span>
        ))}
      </CodeBox>
      <p className={card.note}>{words.jsonIs}</p>
    </>
  )
}
