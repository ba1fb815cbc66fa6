import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

import { freePort } from '../test/free-port.ts'

/** A server in a process of its own, which a test can stop and start again on the same port. */
export interface ServerProcess {
  readonly url: string
  start(): Promise<void>
  stop(): Promise<void>
}

export interface ServerCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env: (port: number) => NodeJS.ProcessEnv
  /** What it prints when it can be asked. */
  readonly ready: RegExp
}

const ROOT = path.resolve(import.meta.dirname, '..')

export async function createServerProcess({ command, args, env, ready }: ServerCommand): Promise<ServerProcess> {
  const port = await freePort()
  let stop = async (): Promise<void> => {}

  async function start(): Promise<void> {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env(port) },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const exited = once(child, 'exit')
    const printed: string[] = []
    stop = async () => {
      child.kill('SIGTERM')
      await exited
    }
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on('line', (line) => {
          printed.push(line)
          if (ready.test(line)) resolve()
        })
      }
      child.once('error', reject)
      void exited.then(([code]) => reject(new Error(`${command} ended with ${code}:\n${printed.join('\n')}`)))
    })
  }

  return { url: `http://localhost:${port}`, start, stop: () => stop() }
}
