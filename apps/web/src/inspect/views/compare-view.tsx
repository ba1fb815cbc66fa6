import { useMemo } from 'react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import card from '../card.module.css'
import { compare } from '../logic/compare.ts'
import { readPaste } from '../logic/read-paste.ts'
import { recognise } from '../logic/recognise.ts'
import type { Recognised } from '../logic/recognised.ts'
import { PasteBox } from '../paste/paste-box.tsx'
import { segments } from '../paste/segments.ts'
import { useLatest } from '../use-latest.ts'
import { Differences } from './differences.tsx'
import { useVerdict } from './use-verdict.ts'
import views from './views.module.css'

const words = messages.compare

interface CompareViewProps {
  read: Recognised
  text: string
  onText: (text: string) => void
}

/** A second cookie beside the first. */
export function CompareView({ read, text, onText }: CompareViewProps) {
  const cookie = useMemo(() => {
    const { cookies, first } = readPaste(text)
    return (first === null ? null : cookies[first]) ?? null
  }, [text])
  const latest = useLatest(cookie, recognise)
  const verdict = useVerdict(read, latest?.answer ?? null)
  const second = latest !== null && latest.question === cookie ? latest.answer : null
  return (
    <>
      <PasteBox
        id="inspect-second"
        label={words.label}
        placeholder={words.placeholder}
        text={text}
        segments={segments(text, cookie, second)}
        low
        onText={onText}
      />
      <p className={card.note}>{words.note}</p>
      {latest !== null ? (
        <Differences difference={compare(read, latest.answer)} verdict={verdict} />
      ) : (
        <p className={views.lead}>{text.trim() === '' ? words.waiting : cookie === null && words.none}</p>
      )}
    </>
  )
}
