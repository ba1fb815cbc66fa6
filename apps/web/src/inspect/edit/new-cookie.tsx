import { ScanSearch } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import { pointAt } from '../../ui/point-at.ts'
import { RichText } from '../../ui/rich-text.tsx'
import card from '../card.module.css'
import { Card } from '../card.tsx'
import { CodeBox } from '../code-box.tsx'
import { inspectIds } from '../inspect-ids.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { keyName } from '../key-name.ts'
import { readPaste } from '../logic/read-paste.ts'
import { recognise } from '../logic/recognise.ts'
import { formatStamp } from '../moment.ts'
import { newCookieText } from '../new-cookie-text.ts'
import parts from '../parts.module.css'
import { segments } from '../paste/segments.ts'
import type { NewCookie as Made } from '../use-edit.ts'
import { useLatest } from '../use-latest.ts'
import { Meter } from './meter.tsx'
import styles from './new-cookie.module.css'

const words = messages.fresh

/** What signing again made: a second cookie, beside the one that was pasted. */
export function NewCookie() {
  const { made } = useInspectScreen().edit
  return made === null ? null : <Shown key={made.value} made={made} />
}

function Shown({ made }: { made: Made }) {
  const { edit, pasted, say } = useInspectScreen()
  const text = newCookieText(made)

  useEffect(() => {
    document.getElementById(inspectIds.fresh)?.scrollIntoView?.({ block: 'nearest' })
  }, [])

  function inspect(): void {
    pasted.setText(text)
    say(messages.status.inspecting)
    pointAt(inspectIds.paste)
  }

  return (
    <Card
      title={words.title}
      tools={
        <button type="button" className={cx(button.small, card.tool)} onClick={inspect}>
          <ScanSearch />
          {words.inspect}
        </button>
      }
    >
      <p className={styles.made}>
        <RichText>{words.made(formatStamp(made.at), keyName(made.key))}</RichText>
      </p>
      <Coloured text={text} />
      <Meter meter={made.meter} />
      {edit.draft !== made.draft && <p className={card.warning}>{words.stale}</p>}
    </Card>
  )
}

function Coloured({ text }: { text: string }) {
  const cookie = useMemo(() => readPaste(text).cookies[0] ?? null, [text])
  const read = useLatest(cookie, recognise)
  return (
    <CodeBox
      id={inspectIds.fresh}
      label={words.label}
      copyLabel={words.copy}
      what={messages.take.fresh.toLowerCase()}
      text={text}
      dense
    >
      {segments(text, cookie, read?.question === cookie ? read.answer : null).map(({ at, text: piece, kind }) => (
        <span key={at} className={kind === 'around' ? parts.faint : parts[kind]}>
          {piece}
        </span>
      ))}
    </CodeBox>
  )
}
