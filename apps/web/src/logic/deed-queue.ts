export interface DeedQueue {
  /** Runs a deed after those before it. The same press again while it waits or runs, or one given up, comes to `otherwise`. */
  readonly run: <T>(key: string, otherwise: T, deed: () => Promise<T>) => Promise<T>
  /** Gives up what waits, and runs a deed now; what is pressed from here on comes after it. */
  readonly jump: <T>(deed: () => Promise<T>) => Promise<T>
  /** How often what waited was given up. */
  readonly round: () => number
}

/** One deed at a time, in the order in which they were pressed. */
export function createDeedQueue(): DeedQueue {
  let tail: Promise<unknown> = Promise.resolve()
  let last: string | null = null
  let round = 0

  async function inTurn<T>(mine: number, before: Promise<unknown>, otherwise: T, deed: () => Promise<T>): Promise<T> {
    await before
    return mine === round ? deed() : otherwise
  }

  async function over(result: Promise<unknown>, isLast: () => boolean): Promise<void> {
    await Promise.allSettled([result])
    if (isLast()) last = null
  }

  function follow(result: Promise<unknown>): void {
    const end = over(result, () => tail === end)
    tail = end
  }

  return {
    async run(key, otherwise, deed) {
      if (last === key) return otherwise
      last = key
      const result = inTurn(round, tail, otherwise, deed)
      follow(result)
      return result
    },
    async jump(deed) {
      round += 1
      last = null
      const result = deed()
      follow(Promise.allSettled([tail, result]))
      return result
    },
    round: () => round
  }
}
