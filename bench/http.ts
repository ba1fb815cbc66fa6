import { type Path, PATHS } from './app.ts'
import { measureInTurns, type Racer, type Round } from './field.ts'
import { answersIn } from './http-load.ts'

const ROUNDS = 15
const ROUND_MILLISECONDS = 80
const WARM_UP_MILLISECONDS = 200

type Table = ReadonlyMap<string, readonly number[]>

/**
 * Requests over HTTP as a multiple of those of the first racer, servers and clients in processes of their own. By the
 * clock, which counts waiting and whoever else uses the machine, and by the CPU time of the server's process, which
 * counts neither.
 */
export async function measureHttp(racers: readonly Racer[]): Promise<{ readonly perSecond: Table; perCpu: Table }> {
  for (const racer of racers) {
    for (const path of PATHS) await answersIn(WARM_UP_MILLISECONDS, racer, path)
  }
  const { clock, cpu } = await measureInTurns(racers, ROUNDS, ['clock', 'cpu'], timesOf)
  return { perSecond: speeds(clock), perCpu: speeds(cpu) }
}

async function timesOf(racer: Racer, path: Path): Promise<Round<'clock' | 'cpu'>> {
  const before = await racer.ask('cpu-time')
  const { count, seconds } = await answersIn(ROUND_MILLISECONDS, racer, path)
  const after = await racer.ask('cpu-time')
  return { requests: count, took: { clock: seconds, cpu: after - before } }
}

function speeds(costs: Table): Table {
  return new Map([...costs].map(([name, values]) => [name, values.map((value) => 1 / value)]))
}
