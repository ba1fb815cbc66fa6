import { setTimeout as wait } from 'node:timers/promises'

import type { TestInfo } from '@playwright/test'

import type { SessionView } from '../session-view.ts'
import { describeSession } from './describe-session.ts'

/** Milliseconds. A browser that has stopped does not answer, and is no reason to hold up the end of a test. */
const PATIENCE = 2000

/** Attaches the session as `session.json` to a test that failed. Never rejects: the browser may be gone. */
export async function attachSession(
  info: Pick<TestInfo, 'status' | 'expectedStatus' | 'attach'>,
  view: SessionView
): Promise<void> {
  if (info.status === info.expectedStatus) return
  const gaveUp = new AbortController()
  try {
    const report = await Promise.race([
      describeSession(view),
      wait(PATIENCE, undefined, { signal: gaveUp.signal, ref: false })
    ])
    if (report === undefined) return
    await info.attach('session.json', { body: JSON.stringify(report, null, 2), contentType: 'application/json' })
  } catch {
    // The failure of the test is the news, not this one.
  } finally {
    gaveUp.abort()
  }
}
