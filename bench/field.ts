/** All contenders, each in a process of its own, measured in turns: a noisy machine is noisy for all of them alike. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

import { type Path, PATHS } from './app.ts'
import { median } from './compare.ts'
import { BARE, rows } from './contenders.ts'
import { startRedis } from './redis-server.ts'

/** Visitors at a time, each with a session of its own. */
export const LANES = 16

/**
 * What a worker is asked. To answer `count` requests without a network: then it tells the microseconds of CPU of one.
 * Or for the CPU time of its process so far, in microseconds.
 */
export type Task = { readonly path: Path; readonly count: number } | 'cpu-time'

/** What a worker says first: where it listens, and the `Cookie` header of each visitor. */
export interface Ready {
  readonly port: number
  readonly cookies: readonly string[]
}

export interface Racer extends Ready {
  readonly name: string
  readonly ask: (task: Task) => Promise<number>
}

/** Starts the contenders, has `race` measure them, and stops them. What this machine lacks is left out by name. */
export async function withField(race: (racers: readonly Racer[]) => Promise<void>): Promise<void> {
  const redis = await startRedis()
  const started = Object.keys(rows).filter((name) => redis !== null || !rows[name]!.needsRedis)
  const missing = Object.keys(rows).filter((name) => !started.includes(name))
  if (missing.length > 0) console.log(`Left out, as there is no redis-server: ${missing.join('; ')}.`)
  const workers = started.map((name) => fork(new URL('worker.ts', import.meta.url), [name, String(redis?.port ?? '')]))
  try {
    await race(await Promise.all(workers.map((worker, index) => createRacer(started[index]!, worker))))
  } finally {
    for (const worker of workers) worker.kill()
    await redis?.stop()
  }
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

/**
 * Measures the racers in turns, path by path. For each title that `measure` gives a value to: the value as a multiple
 * of that of the first racer in the same round, the median of the rounds, one for each path.
 */
export async function measureInTurns<Title extends string>(
  racers: readonly Racer[],
  rounds: number,
  measure: (racer: Racer, path: Path) => Promise<Readonly<Record<Title, number>>>
): Promise<Map<Title, Map<string, number[]>>> {
  const tables = new Map<Title, Map<string, number[]>>()
  for (const path of PATHS) {
    const values: Record<Title, number>[][] = []
    for (let round = 0; round < rounds; round++) {
      const row: Record<Title, number>[] = []
      for (const racer of racers) row.push(await measure(racer, path))
      values.push(row)
    }
    for (const title of Object.keys(values[0]![0]!) as Title[]) {
      const table = tables.get(title) ?? new Map(racers.map(({ name }) => [name, [] as number[]]))
      racers.forEach(({ name }, index) => {
        table.get(name)!.push(median(values.map((row) => row[index]![title] / row[0]![title])))
      })
      tables.set(title, table)
    }
  }
  return tables
}
