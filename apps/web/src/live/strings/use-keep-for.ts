import { useSyncExternalStore } from 'react'
import { useLiveScreen } from '../live-context.tsx'

export interface KeepForChoice {
  readonly permanent: boolean
  /** True while the choice waits for a session to begin. */
  readonly pending: boolean
  /** What to send along with the next string; null where the session has its own setting already. */
  readonly forSave: boolean | null
  /** @param lifetime seconds; null until the browser closes */
  readonly choose: (lifetime: number | null) => void
}

/** How long the session is kept: the server's setting while there is one, this page's wish for the next one until then. */
export function useKeepFor(): KeepForChoice {
  const { answer, deeds, page } = useLiveScreen()
  const { memory } = page
  const { keep: wish } = useSyncExternalStore(memory.subscribe, memory.getSnapshot)
  const report = answer?.report
  const pending = report?.status !== 'present'
  const permanent = pending ? wish : report.permanent
  return {
    permanent,
    pending,
    forSave: pending ? wish : null,
    choose(lifetime) {
      memory.update({ keep: lifetime !== null })
      if (lifetime !== null && lifetime !== report?.clocks.lifetime) void deeds.set({ lifetime })
      if (!pending && permanent !== (lifetime !== null)) void deeds.keep(lifetime !== null)
    }
  }
}
