import { useCallback, useLayoutEffect, useRef } from 'react'

/** Reads the value of the latest drawing from what outlives one, such as a deed of several steps. */
export function useLatest<T>(value: T): () => T {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return useCallback(() => latest.current, [])
}
