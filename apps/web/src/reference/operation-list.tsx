import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { referenceMessages as messages } from '../messages/reference.ts'
import { Method } from './method.tsx'
import styles from './operation-list.module.css'
import type { Group } from './read-document.ts'

/** Beside the operations it stands open; above them it would be in the way. */
export function OperationList({ groups }: { groups: readonly Group[] }) {
  const [isBeside] = useState(() => window.matchMedia?.('(min-width: 1181px)').matches ?? true)
  return (
    <nav className={styles.list} aria-label={messages.operations}>
      <details open={isBeside}>
        <summary>
          <ChevronRight />
          {messages.operations}
        </summary>
        {groups.map(({ name, operations }) => (
          <div key={name}>
            <p aria-hidden="true">{name}</p>
            <ul aria-label={name}>
              {operations.map(({ id, method, path }) => (
                <li key={id}>
                  <a href={`#${id}`}>
                    <Method>{method}</Method> <code>{path}</code>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
        <a href="#shapes">{messages.shapes}</a>
      </details>
    </nav>
  )
}
