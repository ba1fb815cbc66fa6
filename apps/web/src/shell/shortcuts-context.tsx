import { createContext, use } from 'react'

const ShortcutsContext = createContext(true)

export const ShortcutsProvider = ShortcutsContext.Provider

/** Whether single keys act: a person can turn them off (WCAG 2.1.4). */
export function useShortcutsEnabled(): boolean {
  return use(ShortcutsContext)
}
