import { setTimeout as pause } from 'node:timers/promises'

import { SessionTestError } from '../session-test-error.ts'

/**
 * Asks until there is an answer, and gives it.
 *
 * @param what a sentence: what was waited for
 * @throws SessionTestError `not-done` after so many `ms`
 */
export async function poll<T>(ask: () => Promise<T | null> | T | null, what: string, ms = 15_000): Promise<T> {
  for (const started = performance.now(); ; await pause(20)) {
    const answer = await ask()
    if (answer !== null) return answer
    if (performance.now() - started > ms)
      throw new SessionTestError('not-done', `Waited ${ms / 1000} s in vain: ${what}.`)
  }
}
