import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What a browser keeps on disk. A browser that was quit starts again on it. */
export interface Profile extends AsyncDisposable {
  readonly folder: string
  /**
   * What Chromium notes about itself in its first ten seconds, after which it keeps the cookies that end with the
   * browser, should it be killed. For one that was killed sooner.
   */
  noteKill(): Promise<void>
}

export async function createProfile(): Promise<Profile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clearjar-browser-'))
  const preferences = path.join(folder, 'Default', 'Preferences')
  // Chromium restores nothing into a profile that had no preferences when it started.
  await mkdir(path.dirname(preferences))
  await writeFile(preferences, '{}')
  return {
    folder,
    async noteKill() {
      const noted = JSON.parse(await readFile(preferences, 'utf8')) as { readonly profile?: object }
      await writeFile(preferences, JSON.stringify({ ...noted, profile: { ...noted.profile, exit_type: 'Crashed' } }))
    },
    async [Symbol.asyncDispose]() {
      // A process of the browser may still be writing.
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    }
  }
}
