import { existsSync, readFileSync } from 'node:fs'

const gzip = true
const web = 'apps/web/dist'

const alone = {
  name: 'alone',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind }) => (kind === 'entry-point' ? undefined : { external: true }))
  }
}

/** A script without what it imports, which is measured by itself. */
const built = { gzip, modifyEsbuildConfig: (config) => ({ ...config, plugins: [alone] }) }

/** Budgets. `npm run check` fails above them; lower them when something becomes smaller. */
export default [
  { name: '@clearjar/session/decode', path: 'packages/session/dist/decode.js', limit: '2.5 kB', gzip },
  {
    name: '@clearjar/browser, with js-cookie and decode',
    path: 'packages/browser/dist/index.js',
    limit: '4.8 kB',
    gzip
  },
  { name: '@clearjar/browser/tabs', path: 'packages/browser/dist/tabs.js', limit: '1.8 kB', gzip },
  { name: '@clearjar/browser/tab-session', path: 'packages/browser/dist/tab-session.js', limit: '3.75 kB', gzip },
  { name: '@clearjar/browser/dying-cookie', path: 'packages/browser/dist/dying-cookie.js', limit: '5.65 kB', gzip },
  { name: 'web app, scripts of the first screen', path: firstScreen(), limit: '130 kB', ...built },
  { name: 'web app, Inspect', path: `${web}/assets/inspect-*.js`, limit: '45 kB', ...built },
  { name: 'web app, Labs', path: `${web}/assets/labs-*.js`, limit: '20 kB', ...built },
  {
    name: 'web app, fonts',
    path: 'apps/web/dist/assets/*.woff2',
    limit: '60 kB',
    brotli: false,
    modifyEsbuildConfig: (config) => ({ ...config, loader: { '.woff2': 'copy' } })
  }
]

/** The entry and what it imports at once; the rest is loaded by the screens that need it. */
function firstScreen() {
  const file = `${web}/.vite/manifest.json`
  if (!existsSync(file)) return []
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const found = new Set()
  const add = (key) => {
    const { file: name, imports = [] } = manifest[key]
    found.add(`${web}/${name}`)
    for (const each of imports) add(each)
  }
  for (const key of Object.keys(manifest)) if (manifest[key].isEntry) add(key)
  return [...found]
}
