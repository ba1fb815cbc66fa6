import { useEffect, useEffectEvent, useState } from 'react'

export interface Loading<T> {
  readonly status: 'loading' | 'failed' | 'loaded'
  /** What was loaded before stays until the next is there. */
  readonly value: T | null
}

type Key = string | number | null

/**
 * Loads something when the screen needs it, and again for each other key.
 *
 * @param key what the value depends on; null: nothing is loaded
 */
export function useLoad<T>(key: Key, load: (signal: AbortSignal) => Promise<T>): Loading<T> {
  const [done, setDone] = useState<Loading<T> & { readonly key: Key }>({ key: null, status: 'loading', value: null })
  const start = useEffectEvent(load)
  useEffect(() => {
    if (key === null) return
    const stop = new AbortController()
    const settle = async (): Promise<void> => {
      const [result] = await Promise.allSettled([start(stop.signal)])
      if (stop.signal.aborted) return
      if (result.status === 'fulfilled') setDone({ key, status: 'loaded', value: result.value })
      else setDone(({ value }) => ({ key, status: 'failed', value }))
    }
    void settle()
    return () => stop.abort()
  }, [key])
  return done.key === key ? done : { status: 'loading', value: done.value }
}
