// `npm test`: unit tests, then the whole story in a real browser. `--e2e` leaves the unit tests out; what follows goes to Playwright.
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { findBrowser, findHeadlessShell } from './find-browser.mjs'
import { build, ensureInstalled, root, run, tool } from './project.mjs'

const args = process.argv.slice(2)
const onlyEndToEnd = args[0] === '--e2e'

await ensureInstalled()
// Asked first: without a browser there is no result, and nobody should wait for that.
const browser = await findBrowser()
if (!onlyEndToEnd) await run(tool('vitest'), ['run'])
await build()
const playwright = path.join(root, 'node_modules/@playwright/test/cli.js')
await run(
  process.execPath,
  ['--conditions=@clearjar/source', playwright, 'test', ...args.slice(onlyEndToEnd ? 1 : 0)],
  {
    env: {
      CLEARJAR_BROWSER: browser,
      CLEARJAR_HEADLESS_SHELL: await findHeadlessShell(browser),
      TMPDIR: temporaryFolder()
    }
  }
)

/**
 * Profiles and session stores of the tests, gone with them. In memory where there is plenty: a disk that many browsers
 * write to keeps a store waiting for seconds.
 */
function temporaryFolder() {
  const memory = '/dev/shm'
  const folder = mkdtempSync(path.join(bytesFreeIn(memory) > 4 * 2 ** 30 ? memory : tmpdir(), 'clearjar-e2e-'))
  process.on('exit', () => remove(folder))
  // Ctrl-C reaches the tests too, and this ends with them.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))
  return folder
}

function remove(folder) {
  try {
    // A browser may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  } catch {
    console.error(`${folder} could not be removed.`)
  }
}

/** 0 for a folder that is not there. */
function bytesFreeIn(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return 0
  }
}
