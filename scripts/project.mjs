// What the commands of package.json share. Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(fileURLToPath(import.meta.url), '../..')

/** Ends the process with one sentence, without a stack that helps nobody. */
export function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** Runs a command in the project's folder and resolves when it succeeded; otherwise ends with its exit code. */
export async function run(command, args, { env = {} } = {}) {
  const code = await exitCode(command, args, { env })
  if (code !== 0) process.exit(code)
}

/** The exit code of a command; one that was killed counts as failed. */
export function exitCode(command, args, { env = {}, stdio = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio,
      env: { ...process.env, ...env },
      shell: process.platform === 'win32'
    })
    child.on('error', () => resolve(127))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** A tool from node_modules, so that nothing depends on the PATH. */
export function tool(name) {
  return path.join(root, 'node_modules/.bin', name)
}

export async function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    stop(`Clearjar needs Node 20.19 or newer; this is ${process.versions.node}.`)
  const installed = modifiedAt('node_modules/.package-lock.json')
  if (installed > 0 && installed >= modifiedAt('package-lock.json')) return
  console.log('Installing packages…')
  // Production leaves out what builds the project, and it has to be built.
  await run('npm', ['ci', '--include=dev', '--loglevel=error'])
}

/** Builds what is stale: the compiler knows by itself, Vite does not. */
export async function build() {
  await run(tool('tsc'), ['-b', 'packages/session', 'packages/express', 'apps/api'])
  const sources = ['apps/web', 'packages/browser/src', 'packages/session/src', 'package-lock.json']
  if (Math.max(...sources.map(newestIn)) <= modifiedAt('apps/web/dist/index.html')) return
  await run(tool('vite'), ['build', 'apps/web', '--logLevel', 'warn'])
}

/** Milliseconds; 0 for what is not there. A folder's own time changes when a file in it is removed. */
function newestIn(name) {
  const below = path.join(root, name)
  if (!statSync(below).isDirectory()) return modifiedAt(name)
  const times = readdirSync(below, { withFileTypes: true })
    .filter((entry) => entry.name !== 'dist' && entry.name !== 'node_modules')
    .map((entry) => newestIn(path.join(name, entry.name)))
  return Math.max(modifiedAt(name), ...times)
}

function modifiedAt(name) {
  return statSync(path.join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
