import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'

interface Props {
  readonly children: ReactNode
  /** Holds the place until it is there. */
  readonly place?: ReactNode
  /** Stands there instead if it cannot be loaded, or breaks. */
  readonly missing?: ReactNode
}

/** A part that is loaded after the screen, which can be without it. */
export function Later({ children, place = null, missing = null }: Props) {
  return (
    <ErrorBoundary fallback={missing}>
      <Suspense fallback={place}>{children}</Suspense>
    </ErrorBoundary>
  )
}
