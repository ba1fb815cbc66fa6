// `npm test`: unit tests, then the whole story in a real browser. `--e2e` leaves the unit tests out; what follows goes to Playwright.
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
    env: { CLEARJAR_BROWSER: browser, CLEARJAR_HEADLESS_SHELL: await findHeadlessShell(browser) }
  }
)
