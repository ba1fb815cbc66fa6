import { setTimeout as wait } from 'node:timers/promises'

import type { TestInfo } from '@playwright/test'

import { SessionTestError } from '../session-test-error.ts'
import type { SessionView } from '../session-view.ts'
import { describeSession } from './describe-session.ts'

/** Milliseconds. A browser that has stopped does not answer, and is no reason to hold up the end of a test. */
const PATIENCE = 2000

type Info = Pick<TestInfo, 'status' | 'expectedStatus' | 'attach'>

const waiting = new WeakMap<Info, SessionView[]>()

/** Whether the test has a session of its own: what it says of a page is of that one, as a rule. */
const told = new WeakSet<Info>()

/** Remembers a session for the report of the test. */
export function noteSession(info: Info, view: SessionView): void {
  told.add(info)
  waiting.set(info, [...(waiting.get(info) ?? []), view])
}

/**
 * Attaches the sessions to a test that failed: the first as `session.json`, others as `session-2.json` and so on. Called
 * by each fixture that knows of some: the first that ends, while the browser is there. Never rejects: it may be gone.
 *
 * @param otherwise what a test said something of that has no session to report
 */
export async function attachSessions(info: Info, otherwise?: SessionView): Promise<void> {
  const views = waiting.get(info) ?? (otherwise === undefined || told.has(info) ? [] : [otherwise])
  waiting.delete(info)
  if (info.status === info.expectedStatus) return
  await Promise.all(views.map((view, at) => attach(info, view, at === 0 ? 'session' : `session-${at + 1}`)))
}

async function attach(info: Info, view: SessionView, name: string): Promise<void> {
  const gaveUp = new AbortController()
  try {
    const report = await Promise.race([
      describeSession(view).catch(problemOf(view)),
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

/** What the kit itself says of a session quotes nothing of it. */
function problemOf({ name, format }: SessionView) {
  return (error: unknown) => {
    if (error instanceof SessionTestError) return { name, format: format.name, problem: error.message }
    throw error
  }
}
