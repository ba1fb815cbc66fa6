// `npm run dev`: both apps from source, each restarted or refreshed when it changes. The page proxies to the API.
import { spawn } from 'node:child_process'

import { ensureInstalled, root, tool } from './project.mjs'

const port = process.env.PORT ?? '3000'
const apiPort = process.env.API_PORT ?? String(Number(port) + 1)

await ensureInstalled()
const env = { ...process.env, PORT: apiPort, API_PORT: apiPort, CLEARJAR_PAGE: `http://localhost:${port}` }
const options = { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' }
const children = [
  spawn(
    tool('tsx'),
    ['watch', '--clear-screen=false', '--conditions=@clearjar/source', 'apps/api/src/main.ts'],
    options
  ),
  spawn(tool('vite'), ['apps/web', '--port', port, '--strictPort', '--clearScreen', 'false'], options)
]

// One without the other is of no use.
for (const child of children) {
  child.on('exit', (code) => {
    for (const other of children) other.kill()
    process.exitCode ??= code ?? 1
  })
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)))
