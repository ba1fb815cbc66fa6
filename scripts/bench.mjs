// `npm run bench`: what is built, as users run it; each benchmark in a process of its own, so that none warms up the next.
import { readdirSync } from 'node:fs'
import path from 'node:path'

import { findBrowser } from './find-browser.mjs'
import { build, ensureInstalled, root, run } from './project.mjs'

await ensureInstalled()
await build()
const wanted = process.argv.slice(2)
const all = readdirSync(path.join(root, 'bench')).filter((file) => file.endsWith('.bench.ts'))
for (const file of all.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))) {
  const env = file.startsWith('web-') ? { CLEARJAR_BROWSER: await findBrowser() } : {}
  await run(process.execPath, ['--import', 'tsx', `bench/${file}`], { env })
}
