import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { Deeds } from '../live/deeds.ts'
import type { Live } from '../live/use-live.ts'
import type { Frame } from './journal.ts'

export interface LookBack {
  /** The screen as it was, with deeds that do nothing; the living one while nobody looks back. */
  readonly shown: Live
  /** When that was, milliseconds since the epoch; null: now. */
  readonly at: number | null
}

/** Shows the moment of an event, read-only, until the journal looks at now again, or Esc. */
export function useLookBack(live: Live): LookBack {
  const { journal } = live.page
  const { looking, own } = useSyncExternalStore(journal.subscribe, journal.getSnapshot)
  const frame = looking === null ? undefined : journal.frame(looking)
  const past = useMemo(() => (frame === undefined ? null : still(frame)), [frame])
  const at = past === null ? null : (own.find(({ id }) => id === looking)?.at ?? null)

  const isLooking = past !== null
  useEffect(() => {
    if (!isLooking) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open]')) journal.look(null)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isLooking, journal])

  return { shown: past ?? live, at }
}

const idle = async (): Promise<void> => {}

const inert: Deeds = {
  save: async () => null,
  remove: idle,
  keep: idle,
  clear: idle,
  bind: idle,
  set: idle,
  keepOnServer: idle,
  keepCopy: () => {},
  replay: idle,
  dropCopy: () => {},
  revoke: idle,
  end: idle,
  prove: () => {},
  reset: idle,
  deleteHere: idle,
  changeByte: idle,
  putBack: idle,
  keepAlive: idle,
  look: idle,
  ask: idle,
  tell: () => {},
  round: () => 0
}

/** The frame as a screen that nothing moves. */
function still({ live, board, letGo }: Frame): Live {
  const { page, steps } = live
  const closings = { letGo, news: null }
  return {
    ...live,
    busy: false,
    deeds: inert,
    steps: { ...steps, finish: () => {} },
    page: {
      ...page,
      board: { ...page.board, ...frozen(board) },
      closings: frozen(closings)
    }
  }
}

function frozen<T>(snapshot: T): { readonly getSnapshot: () => T; readonly subscribe: () => () => void } {
  return { getSnapshot: () => snapshot, subscribe: () => () => {} }
}
