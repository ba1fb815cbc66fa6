// `npm run check`: everything that can be said about the code without running it.
import { readdirSync } from 'node:fs'

import { build, ensureInstalled, run, tool } from './project.mjs'

await ensureInstalled()
await step('format', tool('oxfmt'), ['--check', '.'])
await step('lint', tool('oxlint'), ['--type-aware', '--deny-warnings'])
await step('types', tool('tsc'), ['-b'])
await step('unused code', tool('knip'), ['--treat-config-hints-as-errors'])
for (const name of readdirSync('packages')) {
  await step(`exports of ${name}`, tool('publint'), [`packages/${name}`, '--strict'])
  await step(`types of ${name}`, tool('attw'), ['--pack', `packages/${name}`, '--profile', 'esm-only', '--quiet'])
}
await build()
await step('sizes', tool('size-limit'), [])

async function step(title, command, args) {
  console.log(`\n── ${title}`)
  await run(command, args)
}
