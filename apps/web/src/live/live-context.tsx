import { createContext, use } from 'react'
import type { Live } from './use-live.ts'

const LiveContext = createContext<Live | null>(null)

export const LiveProvider = LiveContext.Provider

/** The state of the Live screen and what can be done on it. */
export function useLiveScreen(): Live {
  const live = use(LiveContext)
  if (!live) throw new Error('useLiveScreen needs a LiveProvider above it')
  return live
}
