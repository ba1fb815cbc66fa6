/**
 * Compares ways of doing one thing, in interleaved rounds, so that a noisy machine is noisy for all of them alike.
 * Only ratios are worth reading; absolute times say more about the machine.
 */
export type Contenders = Readonly<Record<string, () => unknown>>

/** Speed of each contender relative to the first, which is 1.00: the median over the rounds. */
export function compare(contenders: Contenders, { rounds = 40, roundMs = 8 } = {}): Map<string, number> {
  const entries = Object.entries(contenders)
  const batch = new Map(entries.map(([name, act]) => [name, calibrate(act, roundMs)]))
  const ratios = new Map<string, number[]>(entries.map(([name]) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const seconds = entries.map(([name, act]) => timeOf(act, batch.get(name)!))
    entries.forEach(([name], index) => ratios.get(name)!.push(seconds[0]! / seconds[index]!))
  }
  return new Map([...ratios].map(([name, values]) => [name, median(values)]))
}

export function printTable(
  title: string,
  columns: readonly string[],
  rows: ReadonlyMap<string, readonly number[]>
): void {
  console.log(`\n${title}`)
  const width = Math.max(...[...rows.keys()].map((name) => name.length)) + 2
  console.log(' '.repeat(width) + columns.map((column) => column.padStart(14)).join(''))
  for (const [name, values] of rows) {
    console.log(name.padEnd(width) + values.map((value) => value.toFixed(2).padStart(14)).join(''))
  }
}

/** Warms up, and finds how many calls fill a round. */
function calibrate(act: () => unknown, roundMs: number): number {
  timeOf(act, 2000)
  const perCall = timeOf(act, 2000)
  return Math.max(50, Math.ceil(roundMs / perCall))
}

/** Milliseconds per call. */
function timeOf(act: () => unknown, calls: number): number {
  const start = performance.now()
  for (let call = 0; call < calls; call++) act()
  return (performance.now() - start) / calls
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
