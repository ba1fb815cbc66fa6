/**
 * What a session costs a request, beside other libraries and bare Express 5: for a request that leaves the session
 * alone, one that reads it and one that writes it.
 */
import { PATHS } from './app.ts'
import { printTable } from './compare.ts'
import { OURS, PEER } from './contenders.ts'
import { measureCpu } from './cpu.ts'
import { withField } from './field.ts'
import { measureHttp } from './http.ts'

await withField(async (racers) => {
  const cost = await measureCpu(racers)
  printTable('CPU per request relative to bare Express 5 (lower is better)', PATHS, cost)

  const added = (name: string) => cost.get(name)!.map((value) => value - 1)
  const share = added(OURS).map((value, index) => value / added(PEER)[index]!)
  printTable(`What Clearjar adds, as a share of what ${PEER} adds`, PATHS, new Map([[OURS, share]]))

  const { perSecond, perCpu } = await measureHttp(racers)
  const title = 'over HTTP relative to bare Express 5 (higher is better)'
  printTable(`Requests per second ${title}`, PATHS, perSecond)
  printTable(`Requests per second of the server's CPU ${title}`, PATHS, perCpu)
})
