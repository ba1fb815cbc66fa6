import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

export interface RedisServer {
  /** 0 when there is none. */
  readonly port: number
  stop(): Promise<void>
}

/** A Redis of its own on a free port, with nothing on the disk, where there is a `redis-server` on the path. */
export async function startRedis(folder: string): Promise<RedisServer> {
  const port = await freePort()
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder]
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] })
  const failed = once(server, 'error').then(() => false)
  const isReady = await Promise.race([failed, saysReady(server.stdout)])
  if (!isReady) return { port: 0, stop: async () => {} }
  server.stdout.resume()
  return {
    port,
    async stop() {
      const ended = once(server, 'exit')
      server.kill()
      await ended
    }
  }
}

async function saysReady(output: NodeJS.ReadableStream): Promise<boolean> {
  return await new Promise((resolve) => {
    output.on('data', (chunk) => {
      if (String(chunk).includes('Ready to accept connections')) resolve(true)
    })
    output.on('close', () => resolve(false))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
