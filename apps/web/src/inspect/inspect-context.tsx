import { createContext, use } from 'react'
import type { Inspect } from './use-inspect.ts'

const InspectContext = createContext<Inspect | null>(null)

export const InspectProvider = InspectContext.Provider

/** What the Inspect screen is about, for any part of it. */
export function useInspectScreen(): Inspect {
  const inspect = use(InspectContext)
  if (inspect === null) throw new Error('Parts of the Inspect screen stand inside of <InspectProvider>')
  return inspect
}
