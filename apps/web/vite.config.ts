import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defaultClientConditions, defineConfig } from 'vite'

const api = `http://127.0.0.1:${process.env['API_PORT'] ?? 3001}`

/** `/api` itself is a page of the app. */
const proxy = { '^/api/': api, '/healthz': api, '/enter_string': api, '/get_string': api }

/** Preloads the two fonts, whose built names carry a hash, so that text is painted once and nothing shifts. */
function preloadFonts(): Plugin {
  return {
    name: 'preload-fonts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => file.endsWith('.woff2'))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: '' },
            injectTo: 'head-prepend' as const
          }))
    }
  }
}

/** Tells the service worker which files to keep; a change of any is another version of it. */
function serviceWorker(): Plugin {
  const source = path.join(import.meta.dirname, 'src/offline/service-worker.js')
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const names = Object.keys(bundle).filter((file) => file.startsWith('assets/'))
        const files = JSON.stringify([...names.sort().map((file) => `/${file}`), '/theme.js', '/icon.svg'])
        const text = readFileSync(source, 'utf8')
        const hash = createHash('sha256').update(files).update(text)
        // What is kept under a name without a hash.
        for (const name of ['index.html', 'public/theme.js', 'public/icon.svg']) {
          hash.update(readFileSync(path.join(import.meta.dirname, name)))
        }
        const version = hash.digest('hex').slice(0, 12)
        const known = `const __FILES__ = ${files}\nconst __VERSION__ = '${version}'\n`
        this.emitFile({ type: 'asset', fileName: 'sw.js', source: known + text })
      }
    }
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadFonts(), serviceWorker()],
  resolve: {
    conditions: ['@clearjar/source', ...defaultClientConditions],
    // React has had it since 18; the router brings a copy for older ones.
    alias: { 'use-sync-external-store/shim/index.js': 'react' }
  },
  server: { proxy },
  preview: { proxy },
  build: {
    // The first versions with `light-dark()` and nesting: older ones would get a heavier translation of both.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // All of them preload modules by themselves.
    modulePreload: { polyfill: false },
    // A font inlined into the style sheet could not be preloaded, and the page's policy allows no data: URLs.
    assetsInlineLimit: 0,
    // Which scripts the first screen needs, for its budget.
    manifest: true
  }
})
