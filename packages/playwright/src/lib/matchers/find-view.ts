import { SessionTestError } from '../session-test-error.ts'
import { findView, type SessionView } from '../session-view.ts'

/** @throws SessionTestError `invalid-option` for what the kit did not make */
export function viewOf(target: unknown): SessionView {
  const view = typeof target === 'object' && target !== null ? findView(target) : undefined
  if (view !== undefined) return view
  throw new SessionTestError(
    'invalid-option',
    "This is no session, and no page of a browser that has one. Import `test` from '@clearjar/playwright', set `baseURL`, and give the assertion its `page` or `session`."
  )
}
