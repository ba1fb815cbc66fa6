import type { RequestSession } from './request-session.ts'
import { attemptText, commitSession } from './session-commit.ts'
import { tell } from './session-event.ts'
import { changedNames, differs } from './session-text.ts'

/**
 * `commitSession` for headers that are about to leave; a promise when they have to wait. A failure stops a response
 * once; the response to that error goes out without the session, and the browser keeps the cookie it has.
 */
export function commitBeforeHeaders(state: RequestSession): Promise<unknown> | undefined {
  const { opened } = state
  if (opened === undefined || (opened.stopped && attemptText(state) === opened.failedText)) return undefined
  const told = opened.failedText
  try {
    const commit = commitSession(state)
    watchForLateChanges(state)
    return commit instanceof Promise ? commit.catch(stop) : undefined
  } catch (error) {
    stop(error)
  }

  function stop(error: unknown): void {
    // Whoever answers with an error has seen why. Anybody else would say that all is well.
    const isTold = told !== undefined && told === opened!.failedText && state.response.statusCode >= 400
    if (opened!.stopped || isTold) return
    opened!.stopped = true
    throw error
  }
}

/** What changes after the headers have left is lost; whoever wants to know is told when the response is done. */
export function watchForLateChanges(state: RequestSession): void {
  const { policy, request, response, opened } = state
  if (policy.onEvent === undefined || opened!.watched) return
  opened!.watched = true
  response.once('finish', () => {
    const { committed, held, stopped } = state.opened!
    const text = attemptText(state)
    if (stopped || (committed === undefined ? !differs(held, text) : text === committed.text)) return
    const names = text === 'unserializable' ? [] : changedNames(policy, committed?.text ?? held.text, text)
    tell(policy, request, { type: 'late-change', names })
  })
}
