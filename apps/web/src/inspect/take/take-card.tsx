import { useId, useState } from 'react'
import { useNow } from '../../hooks/use-now.ts'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { RichText } from '../../ui/rich-text.tsx'
import card from '../card.module.css'
import { Card } from '../card.tsx'
import { CodeBox } from '../code-box.tsx'
import { inspectIds } from '../inspect-ids.ts'
import { useInspectScreen } from '../inspect-context.tsx'
import { isUnknown } from '../signature-status.ts'
import type { TakeAwayFormat } from '../logic/take-away.ts'
import { cannotTravel, takeAway, takeAwayFormats } from '../logic/take-away.ts'
import { Pills } from './pills.tsx'
import styles from './take-card.module.css'
import { isAddress, suggestedUrl, takenCookies } from './taken-cookies.ts'

const words = messages.take

/** The cookie as code for other tools: the pasted one exactly as it was, or the one that was made here. */
export function TakeCard() {
  const { pasted, edit } = useInspectScreen()
  const [format, setFormat] = useState<TakeAwayFormat>('playwright')
  const [typedUrl, setTypedUrl] = useState<string | null>(null)
  const [which, setWhich] = useState<'fresh' | 'pasted'>('fresh')
  const now = useNow(60)
  const { cookie, read } = pasted
  if (cookie === null || read === null || isUnknown(read)) return null

  const made = which === 'fresh' ? edit.made : null
  const url = typedUrl ?? suggestedUrl(cookie)
  const cookies = takenCookies(cookie, made)
  const code = takeAway(format, cookies, { url, now })
  return (
    <Card
      title={words.title}
      tools={
        <Pills
          label={words.label}
          value={format}
          choices={takeAwayFormats}
          names={words.formats}
          onChoose={setFormat}
        />
      }
    >
      <div className={styles.row}>
        <Address url={url} onUrl={setTypedUrl} />
        {edit.made !== null && (
          <Pills
            label={words.which}
            value={which}
            choices={['fresh', 'pasted']}
            names={{ fresh: words.fresh, pasted: words.pasted }}
            onChoose={setWhich}
          />
        )}
      </div>
      <CodeBox
        id={inspectIds.code}
        label={words.code(words.formats[format])}
        copyLabel={words.copy(words.formats[format])}
        what={words.formats[format]}
        text={code}
      />
      {cookies.some(({ value }) => cannotTravel(value)) && <p className={card.warning}>{words.cannotTravel}</p>}
      {read.format !== 'text' && <p className={card.note}>{words.warning}</p>}
    </Card>
  )
}

function Address({ url, onUrl }: { url: string; onUrl: (url: string) => void }) {
  const errorId = useId()
  const bad = !isAddress(url)
  return (
    <label className={styles.url}>
      {words.url}
      <input
        className={card.mono}
        type="text"
        inputMode="url"
        value={url}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={bad}
        aria-describedby={bad ? errorId : undefined}
        onChange={(event) => onUrl(event.target.value)}
      />
      {bad && (
        <span id={errorId} className={card.error}>
          <RichText>{words.urlError}</RichText>
        </span>
      )}
    </label>
  )
}
