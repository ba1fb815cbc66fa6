import type { ReactNode } from 'react'
import { Suspense, useEffect } from 'react'
import { useLocation } from 'wouter'
import { shellMessages as messages } from '../messages/shell.ts'
import { ids } from '../ui/point-at.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import styles from './screen.module.css'

/** Where the focus and the scroll are right already: the browser sets both for the address it loads. */
let arrivedAt = location.pathname

/** One screen: its title, the wait for its code, and what is shown when it breaks. */
export function Screen({ name, children }: { name: keyof typeof messages.screens; children: ReactNode }) {
  const [path] = useLocation()
  return (
    <ErrorBoundary key={path}>
      <Suspense
        fallback={<main id={ids.main} tabIndex={-1} className={styles.loading} data-state="loading" aria-busy="true" />}
      >
        {children}
        <Arrival name={name} path={path} />
      </Suspense>
    </ErrorBoundary>
  )
}

/** Stands behind what was waited for, so that its effect runs once the screen is there. */
function Arrival({ name, path }: { name: keyof typeof messages.screens; path: string }) {
  useEffect(() => {
    document.title = `${messages.screens[name]} · ${messages.product}`
    if (path === arrivedAt) return
    arrivedAt = path
    if (location.hash === '') scrollTo(0, 0)
    document.getElementById(ids.main)?.focus({ preventScroll: true })
  }, [name, path])
  return null
}
