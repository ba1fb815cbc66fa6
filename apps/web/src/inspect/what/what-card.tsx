import { Link, ScanSearch } from 'lucide-react'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import button from '../../ui/button.module.css'
import { cx } from '../../ui/cx.ts'
import { RichText } from '../../ui/rich-text.tsx'
import card from '../card.module.css'
import { Card } from '../card.tsx'
import { useInspectScreen } from '../inspect-context.tsx'
import { linkFor } from '../logic/link.ts'
import type { Recognised } from '../logic/recognised.ts'
import { useCopy } from '../use-copy.ts'
import { Views } from '../views/views.tsx'
import { AgeAnswer } from './age-answer.tsx'
import styles from './answers.module.css'
import { FormatAnswer } from './format-answer.tsx'
import { Damage, Facts } from './notes.tsx'
import { NothingYet } from './nothing-yet.tsx'
import { SignatureAnswer } from './signature-answer.tsx'

const words = messages.what

export function WhatCard() {
  const { state, pasted } = useInspectScreen()
  const { read } = pasted
  if (read === null || state !== 'read') {
    return (
      <Card title={words.title}>
        {state === 'unreadable' ? (
          <p className={card.empty}>
            <ScanSearch />
            <RichText>{words.unreadable}</RichText>
          </p>
        ) : (
          <NothingYet />
        )}
      </Card>
    )
  }
  return (
    <Card title={words.title} tools={<CopyLink read={read} />}>
      <dl className={styles.answers}>
        <FormatAnswer read={read} />
        <SignatureAnswer read={read} />
        <AgeAnswer read={read} />
      </dl>
      <Damage read={read} />
      <Facts read={read} />
      <Views read={read} />
    </Card>
  )
}

/** The cookie goes into the fragment, which browsers send to nobody; there is no way for a key to get in. */
function CopyLink({ read }: { read: Recognised }) {
  const { pasted } = useInspectScreen()
  const copy = useCopy()
  const link = (): string =>
    location.origin + location.pathname + linkFor({ ...(pasted.cookie ?? read), signature: read.signatureCookie })
  return (
    <button
      type="button"
      className={cx(button.small, card.tool)}
      onClick={() => void copy(link(), `${words.linkCopied}. ${words.linkNote}`, null)}
    >
      <Link />
      {words.link}
    </button>
  )
}
