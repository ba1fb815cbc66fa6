import { useCallback, useMemo, useState } from 'react'
import type { StepName, StepSet } from '../logic/steps.ts'
import { readSteps, writeSteps } from '../logic/steps.ts'

export interface DoneSteps {
  readonly done: StepSet
  readonly finish: (step: StepName) => void
}

/** The steps a person has really done, remembered for this tab. */
export function useSteps(): DoneSteps {
  const [done, setDone] = useState(() => readSteps(storage()))
  const finish = useCallback((step: StepName) => {
    setDone((before) => {
      if (before.has(step)) return before
      const after = new Set([...before, step])
      writeSteps(storage(), after)
      return after
    })
  }, [])
  return useMemo(() => ({ done, finish }), [done, finish])
}

function storage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
