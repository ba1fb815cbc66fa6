import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createClient } from 'redis'
import { vi } from 'vitest'

import { freePort } from '../../../../test/free-port.ts'

/** A real server on a free port of this machine, with nothing on disk. It does not outlive this process. */
export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Once more after it was stopped: on the same port, and empty. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** For the names of tests: empty, or why those that need Redis are skipped. */
export function whyNoRedis(): string {
  return spawnSync('redis-server', ['--version']).error === undefined ? '' : ' (skipped: no redis-server in PATH)'
}

/** @param settings lines of its configuration file */
export async function startRedisServer(...settings: readonly string[]): Promise<RedisServer> {
  return runServer([...settings, 'save ""', 'appendonly no'])
}

/** A sentinel that watches the server, under the name `clearjar`. */
export async function startRedisSentinel(server: RedisServer): Promise<RedisServer> {
  return runServer([`sentinel monitor clearjar 127.0.0.1 ${server.port} 1`], '--sentinel')
}

/** Three servers that know each other and share the 16384 slots. */
export async function startRedisCluster(): Promise<readonly RedisServer[]> {
  const slots = ['0 5460', '5461 10922', '10923 16383']
  const busPorts = await Promise.all(slots.map(freePort))
  const servers = await Promise.all(
    busPorts.map((port) => startRedisServer('cluster-enabled yes', `cluster-port ${port}`))
  )
  const clients = await Promise.all(servers.map(({ url }) => createClient({ url }).connect()))
  for (const [index, client] of clients.entries()) {
    await client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', ...slots[index]!.split(' ')])
    await clients[0]!.sendCommand(['CLUSTER', 'MEET', '127.0.0.1', `${servers[index]!.port}`, `${busPorts[index]}`])
  }
  await vi.waitFor(
    async () => {
      for (const client of clients) {
        const info = await client.sendCommand<string>(['CLUSTER', 'INFO'])
        if (!/cluster_state:ok[^]*cluster_known_nodes:3/.test(info)) throw new Error(info)
      }
    },
    { timeout: 20_000 }
  )
  for (const client of clients) client.destroy()
  return servers
}

async function runServer(settings: readonly string[], ...flags: readonly string[]): Promise<RedisServer> {
  const port = await freePort()
  let running: ChildProcess | undefined
  let folder = ''

  async function start(): Promise<void> {
    folder = mkdtempSync(join(tmpdir(), 'clearjar-redis-'))
    const configuration = join(folder, 'redis.conf')
    writeFileSync(configuration, [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, ...settings, ''].join('\n'))
    running = spawn('redis-server', [configuration, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
    process.once('exit', kill)
    await untilReady(running)
  }
  async function stop(): Promise<void> {
    process.off('exit', kill)
    if (running?.exitCode === null && running.signalCode === null) {
      const exit = once(running, 'exit')
      kill()
      await exit
    }
    rmSync(folder, { recursive: true, force: true })
  }
  function kill(): void {
    running?.kill('SIGKILL')
  }

  await start()
  return { port, url: `redis://127.0.0.1:${port}`, start, stop }
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    server.once('exit', () => reject(new Error(`redis-server did not start:\n${log}`)))
    server.stdout?.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (log.includes('Ready to accept connections') || log.includes('Sentinel ID is')) resolve()
    })
  })
}
