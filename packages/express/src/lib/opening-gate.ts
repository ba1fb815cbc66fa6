import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Keeps apart the processes that open a folder and those that write there; any number may do the same at once. */
export interface OpeningGate {
  /** Opens when nobody else writes. Waits for that with the whole process, for as long as a commit takes. */
  open<Opened>(open: () => Opened): Opened
  /** Writes when nobody else opens. */
  write<Written>(write: () => Promise<Written>): Promise<Written>
}

type Deed = 'opening' | 'writing'

/** Milliseconds after which a mark is that of a process which is gone, or might as well be: nothing takes that long. */
const LONGEST = 5_000

/** Milliseconds between two looks of somebody who waits. */
const PAUSE = 2

/** Milliseconds of writing until others who want to open get their turn. */
const TURN = 20

/** Process ids are told apart by the machine, as containers may share a folder. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/**
 * A process that opens an LMDB folder notes there which transaction is the last one, from what it read a moment before
 * (`mdb_env_open2` of the package `lmdb`), and a commit of another process in between is written over by the next. So
 * whoever does one of the two leaves a mark, an empty file in that folder, and only then looks for marks of the other:
 * of two that come at once, one sees the other. Within one process `lmdb` opens a folder once.
 *
 * @param folder that is there
 */
export function createOpeningGate(folder: string): OpeningGate {
  const name = `${machine}-${process.pid}-${randomBytes(4).toString('hex')}`
  let writes = 0
  let lookedAt = 0

  /** Also once more: it is as old as the last time. */
  function mark(deed: Deed): void {
    writeFileSync(join(folder, `${deed}-${name}`), '')
  }

  function unmark(deed: Deed): void {
    rmSync(join(folder, `${deed}-${name}`), { force: true })
  }

  function isAnother(deed: Deed): boolean {
    return readdirSync(folder).some((file) => file.startsWith(`${deed}-`) && isOfAnother(folder, file))
  }

  function mayWrite(): boolean {
    const now = Date.now()
    // Who came after the mark waits until it is gone, so another look is not for safety, but lets them have their turn.
    if (writes > 0 && now - lookedAt < TURN) return true
    mark('writing')
    lookedAt = now
    if (!isAnother('opening')) return true
    lookedAt = 0
    if (writes === 0) unmark('writing')
    return false
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
      while (!mayWrite()) {
        do await setTimeout(PAUSE)
        while (isAnother('opening'))
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

/** Whether the mark is that of another process which is still at it. What a dead one left is removed. */
function isOfAnother(folder: string, file: string): boolean {
  const path = join(folder, file)
  const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  if (since === undefined) return false
  const [, host = '', pid = ''] = file.split('-')
  const isHere = host === machine
  if (Date.now() - since >= LONGEST || (isHere && !isAlive(Number(pid)))) {
    rmSync(path, { force: true })
    return false
  }
  return !isHere || Number(pid) !== process.pid
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
