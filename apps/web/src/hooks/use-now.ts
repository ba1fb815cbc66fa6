import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

// One interval for the whole page, and none while nothing on it tells time.
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * UNIX seconds, as fine as `step` asks: a component that shows minutes is drawn once a minute.
 *
 * @param step seconds
 */
export function useNow(step = 1): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / 1000 / step) * step)
}
