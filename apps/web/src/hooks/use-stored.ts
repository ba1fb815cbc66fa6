import { useState } from 'react'

/** A choice remembered in this browser. Storage that is blocked or full only costs the memory. */
export function useStored<T extends string>(
  key: string,
  choices: readonly T[],
  initial: T
): readonly [T, (choice: T) => void] {
  const [choice, setChoice] = useState(() => read(key, choices) ?? initial)
  return [
    choice,
    (next) => {
      setChoice(next)
      try {
        localStorage.setItem(key, next)
      } catch {
        // See above.
      }
    }
  ]
}

function read<T extends string>(key: string, choices: readonly T[]): T | undefined {
  try {
    const stored = localStorage.getItem(key)
    return choices.find((choice) => choice === stored)
  } catch {
    return undefined
  }
}
