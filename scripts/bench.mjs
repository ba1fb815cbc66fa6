// `npm run bench`: what is built, as users run it; each benchmark in a process of its own, so that none warms up the next.
import { readdirSync } from 'node:fs'
import path from 'node:path'

import { ensureInstalled, root, run, tool } from './project.mjs'

await ensureInstalled()
await run(tool('tsc'), ['-b', 'packages/session', 'packages/express'])
const wanted = process.argv.slice(2)
const all = readdirSync(path.join(root, 'bench')).filter((file) => file.endsWith('.bench.ts'))
for (const file of all.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))) {
  await run(process.execPath, ['--import', 'tsx', `bench/${file}`])
}
