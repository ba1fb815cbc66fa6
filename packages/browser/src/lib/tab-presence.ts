import { createTabLocks } from './tab-locks.ts'
import type { TabChannel, TabLockManager } from './tab-platform.ts'

// The old document of a reload lets go of the lock in `pagehide`; whoever holds it longer is another tab.
const lockPatience = 200
// A reloading tab is gone for a moment; less than the half second within which a closed one has to be seen.
const reloadTime = 250

/** Only nudges: what is true the locks tell. */
type TabMessage = { readonly type: 'opened'; readonly id: string } | { readonly type: 'closing'; readonly id: string }

interface Peer {
  watched: boolean
  /** Milliseconds since the epoch. */
  missingSince: number | undefined
}

export interface TabPresenceOptions {
  readonly name: string
  readonly mark: string
  /** Other tabs that were open when this one was last present. */
  readonly known: readonly string[]
  readonly locks: TabLockManager
  readonly channel: TabChannel
  /** Called when another open tab has this mark: it was copied with the storage. Answers with a new one. */
  readonly replaceMark: () => string
  readonly opened: (id: string) => void
  readonly closed: (id: string, closedAt: number) => void
  /** Called once, when those that are open were met, or never will be. */
  readonly settled: () => void
}

/** Shows this tab to the others and watches them, until the returned function is called. */
export function joinTabs(options: TabPresenceOptions): () => void {
  const { name, known, locks, channel, replaceMark, opened, closed, settled } = options
  const presence = new AbortController()
  const { signal } = presence
  const tabLocks = createTabLocks(locks, `${name}-tab:`, signal)
  const peers = new Map<string, Peer>(known.map((id) => [id, { watched: false, missingSince: undefined }]))
  let { mark } = options

  async function arrive(): Promise<void> {
    await takeLock()
    if (signal.aborted) return
    say('opened')
    await look()
  }

  async function takeLock(): Promise<void> {
    if ((await tabLocks.hold(mark, lockPatience)) || signal.aborted) return
    mark = replaceMark()
    await takeLock()
  }

  async function look(): Promise<void> {
    const held = await tabLocks.held()
    if (signal.aborted) return
    held.delete(mark)
    for (const id of held) meet(id)
    for (const [id, peer] of peers) if (!held.has(id)) miss(id, peer)
  }

  function meet(id: string): void {
    const peer = peers.get(id) ?? { watched: false, missingSince: undefined }
    if (!peers.has(id)) {
      peers.set(id, peer)
      opened(id)
    }
    peer.missingSince = undefined
    if (peer.watched) return
    peer.watched = true
    tabLocks.watch(id, () => {
      peer.watched = false
      lookAgain()
    })
  }

  function miss(id: string, peer: Peer): void {
    if (peer.missingSince !== undefined) return
    const since = (peer.missingSince = Date.now())
    const timer = setTimeout(() => {
      if (peer.missingSince !== since) return
      peers.delete(id)
      closed(id, since)
    }, reloadTime)
    signal.addEventListener('abort', () => clearTimeout(timer))
  }

  function lookAgain(): void {
    look().catch(stayAlone)
  }

  function say(type: TabMessage['type']): void {
    channel.postMessage({ type, id: mark } satisfies TabMessage)
  }

  channel.addEventListener('message', lookAgain, { signal })
  void arrive()
    .catch(stayAlone)
    .then(() => signal.aborted || settled())

  return () => {
    say('closing')
    channel.close()
    presence.abort()
  }
}

/** Web Locks, LockManager: a document that is being left, or may not use storage, is refused. */
function stayAlone(): void {}
