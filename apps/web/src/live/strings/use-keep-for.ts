import { useState } from 'react'
import { useLiveScreen } from '../live-context.tsx'

export interface KeepForChoice {
  readonly permanent: boolean
  /** True while the choice waits for a session to begin. */
  readonly pending: boolean
  /** What to send along with the next string; null where the session has its own setting already. */
  readonly forSave: boolean | null
  readonly choose: (permanent: boolean) => void
}

/** How long the session is kept: the server's setting while there is one, this page's wish for the next one until then. */
export function useKeepFor(): KeepForChoice {
  const { answer, deeds } = useLiveScreen()
  const [wish, setWish] = useState(true)
  const report = answer?.report
  if (report?.status !== 'present') return { permanent: wish, pending: true, forSave: wish, choose: setWish }
  return {
    permanent: report.permanent,
    pending: false,
    forSave: null,
    choose(permanent) {
      setWish(permanent)
      void deeds.keep(permanent)
    }
  }
}
