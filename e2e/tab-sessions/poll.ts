import { setTimeout as pause } from 'node:timers/promises'

/** Asks until there is an answer, and gives it. @param ms when it fails, saying `what` was waited for */
export async function poll<T>(ask: () => Promise<T | null> | T | null, what: string, ms = 15_000): Promise<T> {
  for (const started = performance.now(); ; await pause(100)) {
    const answer = await ask()
    if (answer !== null) return answer
    if (performance.now() - started > ms) throw new Error(`Waited ${ms / 1000} s in vain: ${what}.`)
  }
}
