// `npm run test:browsers`: sessions that end with their tabs, in Firefox and in WebKitGTK. What follows names one of them: `-- webkit`.
import { readdirSync } from 'node:fs'
import path from 'node:path'

import { installFromDebian, isProgram, onPath } from './programs.mjs'
import { build, ensureInstalled, run, stop, tool } from './project.mjs'

/** Each with what is needed to drive it, Debian's packages that have it, and what to say where it is missing. */
const BROWSERS = {
  firefox: {
    find: () => ({
      Xvfb: onPath('Xvfb'),
      CLEARJAR_FIREFOX: given('CLEARJAR_FIREFOX') ?? onPath('firefox-esr', 'firefox')
    }),
    packages: ['firefox-esr', 'xvfb'],
    missing: 'Firefox was not tested: it needs Firefox (or CLEARJAR_FIREFOX, the path of one) and Xvfb.'
  },
  webkit: {
    find: () => ({
      Xvfb: onPath('Xvfb'),
      CLEARJAR_WEBKIT: given('CLEARJAR_WEBKIT') ?? miniBrowser(),
      CLEARJAR_WEBKIT_DRIVER: given('CLEARJAR_WEBKIT_DRIVER') ?? onPath('WebKitWebDriver')
    }),
    packages: ['webkit2gtk-driver', 'xvfb'],
    missing:
      'WebKitGTK was not tested: it needs MiniBrowser and WebKitWebDriver (or CLEARJAR_WEBKIT and CLEARJAR_WEBKIT_DRIVER, their paths) and Xvfb.'
  }
}

await ensureInstalled()
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BROWSERS)
const unknown = names.find((name) => !Object.hasOwn(BROWSERS, name))
if (unknown !== undefined)
  stop(`There is no browser ${unknown} here. There are ${Object.keys(BROWSERS).join(' and ')}.`)

const found = []
for (const name of names) found.push({ name, programs: await findOrInstall(BROWSERS[name]) })
const ready = found.filter(({ programs }) => programs !== undefined)
const missing = found.filter(({ programs }) => programs === undefined).map(({ name }) => BROWSERS[name].missing)
if (ready.length > 0) {
  await build()
  await run(tool('tsc'), ['-b', 'packages/browser'])
  await run(
    tool('vitest'),
    ['run', '--config', 'e2e/other-browsers/vitest.config.ts', ...ready.map(({ name }) => `${name}.suite.ts`)],
    { env: Object.assign({}, ...ready.map(({ programs }) => programs)) }
  )
}
// Last, so that nobody overlooks it: what was not tested did not pass.
if (missing.length > 0) stop(missing.join('\n'))

async function findOrInstall({ find, packages }) {
  return complete(find()) ?? ((await installFromDebian(...packages)) ? complete(find()) : undefined)
}

function complete(programs) {
  return Object.values(programs).includes(undefined) ? undefined : programs
}

function given(variable) {
  const file = process.env[variable]
  if (file !== undefined && !isProgram(file)) stop(`${variable} names no program.`)
  return file
}

/** WebKitGTK keeps it out of the PATH, in a folder with its version, which each system has elsewhere. */
function miniBrowser() {
  const folders = ['/usr/lib', '/usr/libexec', ...below('/usr/lib', /-linux-gnu/)]
  const versions = folders.flatMap((folder) => below(folder, /^webkit2?gtk-\d/))
  return versions.map((folder) => path.join(folder, 'MiniBrowser')).find(isProgram)
}

function below(folder, name) {
  try {
    return readdirSync(folder)
      .filter((entry) => name.test(entry))
      .map((entry) => path.join(folder, entry))
  } catch {
    return []
  }
}
