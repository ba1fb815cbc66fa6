import type { RequestSession } from './request-session.ts'
import { attemptText, commitSession } from './session-commit.ts'
import { tell } from './session-event.ts'
import { changedNames } from './session-text.ts'

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
    if (opened!.stopped || (told !== undefined && told === opened!.failedText)) return
    opened!.stopped = true
    throw error
  }
}

/** What changes after the headers have left is lost; whoever wants to know is told when the response is done. */
function watchForLateChanges(state: RequestSession): void {
  const { policy, request, response, opened } = state
  if (policy.onEvent === undefined || opened!.watched) return
  opened!.watched = true
  response.once('finish', () => {
    const { committed, stopped } = state.opened!
    if (committed === undefined || stopped) return
    const text = attemptText(state)
    if (text === committed.text) return
    const names = text === 'unserializable' ? [] : changedNames(policy, committed.text, text)
    tell(policy, request, { type: 'late-change', names })
  })
}
