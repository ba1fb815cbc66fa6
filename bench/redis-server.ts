import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface RedisServer {
  readonly port: number
  stop(): Promise<void>
}

/** A Redis of its own on a free port, with nothing on the disk; null where there is no `redis-server`. */
export async function startRedis(): Promise<RedisServer | null> {
  const port = await freePort()
  const folder = await mkdtemp(path.join(tmpdir(), 'clearjar-bench-'))
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] })
  const isReady = await Promise.race([
    once(server, 'error').then(() => false),
    (async () => {
      for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept connections')) return true
      return false
    })()
  ])
  server.stdout.resume()
  const stop = async (): Promise<void> => {
    if (isReady && server.exitCode === null) {
      server.kill()
      await once(server, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  if (isReady) return { port, stop }
  await stop()
  return null
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
