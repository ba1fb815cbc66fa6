import type { ReactNode } from 'react'
import { useId } from 'react'
import styles from './card.module.css'

interface CardProps {
  title: string
  /** Buttons beside the title. */
  tools?: ReactNode
  children: ReactNode
}

export function Card({ title, tools, children }: CardProps) {
  const id = useId()
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {tools !== undefined && <div className={styles.right}>{tools}</div>}
      </div>
      {children}
    </section>
  )
}
