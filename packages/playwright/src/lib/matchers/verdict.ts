import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test'

import { SessionTestError } from '../session-test-error.ts'

/** What one look at a session says of an expectation. */
export interface Verdict {
  /** `nothing`: there is nothing that it could hold of, so that its opposite does not hold either. */
  readonly status: 'holds' | 'fails' | 'nothing'
  /** Why not. */
  readonly lines: readonly string[]
}

export const HOLDS: Verdict = { status: 'holds', lines: [] }

export interface MatcherOptions {
  /** Milliseconds to wait. Default that of the other assertions; 0 for as long as the test may take. */
  readonly timeout?: number
}

type State = Pick<ExpectMatcherState, 'isNot' | 'timeout'>

/** Waits for an expectation, or under `.not` for its opposite. */
export async function judge(
  state: State,
  { timeout = state.timeout }: MatcherOptions,
  expected: { readonly plain: string; readonly not: string },
  look: () => Promise<Verdict>
): Promise<MatcherReturnType> {
  const wish = state.isNot ? 'fails' : 'holds'
  const { status, lines } = await waitFor(look, (verdict) => verdict.status === wish, timeout)
  return {
    pass: (status === wish) !== state.isNot,
    message: () => [`Expected ${state.isNot ? expected.not : expected.plain}.`, ...lines, waited(timeout)].join('\n')
  }
}

export function waited(timeout: number): string {
  return `Waited ${timeout} ms.`
}

const INTERVALS = [20, 50, 100]

/** Milliseconds. A first look is worth waiting for, however short the rest: also where the page does not answer. */
const FIRST_LOOK = 10_000

/**
 * Looks until it is as wanted, and gives what it saw last.
 *
 * @param timeout milliseconds; 0 is without end, as in Playwright
 * @throws SessionTestError `not-done` when not even the first look came to an end
 */
export async function waitFor<Seen>(
  look: () => Promise<Seen>,
  isWanted: (seen: Seen) => boolean,
  timeout: number
): Promise<Seen> {
  const end = timeout === 0 ? Infinity : performance.now() + timeout
  const left = () => Math.max(0, end - performance.now())
  let last = await within(look(), Math.max(left(), FIRST_LOOK))
  if (last === LATE)
    throw new SessionTestError('not-done', 'Neither the browser nor the server said anything of the session in time.')
  for (let turn = 0; left() > 0 && !isWanted(last); turn++) {
    await new Promise((resolve) => void setTimeout(resolve, Math.min(left(), INTERVALS[turn] ?? 100)))
    const seen = await within(look(), left())
    if (seen !== LATE) last = seen
  }
  return last
}

const LATE = Symbol('late')

async function within<T>(answer: Promise<T>, ms: number): Promise<T | typeof LATE> {
  if (ms === Infinity) return answer
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(resolve, ms, LATE)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
