import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defaultClientConditions, defineConfig } from 'vite'

const api = `http://127.0.0.1:${process.env['API_PORT'] ?? 3001}`

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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadFonts()],
  resolve: { conditions: ['@clearjar/source', ...defaultClientConditions] },
  server: { proxy: { '/api': api, '/healthz': api, '/enter_string': api, '/get_string': api } },
  preview: { proxy: { '/api': api, '/healthz': api, '/enter_string': api, '/get_string': api } },
  build: {
    // The first versions with `light-dark()` and nesting: older ones would get a heavier translation of both.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // A font inlined into the style sheet could not be preloaded, and the page's policy allows no data: URLs.
    assetsInlineLimit: 0,
    manifest: true
  }
})
