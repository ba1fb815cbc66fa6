import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Workers of one run have the same parent. */
const FOLDER = path.join(tmpdir(), `clearjar-playwright-${process.ppid}`)

const claimed = new Set<string>()

/** Milliseconds. What was signed longer ago is not signed again. */
const KEPT = 60_000

/** Whether no worker of this run has claimed this text before. An empty file stands for it. */
export function claim(text: string): boolean {
  const file = path.join(FOLDER, createHash('sha256').update(text).digest('hex'))
  if (claimed.has(file)) return false
  claimed.add(file)
  if (claimed.size === 1) process.once('exit', release)
  try {
    mkdirSync(FOLDER, { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'wx'))
  } catch (error) {
    // Where nothing can be written, the workers do not know of each other.
    return !(error instanceof Error && 'code' in error && error.code === 'EEXIST')
  }
  return true
}

/** What is young stays for the worker that takes the place of this one, and goes with the system's other temporary files. */
function release(): void {
  try {
    for (const file of claimed) if (Date.now() - statSync(file).mtimeMs > KEPT) rmSync(file)
    rmdirSync(FOLDER)
  } catch {
    // Others have claims there.
  }
}
