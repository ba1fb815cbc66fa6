import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { RichText } from '../../ui/rich-text.tsx'
import { cx } from '../../ui/cx.ts'
import styles from './answers.module.css'

interface AnswerProps {
  question: string
  word: string
  Icon?: LucideIcon
  tone?: 'ok' | 'bad' | 'time' | 'open'
  children: ReactNode
}

/** One of the three answers: a word, and the reasons for it. */
export function Answer({ question, word, Icon, tone, children }: AnswerProps) {
  return (
    <div className={styles.answer}>
      <dt>{question}</dt>
      <dd>
        <p className={cx(styles.word, tone && styles[tone])}>
          {Icon && <Icon />}
          {word}
        </p>
        {children}
      </dd>
    </div>
  )
}

export function Why({ children, dim }: { children: string; dim?: boolean }) {
  return (
    <p className={cx(styles.why, dim && styles.dim)}>
      <RichText>{children}</RichText>
    </p>
  )
}
