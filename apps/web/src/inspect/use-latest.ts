import { useEffect, useState } from 'react'

/** An answer, and the question that it is about. */
export interface Latest<Q, A> {
  readonly question: Q
  readonly answer: A
}

/**
 * The last answer there is. It stays while the next is on its way, so that nothing flickers; an answer that comes after a newer
 * question was asked is dropped.
 *
 * @param question the same object until something changed; null asks nothing
 * @param ask the same function each time; never rejects
 */
export function useLatest<Q extends object, A>(
  question: Q | null,
  ask: (question: Q) => Promise<A>
): Latest<Q, A> | null {
  const [latest, setLatest] = useState<Latest<Q, A> | null>(null)
  useEffect(() => {
    if (question === null) return
    let wanted = true
    const answerIt = async (): Promise<void> => {
      const answer = await ask(question)
      if (wanted) setLatest({ question, answer })
    }
    void answerIt()
    return () => {
      wanted = false
    }
  }, [question, ask])
  return question === null ? null : latest
}
