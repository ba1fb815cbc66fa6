import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Keeps apart the processes that open a folder and those that write there; any number may do the same at once. */
export interface OpeningGate {
  /** Opens when no other process writes. Waits with the whole process until none does, which is a commit's time. */
  open<Opened>(open: () => Opened): Opened
  /** Writes when no other process opens, in the order of the calls; in this turn of the event loop if none does. */
  write<Written>(write: () => Promise<Written>): Promise<Written>
}

type Deed = 'opening' | 'writing'

/** Milliseconds after which a mark counts as left behind. No opening takes that long, and no commit that succeeds. */
const LONGEST = 10_000

/** Milliseconds between two looks of somebody who waits. */
const PAUSE = 2

/** Milliseconds of writing until others who want to open get their turn. */
const TURN = 20

/** A file of ours, whatever else is in the folder: what is done, where processes have one set of numbers, and which one. */
const MARK = /^clearjar-(?<deed>opening|writing)-(?<space>[0-9a-f]{8})-(?<pid>\d+)-[0-9a-f]{8}$/

const space = createHash('sha256').update(`${hostname()} ${numbering()}`).digest('hex').slice(0, 8)

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * A process that opens an LMDB folder notes there which transaction is the last one, from what it read a moment before
 * (`mdb_env_open2` of the package `lmdb`), and a commit of another process in between is written over by the next. So
 * whoever does one of the two leaves a mark, an empty file in that folder, and only then looks for marks of the other:
 * of two that come at once, one sees the other. Within one process `lmdb` opens a folder once.
 *
 * In a folder that has been removed nobody can open anything, and what is open goes on.
 */
export function createOpeningGate(folder: string): OpeningGate {
  const name = `${space}-${process.pid}-${randomBytes(4).toString('hex')}`
  let writes = 0
  let lookedAt = 0
  let waiting: Promise<void> | undefined

  /** Again: renews the mark, whose age counts from the last time. */
  function mark(deed: Deed): void {
    unlessGone(() => writeFileSync(join(folder, `clearjar-${deed}-${name}`), ''))
  }

  function unmark(deed: Deed): void {
    remove(join(folder, `clearjar-${deed}-${name}`))
  }

  function isAnother(deed: Deed): boolean {
    const files = unlessGone(() => readdirSync(folder)) ?? []
    return files.some((file) => isOfAnother(folder, file, deed))
  }

  function mayWrite(): boolean {
    // Who came after the mark waits until it is gone, so another look is not for safety, but lets them have their turn.
    if (writes > 0 && performance.now() - lookedAt < TURN) return true
    if (writes === 0) mark('writing')
    let may = false
    try {
      may = !isAnother('opening')
    } finally {
      if (!may && writes === 0) unmark('writing')
    }
    if (may && writes > 0) mark('writing')
    lookedAt = may ? performance.now() : 0
    return may
  }

  async function wait(): Promise<void> {
    do await setTimeout(PAUSE)
    while (isAnother('opening'))
  }

  return {
    open(open) {
      mark('opening')
      try {
        while (isAnother('writing')) {
          Atomics.wait(sleeper, 0, 0, PAUSE)
          mark('opening')
        }
        return open()
      } finally {
        unmark('opening')
      }
    },
    async write(write) {
      // While one waits, the others do not look: it does so for all.
      while (waiting !== undefined || !mayWrite()) {
        waiting ??= wait().finally(() => (waiting = undefined))
        await waiting
      }
      writes += 1
      try {
        return await write()
      } finally {
        writes -= 1
        if (writes === 0) unmark('writing')
      }
    }
  }
}

/** Whether the file is the mark of another process which is still at it. What a dead one left is removed. */
function isOfAnother(folder: string, file: string, deed: Deed): boolean {
  const mark = MARK.exec(file)?.groups
  if (mark?.['deed'] !== deed) return false
  const path = join(folder, file)
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (since === undefined) return false
  const isHere = mark['space'] === space
  const pid = Number(mark['pid'])
  // A clock may have been set back.
  if (Math.abs(Date.now() - since) > LONGEST || (isHere && !isAlive(pid))) {
    remove(path)
    return false
  }
  return !isHere || pid !== process.pid
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** What cannot be removed grows old. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {}
}

function unlessGone<Answer>(ask: () => Answer): Answer | undefined {
  try {
    return ask()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Containers may have one name, one folder and each its own process 1. */
function numbering(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
