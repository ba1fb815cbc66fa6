import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type BrowserContext, chromium } from '@playwright/test'

import { LivePage } from './live-page.ts'
import { expect, startApi, test } from './test.ts'

test('a restart of the server keeps the session, for the server never had it', async ({ browser }) => {
  await using api = await startApi()
  const page = await browser.newPage({ baseURL: api.url })
  const live = new LivePage(page)
  await live.open()
  await live.save('string', 'hello')
  await api.stop()
  await live.button('Ask again').click()
  await expect(live.narrator).toContainText('The server is not answering.')
  await api.start()
  await live.isIn('live')
  await expect(live.server).toContainText('"hello"')
  await page.close()
})

test('without a secret one is made once, so that a restart keeps sessions', async ({ playwright }) => {
  await using api = await startApi({ SESSION_SECRET: undefined })
  const request = await playwright.request.newContext({ baseURL: api.url })
  await request.get('/enter_string?string=hello')
  await api.stop()
  await api.start()
  expect(await (await request.get('/get_string')).text()).toBe('You entered hello')
})

test('a session outlives neither its lifetime on the server nor its date in the browser', async ({ browser }) => {
  await using api = await startApi({ SESSION_LIFETIME: '3s' })
  const page = await browser.newPage({ baseURL: api.url })
  const live = new LivePage(page)
  await live.open()
  await live.save('string', 'hello')
  await live.isIn('expired')
  await expect(page).toHaveNoSession()
  await expect(live.narrator).toContainText('Time is up.')
  await page.close()
})

interface Profile {
  /** Runs `act` in a browser that was started on this profile, and quits it. */
  visit(act: (live: LivePage, context: BrowserContext) => Promise<void>): Promise<void>
}

const withProfile = test.extend<{ profile: Profile }>({
  profile: async ({ baseURL, launchOptions }, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'clearjar-profile-'))
    await use({
      async visit(act) {
        const context = await chromium.launchPersistentContext(folder, { ...launchOptions, baseURL: baseURL! })
        const live = new LivePage(context.pages()[0] ?? (await context.newPage()))
        await live.open()
        await act(live, context)
        await context.close()
      }
    })
    await rm(folder, { recursive: true })
  }
})

withProfile('a permanent session outlives the browser', async ({ profile }) => {
  await profile.visit(async (live) => live.save('string', 'hello'))
  await profile.visit(async (live) => {
    await live.isIn('live')
    await expect(live.savedStrings).toContainText('"hello"')
  })
})

withProfile('a session until the browser closes ends with it', async ({ profile }) => {
  await profile.visit(async (live) => {
    await live.save('string', 'hello')
    await live.page.getByRole('combobox', { name: 'Keep for' }).selectOption({ label: 'Until the browser closes' })
    await expect(live.narrator).toContainText('Kept until the browser closes.')
    await live.page.reload()
    await live.isIn('live')
    await expect(live.savedStrings).toContainText('"hello"')
  })
  await profile.visit(async (live) => {
    await live.isIn('empty')
    await expect(live.page).toHaveNoSession()
  })
})
