import { type Path, PATHS } from './app.ts'
import { LANES, measureInTurns, type Racer } from './field.ts'

const ROUNDS = 60
const ROUND_MICROSECONDS = 12_000
const WARM_UP_COUNT = 800
const WARM_UP_MICROSECONDS = 500_000

/**
 * CPU per request in process, without a network, as a multiple of that of the first racer. What a Redis server
 * computes is not counted.
 */
export async function measureCpu(racers: readonly Racer[]): Promise<Map<string, number[]>> {
  const counts = new Map<string, number>()
  for (const racer of racers) {
    for (const path of PATHS) counts.set(racer.name + path, await calibrate(racer, path))
  }
  const { cpu } = await measureInTurns(racers, ROUNDS, ['cpu'], async (racer, path) => {
    const count = counts.get(racer.name + path)!
    return { requests: count, took: { cpu: count * (await racer.ask({ path, count })) } }
  })
  return cpu
}

/** Warms up until the engine has made up its mind, and finds how many requests fill a round. */
async function calibrate(racer: Racer, path: Path): Promise<number> {
  let spent = 0
  let cost = 0
  while (spent < WARM_UP_MICROSECONDS) {
    cost = await racer.ask({ path, count: WARM_UP_COUNT })
    spent += cost * WARM_UP_COUNT
  }
  return Math.max(LANES, Math.ceil(ROUND_MICROSECONDS / cost / LANES) * LANES)
}
