import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Workers of one run have the same parent. */
const FOLDER = path.join(tmpdir(), `clearjar-playwright-${process.ppid}`)

const claimed: string[] = []

/** Whether no worker of this run has claimed this text before. An empty file stands for it until this worker ends. */
export function claim(text: string): boolean {
  const file = path.join(FOLDER, createHash('sha256').update(text).digest('hex'))
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(file, 'wx'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
  if (claimed.push(file) === 1) process.once('exit', release)
  return true
}

function release(): void {
  for (const file of claimed) rmSync(file, { force: true })
  try {
    rmdirSync(FOLDER)
  } catch {
    // Others have claims there.
  }
}
