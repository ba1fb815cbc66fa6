import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import { type ExpiryOptions, isOver, startSweeping, unixNow } from './expiry.ts'
import { createOpeningGate, type OpeningGate } from './opening-gate.ts'
import { refuseUnknownStoreOptions } from './option-names.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'
import type { SessionStore } from './store.ts'

export interface EmbeddedStoreOptions extends ExpiryOptions {
  /** The folder; made when it is not there, for this user alone. Default `.clearjar` in the working directory. */
  readonly path?: string
}

/** What is used of the package `lmdb` (its `index.d.ts`). A version is changed only by a write. */
interface Lmdb {
  open(options: {
    readonly path: string
    readonly noSubdir: boolean
    readonly encoding: 'string'
    readonly useVersions: true
    readonly overlappingSync: boolean
  }): Database
}

interface Database {
  getEntry(key: string): Entry | undefined
  getRange(options: RangeOptions): Iterable<Entry & { readonly key: string }>
  /** @param ifVersion the version to be replaced; null: nothing */
  put(key: string, text: string, version: number, ifVersion: number | null): Promise<boolean>
  remove(key: string, ifVersion: number): Promise<boolean>
  on(event: 'beforecommit', listener: () => void): void
  readonly committed: PromiseLike<boolean>
  resetReadTxn(): void
  close(): Promise<void>
}

interface Entry {
  readonly value: string
  readonly version: number
}

interface RangeOptions {
  readonly versions: true
  readonly start?: string
  readonly exclusiveStart?: true
}

/**
 * A version is `expires * STEPS + step`: 33 bits of UNIX seconds, and 20 bits that make it differ from the version
 * before, in the 53 bits that a number holds exactly. So the time needs no place of its own, and a change always shows.
 */
const STEPS = 2 ** 20

/** Milliseconds of sweeping before other work gets its turn. */
const SLICE = 1

/**
 * Keeps texts in a folder, through LMDB (npm package `lmdb`, installed beside this one): it survives restarts, and
 * several processes of one machine may share it. Not for a folder on a network.
 *
 * What `swap` has answered is seen by every process at once, and has been written through to the disk.
 *
 * @param options.sweepEvery default 600
 * @throws SessionMiddlewareError `missing-package`, `invalid-option`; what the file system says of the folder
 */
export function createEmbeddedStore(options: EmbeddedStoreOptions = {}): SessionStore {
  refuseUnknownStoreOptions('createEmbeddedStore()', options, ['path', 'now', 'sweepEvery'])
  const { path = '.clearjar', now = unixNow, sweepEvery = 600 } = options
  const { open } = loadLmdb()
  const folder = makeFolder(path)
  const gate = createOpeningGate(folder)
  const database = gate.open(() =>
    open({
      path: folder,
      noSubdir: false,
      encoding: 'string',
      useVersions: true,
      // A commit is answered when it is on the disk, and closing after one that failed does not wait for ever.
      overlappingSync: false
    })
  )
  // The writes of a turn are one commit, whose promise nobody is given: a full disk would end the process.
  database.on('beforecommit', () => queueMicrotask(() => database.committed.then(undefined, () => {})))
  const stopSweeping = startSweeping(sweepEvery, async (isEnded) => {
    let from: string | undefined
    do {
      from = await sweepSlice(database, gate, from, now())
      await setImmediate(undefined, { ref: false })
    } while (from !== undefined && !isEnded())
  })

  function entryUnder(key: string): Entry | undefined {
    // Without this, what another process wrote during this turn of the event loop would not be seen.
    database.resetReadTxn()
    return database.getEntry(key)
  }

  function textOf(entry: Entry | undefined): string | null {
    return entry === undefined || isOver(expiresOf(entry), now()) ? null : entry.value
  }

  return {
    async read(key) {
      return textOf(entryUnder(key))
    },
    async swap(key, before, after, ttl) {
      // Who finds another version has been overtaken by somebody who wrote, so this ends.
      for (;;) {
        const entry = entryUnder(key)
        if (textOf(entry) !== before) return false
        if (after !== null) {
          const version = nextVersion(now() + ttl, entry)
          if (await written(gate, () => database.put(key, after, version, entry?.version ?? null))) return true
        } else if (entry === undefined || (await written(gate, () => database.remove(key, entry.version)))) return true
      }
    },
    async close() {
      stopSweeping()
      // The last one that closes a folder takes down the locks on which one that opens it may be waiting.
      await gate.write(() => database.close())
    }
  }
}

/** Removes what is over, from `start` on, for a moment. Answers the key after which to go on. */
async function sweepSlice(
  database: Database,
  gate: OpeningGate,
  start: string | undefined,
  now: number
): Promise<string | undefined> {
  const end = performance.now() + SLICE
  const removals: Promise<boolean>[] = []
  let last: string | undefined
  for (const entry of database.getRange({
    versions: true,
    ...(start !== undefined && { start, exclusiveStart: true })
  })) {
    if (isOver(expiresOf(entry), now)) removals.push(written(gate, () => database.remove(entry.key, entry.version)))
    if (performance.now() < end) continue
    last = entry.key
    break
  }
  await Promise.all(removals)
  return last
}

/** The reason of a failed commit is another promise, and would end the process if nobody waited for it. */
async function written(gate: OpeningGate, write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await gate.write(write)
  } catch (error) {
    if (error instanceof Error && 'commitError' in error) await error.commitError
    throw error
  }
}

function expiresOf({ version }: Entry): number {
  return Math.floor(version / STEPS)
}

/** Where there was nothing, the step is random: what was removed a moment ago may have had any. */
function nextVersion(expires: number, entry: Entry | undefined): number {
  const step = entry === undefined ? Math.floor(Math.random() * STEPS) : (entry.version + 1) % STEPS
  return expires * STEPS + step
}

function makeFolder(path: string): string {
  const folder = resolve(path)
  const isNew = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined
  // Sessions do not belong into a repository.
  if (isNew) writeFileSync(join(folder, '.gitignore'), '*\n')
  return folder
}

/** At once, not at the first request: what is missing shows when the application starts. */
function loadLmdb(): Lmdb {
  const require = createRequire(import.meta.url)
  try {
    require.resolve('lmdb')
  } catch (cause) {
    throw new SessionMiddlewareError(
      'missing-package',
      'The embedded store needs a package that is not installed: npm install lmdb. Or give another store.',
      { cause }
    )
  }
  return require('lmdb') as Lmdb
}
