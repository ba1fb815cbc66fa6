import { expect } from 'vitest'

import { poll } from '../tab-sessions/poll.ts'
import { test as base } from './browser-test.ts'
import { testEveryBrowser } from './every-browser.ts'
import { testDyingCookie } from './every-browser-dying.ts'
import { createProfile, type Profile } from './firefox-profile.ts'
import type { Firefox } from './firefox.ts'
import { expectEnds, hasKey, signIn } from './session.ts'
import type { TestBrowser } from './test-browser.ts'

const { CLEARJAR_FIREFOX: program = '' } = process.env

const test = base.extend<{ profile: Profile; firefox: Firefox }>({
  profile: async ({ display }, use) => {
    await using profile = await createProfile(program, display.name)
    await use(profile)
  },
  firefox: async ({ profile }, use) => use(await profile.launch())
})

async function launch(display: string): Promise<TestBrowser> {
  const profile = await createProfile(program, display)
  return { ...(await profile.launch()), [Symbol.asyncDispose]: () => profile[Symbol.asyncDispose]() }
}

testEveryBrowser(launch)
testDyingCookie(launch)

test('quitting ends the session within the grace', async ({ patient, firefox, annotate }) => {
  const { session } = await signIn(firefox, patient)
  await firefox.open(patient.url)
  await session.hasTabs(2)
  const end = await session.end(() => firefox.quit())
  await annotate(expectEnds([end], 'tabs-closed', patient.times.grace))
})

test('a duplicate is a tab of the session', async ({ hasty, firefox, annotate }) => {
  const { tab, session } = await signIn(firefox, hasty)
  const copy = await tab.duplicate()
  await session.hasTabs(2)
  await tab.close()
  await session.stays()
  const end = await session.end(() => copy.close())
  await annotate(expectEnds([end], 'tabs-closed', hasty.times.grace))
})

test('a tab that window.open makes is a tab of the session', async ({ hasty, firefox, annotate }) => {
  const { tab, session } = await signIn(firefox, hasty)
  const popup = await tab.popup('/?popup')
  await session.hasTabs(2)
  await tab.close()
  await session.stays()
  const end = await session.end(() => popup.close())
  await annotate(expectEnds([end], 'tabs-closed', hasty.times.grace))
})

test('a closed tab that is reopened within the grace keeps the session', async ({ patient, firefox }) => {
  const { tab, session } = await signIn(firefox, patient)
  await tab.close()
  const reopened = await firefox.reopenTab()
  await session.stays()
  await session.hasTabs(1)
  expect(await reopened.run(lifeInPage)).toBe('present')
})

test('a closed tab that is reopened past the grace is not signed in', async ({ hasty, firefox, annotate }) => {
  const { tab, session } = await signIn(firefox, hasty)
  const end = await session.end(() => tab.close())
  await annotate(expectEnds([end], 'tabs-closed', hasty.times.grace))
  const reopened = await firefox.reopenTab()
  expect(await reopened.run(lifeInPage)).not.toBe('present')
  await session.isOver()
})

test('a tab that Firefox discards says that it closes', async ({ hasty, firefox, annotate }) => {
  const { tab, session } = await signIn(firefox, hasty)
  await firefox.open(hasty.elsewhere)
  const end = await session.end(() => tab.discard())
  await annotate(expectEnds([end], 'tabs-closed', hasty.times.grace))
  await tab.show()
  expect(await tab.run(lifeInPage)).not.toBe('present')
})

test('a discarded tab comes back into a session that has another tab', async ({ hasty, firefox }) => {
  const { tab, session } = await signIn(firefox, hasty)
  await firefox.open(hasty.url)
  await session.hasTabs(2)
  await tab.discard()
  await session.hasTabs(1)
  await session.stays()
  await tab.show()
  await session.hasTabs(2)
  expect(await tab.run(lifeInPage)).toBe('present')
})

test('after a crash the session ends with the lease', async ({ hasty, firefox, annotate }) => {
  const { tab, session } = await signIn(firefox, hasty)
  const end = await session.end(() => tab.crash())
  await annotate(expectEnds([end], 'tab-asleep', hasty.times.lease))
})

test('a crashed tab that is brought back is not signed in', async ({ patient, firefox }) => {
  const { tab, session } = await signIn(firefox, patient)
  await tab.crash()
  expect(await session.life()).toBe('present')
  await tab.revive()
  await session.isOver()
  expect(await tab.run(lifeInPage)).not.toBe('present')
})

test('a crashed tab comes back into a session that has another tab', async ({ patient, firefox }) => {
  const { tab, session } = await signIn(firefox, patient)
  await firefox.open(patient.url)
  await session.hasTabs(2)
  await tab.crash()
  await tab.revive()
  await session.hasTabs(2)
  expect(await tab.run(lifeInPage)).toBe('present')
})

test('a tab that is restored after a quit is not signed in', async ({ patient, profile, firefox, annotate }) => {
  const { session } = await signIn(firefox, patient)
  const end = await session.end(() => firefox.quit())
  await annotate(expectEnds([end], 'tabs-closed', patient.times.grace))
  const restored = await (await profile.launch()).find(patient.url)
  expect(await restored.run(lifeInPage)).not.toBe('present')
  await session.isOver()
})

test('a tab that is restored after a kill is not signed in, not even within the lease', async ({
  patient,
  profile,
  firefox,
  annotate
}) => {
  const { session } = await signIn(firefox, patient)
  await firefox.note()
  const killed = performance.now()
  await firefox.end('SIGKILL')
  const restored = await (await profile.launch()).find(patient.url)
  await session.isOver()
  const took = (performance.now() - killed) / 1000
  expect(took).toBeLessThan(patient.times.lease)
  await annotate(`${took.toFixed(1)} s`)
  expect(await restored.run(lifeInPage)).not.toBe('present')
})

test('nor are two tabs, which could join each other', async ({ patient, profile, firefox }) => {
  const { session } = await signIn(firefox, patient)
  await hasKey(await firefox.open(`${patient.url}/?other`))
  await session.hasTabs(2)
  await firefox.note()
  await firefox.end('SIGKILL')
  const again = await profile.launch()
  const other = await again.find(`${patient.url}/?other`)
  await session.isOver()
  const tab = await again.find(patient.url)
  for (const each of [other, tab]) expect(await each.run(lifeInPage)).not.toBe('present')
})

test('signing out in one tab signs out the others', async ({ hasty, firefox }) => {
  const { tab, session } = await signIn(firefox, hasty)
  const other = await firefox.open(hasty.url)
  await session.hasTabs(2)
  await tab.run(async () => void (await fetch('/api/session', { method: 'DELETE' })))
  expect(await session.life()).not.toBe('present')
  for (const each of [tab, other]) {
    expect(await each.run(lifeInPage)).not.toBe('present')
    await poll(
      async () => (await each.run(() => sessionStorage.getItem('session-tab') === null)) || null,
      'the key is dropped'
    )
  }
})

test('a tab whose page asks, and that stays, keeps the session', async ({ patient, firefox }) => {
  const { tab, session } = await signIn(firefox, patient)
  await tab.run(() => addEventListener('beforeunload', (event) => event.preventDefault()))
  // Firefox asks only where a person has done something.
  await tab.click('h1')
  await tab.closeAndStay()
  await session.stays()
  await session.hasTabs(1)
})

/** Runs in a page. */
async function lifeInPage(): Promise<string> {
  const report = (await (await fetch('/api/session')).json()) as { status: string; reason: string | null }
  return report.reason ?? report.status
}
