/**
 * What a session costs a request, in process: CPU per request relative to bare Express 5, for a request that leaves
 * the session alone, one that reads it and one that writes it. What a Redis server computes is not counted.
 */
import { type Path, PATHS } from './app.ts'
import { printTable } from './compare.ts'
import { OURS, PEER } from './contenders.ts'
import { LANES, measureInTurns, type Racer, withField } from './field.ts'

const ROUNDS = 25
const ROUND_MICROSECONDS = 20_000
const WARM_UP = 4000

await withField(async (racers) => {
  const counts = new Map<string, number>()
  for (const racer of racers) {
    for (const path of PATHS) counts.set(racer.name + path, await calibrate(racer, path))
  }
  const title = 'CPU per request relative to bare Express 5 (lower is better)'
  const tables = await measureInTurns(racers, ROUNDS, async (racer, path) => ({
    [title]: await racer.ask({ path, count: counts.get(racer.name + path)! })
  }))
  const cost = tables.get(title)!
  printTable(title, PATHS, cost)

  const added = (name: string) => cost.get(name)!.map((value) => value - 1)
  const share = added(OURS).map((value, index) => value / added(PEER)[index]!)
  printTable(`What Clearjar adds, as a share of what ${PEER} adds`, PATHS, new Map([[OURS, share]]))
})

/** Warms up, and finds how many requests fill a round. */
async function calibrate(racer: Racer, path: Path): Promise<number> {
  const cost = await racer.ask({ path, count: WARM_UP })
  return Math.max(LANES, Math.ceil(ROUND_MICROSECONDS / cost / LANES) * LANES)
}
