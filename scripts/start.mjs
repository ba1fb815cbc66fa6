// `npm start`: API and web app on one port, built where they are stale.
import { build, ensureInstalled } from './project.mjs'

await ensureInstalled()
await build()
await import('../apps/api/dist/main.js')
