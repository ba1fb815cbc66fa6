/** All contenders, each in a process of its own, measured in turns: a noisy machine is noisy for all of them alike. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Path, PATHS } from './app.ts'
import { type Place, rows } from './contenders.ts'
import { startRedis } from './redis-server.ts'

/** Visitors at a time, each with a session of its own. */
export const LANES = 16

/**
 * What a worker is asked. To answer `count` requests without a network: then it tells the microseconds of CPU of one.
 * Or for the CPU time of its process so far, in microseconds.
 */
export type Task = { readonly path: Path; readonly count: number } | 'cpu-time'

/** What a worker says first: where it listens, and the `Cookie` header of each visitor, who keeps it up to date. */
export interface Ready {
  readonly port: number
  readonly cookies: string[]
}

/** Of the lines of `Set-Cookie`; every library sends all of its cookies when it sends one. */
export function cookieHeader(lines: readonly string[]): string {
  return lines.map((line) => line.slice(0, line.indexOf(';'))).join('; ')
}

export interface Racer extends Ready {
  readonly name: string
  readonly ask: (task: Task) => Promise<number>
}

/** Starts the contenders, has `race` measure them, and stops them. What this machine lacks is left out by name. */
export async function withField(race: (racers: readonly Racer[]) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clearjar-bench-'))
  const redis = await startRedis(folder)
  const place: Place = { folder, redisPort: redis.port }
  const [started, missing] = splitRows(({ needsRedis }) => redis.port > 0 || !needsRedis)
  if (missing.length > 0) console.log(`Left out, as there is no redis-server: ${missing.join('; ')}.`)
  const workers = started.map((name) =>
    fork(new URL('worker.ts', import.meta.url), [name, JSON.stringify(place)], options)
  )
  try {
    await race(await Promise.all(workers.map((worker, index) => createRacer(started[index]!, worker))))
  } finally {
    for (const worker of workers) worker.kill()
    await redis.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The room for young objects that a busy server ends up with, whatever happened before: it decides how often they are collected. */
const options = {
  env: { ...process.env, NODE_ENV: 'production' },
  execArgv: [...process.execArgv, '--min-semi-space-size=16', '--max-semi-space-size=16']
}

function splitRows(isPossible: (row: (typeof rows)[string]) => boolean): [string[], string[]] {
  const names = Object.keys(rows)
  return [names.filter((name) => isPossible(rows[name]!)), names.filter((name) => !isPossible(rows[name]!))]
}

async function createRacer(name: string, worker: ChildProcess): Promise<Racer> {
  const ended = once(worker, 'exit').then(() => Promise.reject(new Error(`The process of ${name} ended.`)))
  // At the end nobody waits for it.
  ended.catch(() => {})
  const nextMessage = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(worker, 'message'), ended])) as [unknown]
    return message
  }
  const ready = (await nextMessage()) as Ready
  return {
    ...ready,
    name,
    async ask(task) {
      worker.send(task)
      return (await nextMessage()) as number
    }
  }
}

/** What a round took: of each title so much, for so many requests. */
export interface Round<Title extends string> {
  readonly requests: number
  readonly took: Readonly<Record<Title, number>>
}

/**
 * Measures the racers in turns, path by path. For each title: what one request took in all rounds together, as a
 * multiple of what it took with the first racer, one for each path.
 *
 * All rounds count: garbage is collected in a few of them, and belongs to the price.
 */
export async function measureInTurns<Title extends string>(
  racers: readonly Racer[],
  rounds: number,
  titles: readonly Title[],
  measure: (racer: Racer, path: Path) => Promise<Round<Title>>
): Promise<Readonly<Record<Title, Map<string, number[]>>>> {
  const createTable = () => new Map(racers.map(({ name }) => [name, [] as number[]]))
  const tables = Object.fromEntries(titles.map((title) => [title, createTable()])) as Record<
    Title,
    Map<string, number[]>
  >
  for (const view of PATHS) {
    const measured = racers.map((): Round<Title>[] => [])
    for (let round = 0; round < rounds; round++) {
      for (const [index, racer] of inAnyOrder(racers.entries())) measured[index]!.push(await measure(racer, view))
    }
    for (const title of titles) {
      const costs = measured.map((all) => sum(all.map(({ took }) => took[title])) / sum(all.map((one) => one.requests)))
      racers.forEach(({ name }, index) => tables[title].get(name)!.push(costs[index]! / costs[0]!))
    }
  }
  return tables
}

/** Another one each time: what a racer leaves running in the background must not always slow down the same next one. */
function inAnyOrder<T>(values: Iterable<T>): T[] {
  const drawn = Array.from(values, (value) => ({ value, lot: Math.random() }))
  return drawn.sort((a, b) => a.lot - b.lot).map(({ value }) => value)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
