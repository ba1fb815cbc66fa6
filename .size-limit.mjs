const gzip = true

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
  { name: '@clearjar/browser/tab-session', path: 'packages/browser/dist/tab-session.js', limit: '3.7 kB', gzip },
  { name: '@clearjar/browser/dying-cookie', path: 'packages/browser/dist/dying-cookie.js', limit: '5.6 kB', gzip },
  { name: 'web app, scripts of the first screen', path: 'apps/web/dist/assets/*.js', limit: '130 kB', gzip },
  {
    name: 'web app, fonts',
    path: 'apps/web/dist/assets/*.woff2',
    limit: '60 kB',
    brotli: false,
    modifyEsbuildConfig: (config) => ({ ...config, loader: { '.woff2': 'copy' } })
  }
]
