import { SessionProvider } from '@clearjar/browser/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { Live } from './live/live.tsx'
import type { Page } from './live/use-live.ts'
import { messages } from './messages.ts'
import { createQueries } from './queries.ts'
import styles from './app.module.css'
import { ErrorBoundary } from './shell/error-boundary.tsx'
import { ids } from './ui/point-at.ts'

export function App({ page }: { page: Page }) {
  const [queries] = useState(createQueries)
  return (
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        <SessionProvider client={page.client}>
          <a className={styles.skip} href={`#${ids.main}`}>
            {messages.skip}
          </a>
          <Live page={page} />
        </SessionProvider>
      </QueryClientProvider>
    </ErrorBoundary>
  )
}
