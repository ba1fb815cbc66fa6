import { useEffect, useState } from 'react'
import { type ApiReference, readDocument } from './read-document.ts'

export type ReferenceState =
  | { readonly status: 'loading' }
  | { readonly status: 'unreachable' | 'unreadable' }
  | { readonly status: 'ready'; readonly reference: ApiReference }

/** What the API says of itself, asked for when the screen opens, and whenever somebody wants to try again. */
export function useReference(address: string): readonly [state: ReferenceState, retry: () => void] {
  const [state, setState] = useState<ReferenceState>({ status: 'loading' })
  const { status } = state

  useEffect(() => {
    if (status !== 'loading') return undefined
    const stop = new AbortController()
    async function ask(): Promise<void> {
      const loaded = await load(address, stop.signal)
      if (!stop.signal.aborted) setState(loaded)
    }
    void ask()
    return () => stop.abort()
  }, [address, status])

  return [state, () => setState({ status: 'loading' })]
}

async function load(address: string, signal: AbortSignal): Promise<ReferenceState> {
  const response = await fetch(address, { signal }).catch(() => null)
  if (response === null || !response.ok) return { status: 'unreachable' }
  try {
    return { status: 'ready', reference: readDocument(await response.json()) }
  } catch {
    return { status: 'unreadable' }
  }
}
