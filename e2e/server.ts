import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'

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

/** A port that nobody listens on, for a program that has to be told one. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}
