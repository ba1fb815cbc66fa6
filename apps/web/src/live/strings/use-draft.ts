import { useState } from 'react'
import type { EditableType } from '../../logic/typed-value.ts'
import { useLiveScreen } from '../live-context.tsx'

export interface Draft {
  readonly name: string
  readonly type: EditableType
  readonly value: string
}

const empty: Draft = { name: '', type: 'string', value: '' }
const suggestion: Draft = { name: 'string', type: 'string', value: 'hello' }

interface DraftChanges {
  readonly edit: (change: Partial<Draft>) => void
  /** Empties the form, unless something else has been typed since that was sent; the next value is of the same type. */
  readonly clear: (sent: Pick<Draft, 'name' | 'value'>) => void
}

/** What is being typed. Where there is no session yet, a first string stands ready, so that one press of Save starts one. */
export function useDraft(): Draft & DraftChanges {
  const { snapshot } = useLiveScreen()
  const none = snapshot.status === 'absent' || snapshot.status === 'expired'
  const [draft, setDraft] = useState(none ? suggestion : empty)
  const [wasNone, setWasNone] = useState(none)
  if (none !== wasNone) {
    setWasNone(none)
    if (none && draft.name === '' && draft.value === '') setDraft(suggestion)
    // It was begun by something else than this form.
    if (!none && draft === suggestion) setDraft(empty)
  }
  return {
    ...draft,
    edit: (change) => setDraft((latest) => ({ ...latest, ...change })),
    clear: (sent) =>
      setDraft((latest) =>
        latest.name === sent.name && latest.value === sent.value ? { ...empty, type: latest.type } : latest
      )
  }
}
