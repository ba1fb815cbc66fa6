import type { TabLockManager } from './tab-platform.ts'

export interface TabLocks {
  /** Holds the lock of this tab; false when it could not be had within `patience` ms. */
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
  return {
    hold(id, patience) {
      return new Promise((resolve) => {
        function granted(): Promise<void> | void {
          if (signal.aborted) return
          resolve(true)
          return new Promise((release) => signal.addEventListener('abort', () => release()))
        }
        const request = locks.request(prefix + id, { signal: AbortSignal.timeout(patience) }, granted)
        void request.catch(() => {}).then(() => resolve(false))
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
