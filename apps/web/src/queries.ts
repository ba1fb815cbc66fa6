import { QueryClient, focusManager } from '@tanstack/react-query'

/** Server state of one page. Coming back to the page counts as soon as its window has the focus, not only when its tab is shown. */
export function createQueries(): QueryClient {
  focusManager.setEventListener((onFocus) => {
    const listener = (): void => onFocus()
    window.addEventListener('visibilitychange', listener)
    window.addEventListener('focus', listener)
    return () => {
      window.removeEventListener('visibilitychange', listener)
      window.removeEventListener('focus', listener)
    }
  })
  return new QueryClient()
}
