import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { ConfigError } from './config-error.ts'

/**
 * The secret of a server that was given none: made once, then reused, so that a restart keeps sessions. Only the
 * owner may read it. Of two servers that start at once, one makes it and both use it.
 */
export function makeOrReadSecret(folder: string): string {
  const file = path.join(folder, 'session-secret')
  const secret = read(file) ?? make(folder, file)
  if (secret === '') throw new ConfigError(`${file} is empty. Delete it, and the next start makes a new one.`)
  return secret
}

function make(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  try {
    // A link appears whole or not at all, and never replaces what another server put there.
    linkSync(draft, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(file, 'utf8')
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
