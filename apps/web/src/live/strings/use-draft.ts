import { useState } from 'react'
import { useLiveScreen } from '../live-context.tsx'

interface Draft {
  readonly name: string
  readonly value: string
}

const empty: Draft = { name: '', value: '' }
const suggestion: Draft = { name: 'string', value: 'hello' }

/** What is being typed. Where there is no session yet, a first string stands ready, so that one press of Save starts one. */
export function useDraft(): Draft & { readonly edit: (change: Partial<Draft>) => void; readonly clear: () => void } {
  const { snapshot } = useLiveScreen()
  const none = snapshot.status === 'absent' || snapshot.status === 'expired'
  const [draft, setDraft] = useState(none ? suggestion : empty)
  const [wasNone, setWasNone] = useState(none)
  if (none !== wasNone) {
    setWasNone(none)
    if (none && draft.name === '' && draft.value === '') setDraft(suggestion)
  }
  return {
    ...draft,
    edit: (change) => setDraft({ ...draft, ...change }),
    clear: () => setDraft(empty)
  }
}
