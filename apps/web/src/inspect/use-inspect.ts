import { useState } from 'react'
import type { Page } from '../live/use-live.ts'
import type { EditState } from './use-edit.ts'
import { useEdit } from './use-edit.ts'
import type { KeysState } from './use-keys.ts'
import { useKeys } from './use-keys.ts'
import type { PasteState } from './use-paste.ts'
import { usePaste } from './use-paste.ts'

type InspectState = 'empty' | 'reading' | 'read' | 'unreadable'

/** All that this screen needs of the page: no server, and nobody who talks to one. */
export type InspectPage = Pick<Page, 'client'>

/** What the screen shows and does: what was pasted, the keys, the edits, and what was said last. */
export interface Inspect {
  readonly state: InspectState
  readonly busy: boolean
  readonly pasted: PasteState
  readonly keys: KeysState
  readonly edit: EditState
  readonly page: InspectPage
  /** What the person’s last act came to; null once something else was pasted. */
  readonly said: string | null
  readonly say: (sentence: string | null) => void
}

export function useInspect(page: InspectPage): Inspect {
  const paste = usePaste()
  const keys = useKeys(paste.read)
  const edit = useEdit(paste, keys)
  const [said, say] = useState<string | null>(null)
  const pasted: PasteState = {
    ...paste,
    setText: (text) => {
      paste.setText(text)
      say(null)
    }
  }
  return { state: stateOf(paste), busy: !paste.current || keys.checking, pasted, keys, edit, page, said, say }
}

function stateOf({ text, cookie, read }: PasteState): InspectState {
  if (text.trim() === '') return 'empty'
  if (cookie === null) return 'unreadable'
  return read === null ? 'reading' : 'read'
}
