import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Firefox, startFirefox } from './firefox.ts'

export interface Profile extends AsyncDisposable {
  /** A browser on this profile; it starts with the tabs of the last time, if there was one. */
  launch(): Promise<Firefox>
}

export async function createProfile(program: string, display: string): Promise<Profile> {
  const profile = await mkdtemp(path.join(tmpdir(), 'clearjar-firefox-'))
  let last: Firefox | undefined
  return {
    async launch() {
      return (last = await startFirefox({ program, display, profile, restore: last !== undefined }))
    },
    async [Symbol.asyncDispose]() {
      await last?.[Symbol.asyncDispose]()
      // A process of the browser may still be writing.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    }
  }
}
