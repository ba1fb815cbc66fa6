import type { TabLockManager } from './tab-platform.ts'

export interface TabLocks {
  /** Holds the lock of this tab; false when another document still holds it after `patience` ms. A slow browser is waited for. */
  hold(id: string, patience: number): Promise<boolean>
  /** Calls back when that tab no longer holds its lock: its document has gone, however it went. */
  watch(id: string, gone: () => void): void
  /** The tabs that hold their lock now. */
  held(): Promise<Set<string>>
}

/**
 * One exclusive Web Lock per open tab. The others wait for it in shared mode, so that they are let in together and are
 * never taken for the tab itself.
 *
 * @param signal lets go of what is held and gives up what is waited for
 */
export function createTabLocks(locks: TabLockManager, prefix: string, signal: AbortSignal): TabLocks {
  /** Held while a request for it waits: held by another document. One that is only slow to come is either held or waited for. */
  async function isTaken(name: string): Promise<boolean> {
    const { held = [], pending = [] } = await locks.query()
    const isFor = (lock: LockInfo): boolean => lock.name === name && lock.mode === 'exclusive'
    return held.some(isFor) && pending.some(isFor)
  }

  return {
    hold(id, patience) {
      const waiting = new AbortController()
      const giveUp = (): void => waiting.abort()
      return new Promise<boolean>((resolve, reject) => {
        const timer = setInterval(() => void isTaken(prefix + id).then((taken) => taken && giveUp(), giveUp), patience)

        function granted(): Promise<void> | void {
          clearInterval(timer)
          if (signal.aborted) return
          resolve(true)
          return new Promise((release) => signal.addEventListener('abort', () => release()))
        }

        signal.addEventListener('abort', giveUp)
        waiting.signal.addEventListener('abort', () => clearInterval(timer))
        locks.request(prefix + id, { signal: waiting.signal }, granted).then(
          () => resolve(false),
          (error: unknown) => {
            clearInterval(timer)
            if (waiting.signal.aborted) resolve(false)
            else reject(error)
          }
        )
      })
    },

    watch(id, gone) {
      // Rejected when given up: then nobody waits for the answer.
      locks.request(prefix + id, { mode: 'shared', signal }, gone).catch(() => {})
    },

    async held() {
      const { held = [] } = await locks.query()
      const names = held.filter(({ mode }) => mode === 'exclusive').map(({ name = '' }) => name)
      return new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)))
    }
  }
}
