import { inspectMessages as messages } from '../../messages/inspect.ts'
import card from '../card.module.css'
import { useInspectScreen } from '../inspect-context.tsx'

const words = messages.paste

/** What was undone to get at the cookies, and what no cookie was found in. */
export function Mended() {
  const { state, pasted } = useInspectScreen()
  const { kind, unread } = pasted.paste
  // Of `name=value` it needs no saying.
  const mended = pasted.paste.mended.filter((mend) => mend !== 'name' || kind !== 'pair')
  if (state === 'empty') return <p className={card.note}>{words.hint}</p>
  const skipped = [...new Set(unread.map(({ why }) => why))]
  const sentences = [...mended.map((mend) => words.mended[mend]), ...skipped.map((why) => words.unread[why])]
  if (sentences.length === 0) return null
  return <p className={card.note}>{sentences.join(' ')}</p>
}
