import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')

/** The file of a module that pages of tests import: `/dist/` is what is built of `@clearjar/browser`. */
export function moduleAt(pathname: string): string | undefined {
  if (pathname === '/js-cookie.js') return path.join(ROOT, 'node_modules/js-cookie/dist/js.cookie.mjs')
  return pathname.startsWith('/dist/') ? path.join(ROOT, 'packages/browser', pathname) : undefined
}
