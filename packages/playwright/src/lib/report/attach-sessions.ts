import { setTimeout as wait } from 'node:timers/promises'

import type { TestInfo } from '@playwright/test'

import type { SessionView } from '../session-view.ts'
import { describeSession } from './describe-session.ts'

/** Milliseconds. A browser that has stopped does not answer, and is no reason to hold up the end of a test. */
const PATIENCE = 2000

type Info = Pick<TestInfo, 'status' | 'expectedStatus' | 'attach'>

/**
 * Attaches the sessions to a test that failed: the first as `session.json`, others as `session-2.json` and so on. Never
 * rejects: the browser may be gone.
 */
export async function attachSessions(info: Info, views: readonly SessionView[]): Promise<void> {
  if (info.status === info.expectedStatus) return
  await Promise.all(views.map((view, at) => attach(info, view, at === 0 ? 'session' : `session-${at + 1}`)))
}

export function hasReport({ attachments }: Pick<TestInfo, 'attachments'>): boolean {
  return attachments.some(({ name }) => name === 'session.json')
}

async function attach(info: Info, view: SessionView, name: string): Promise<void> {
  const gaveUp = new AbortController()
  try {
    const report = await Promise.race([
      describeSession(view),
      wait(PATIENCE, undefined, { signal: gaveUp.signal, ref: false })
    ])
    if (report === undefined) return
    await info.attach(`${name}.json`, { body: JSON.stringify(report, null, 2), contentType: 'application/json' })
  } catch {
    // The failure of the test is the news, not this one.
  } finally {
    gaveUp.abort()
  }
}
