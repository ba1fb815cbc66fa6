import { useSyncExternalStore } from 'react'
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
  const { snapshot, page } = useLiveScreen()
  const { memory } = page
  const { draft: typed } = useSyncExternalStore(memory.subscribe, memory.getSnapshot)
  const none = snapshot.status === 'absent' || snapshot.status === 'expired'
  const draft = typed ?? (none ? suggestion : empty)
  const latest = (): Draft => memory.getSnapshot().draft ?? draft
  return {
    ...draft,
    edit: (change) => memory.update({ draft: { ...latest(), ...change } }),
    clear(sent) {
      const now = latest()
      if (now.name !== sent.name || now.value !== sent.value) return
      // Nothing typed: where the session ends, the first string is ready again.
      memory.update({ draft: now.type === 'string' ? null : { ...empty, type: now.type } })
    }
  }
}
