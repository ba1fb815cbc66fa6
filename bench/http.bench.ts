/**
 * Requests per second over HTTP relative to bare Express 5, server and clients in processes of their own: for a
 * request that leaves the session alone, one that reads it and one that writes it. By the clock, which counts waiting
 * and whoever else uses the machine, and by the CPU time of the server's process, which counts neither.
 */
import { type Path, PATHS } from './app.ts'
import { printTable } from './compare.ts'
import { measureInTurns, type Racer, withField } from './field.ts'
import { answersIn } from './http-load.ts'

const ROUNDS = 15
const ROUND_MILLISECONDS = 100
const WARM_UP_MILLISECONDS = 400

await withField(async (racers) => {
  for (const racer of racers) {
    for (const path of PATHS) await answersIn(WARM_UP_MILLISECONDS, racer, path)
  }
  for (const [title, speed] of await measureInTurns(racers, ROUNDS, speedOf)) {
    printTable(`Requests over HTTP ${title}, relative to bare Express 5 (higher is better)`, PATHS, speed)
  }
})

async function speedOf(racer: Racer, path: Path) {
  const cpuBefore = await racer.ask('cpu-time')
  const { count, seconds } = await answersIn(ROUND_MILLISECONDS, racer, path)
  const cpu = (await racer.ask('cpu-time')) - cpuBefore
  return { 'per second': count / seconds, "per second of the server's CPU": count / cpu }
}
