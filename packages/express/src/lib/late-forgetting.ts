import { setTimeout } from 'node:timers'

/**
 * Ends sessions where they were kept before they were imported, a little later: requests that are under way still
 * carry the old cookie, and should find what it names.
 */
export interface LateForgetting {
  /** @param failed is called when it could not be done; the record is left to expire */
  add(forget: () => Promise<void>, failed: () => void): void
  /** Does now what is still to do. */
  flush(): Promise<void>
}

const GRACE_MS = 10_000

export function createLateForgetting(): LateForgetting {
  const waiting = new Map<() => Promise<void>, NodeJS.Timeout>()
  const run = async (act: () => Promise<void>): Promise<void> => {
    clearTimeout(waiting.get(act))
    waiting.delete(act)
    await act()
  }
  return {
    add(forget, failed) {
      const act = () => forget().catch(failed)
      waiting.set(act, setTimeout(() => void run(act), GRACE_MS).unref())
    },
    async flush() {
      await Promise.all([...waiting.keys()].map(run))
    }
  }
}
