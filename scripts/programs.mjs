// Programs that the tests need and npm does not bring.
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

import { exitCode } from './project.mjs'

export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The path of the first of these names that is on the PATH. */
export function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isProgram)
}

/** Whether Debian has installed these packages; only for root. */
export async function installFromDebian(...packages) {
  if (process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return false
  console.log(`Installing Debian’s ${packages.join(' and ')}…`)
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] }
  await exitCode('apt-get', ['update', '-qq'], quiet)
  return (await exitCode('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)) === 0
}
