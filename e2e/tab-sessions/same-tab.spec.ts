import type { Page } from '@playwright/test'

import { AWAY, BOTH_SLOWLY, expect, GRACE, IN_MATRIX, isOpen, LIKE_ANOTHER, row } from './tab-test.ts'

row('reload', IN_MATRIX, async ({ begin, line, scope }) => {
  const { page, session } = await begin(scope)
  const { birth } = await line.report(() => page.reload(), isOpen)
  expect(birth).toBe('same')
  await session.stays(GRACE + 1)
})

row('reload storm', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await line.report(() => chromium.reloadStorm(page), isOpen)
  await page.waitForLoadState()
  await session.stays(GRACE + 1)
})

row('hard reload', LIKE_ANOTHER, async ({ begin, line, scope }) => {
  const { page, session } = await begin(scope)
  const devtools = await page.context().newCDPSession(page)
  const { birth } = await line.report(() => devtools.send('Page.reload', { ignoreCache: true }), isOpen)
  expect(birth).toBe('same')
  await session.stays(GRACE + 1)
})

row('same-site link', LIKE_ANOTHER, async ({ begin, line, scope }) => {
  const { page, session } = await begin(scope)
  const { birth } = await line.report(() => followLink(page, '/?next'), isOpen)
  expect(birth).toBe('same')
  await session.stays(GRACE + 1)
})

// Not in the ordinary command: Playwright loses sight of a page that comes back twice. Other rows come back once.
row('back and forward with the back/forward cache @long', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await mark(page)
  await followLink(page, '/healthz')
  for (const turn of ['first', 'second']) {
    await line.report(() => chromium.goBack(page), isOpen)
    if (turn === 'second') continue
    await line.report(
      () => chromium.goForward(page),
      ({ act }) => act === 'leave'
    )
  }
  expect(await isMarked(page, `${line.url}/`)).toBe(true)
  await session.stays(GRACE + 1)
})

row('back and forward without the back/forward cache', BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open('--disable-back-forward-cache'))
  await line.report(() => followLink(page, '/?next'), isOpen)
  await mark(page)
  await line.report(() => chromium.goBack(page), isOpen)
  await line.report(() => chromium.goForward(page), isOpen)
  expect(await isMarked(page, `${line.url}/?next`)).toBe(false)
  await session.stays(GRACE + 1)
})

row('away and back within the grace', IN_MATRIX, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open('--disable-back-forward-cache'))
  await page.goto(line.elsewhere)
  await line.report(() => chromium.goBack(page), isOpen)
  await session.stays(GRACE + 1)
})

row('away past the grace', BOTH_SLOWLY, async ({ begin, open, line, scope }) => {
  const { chromium, page, session } = await begin(scope, await open('--disable-back-forward-cache'))
  await session.ends('tabs-closed', GRACE, () => page.goto(line.elsewhere))
  await line.report(
    () => chromium.goBack(page),
    ({ act, answer }) => act === 'open' && answer !== 'open'
  )
  expect(await session.life()).toBe('tabs-closed')
})

row('away and back with the back/forward cache', IN_MATRIX, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await mark(page)
  await page.goto(line.elsewhere)
  await session.stays(GRACE + 1)
  await line.report(() => chromium.goBack(page), isOpen)
  expect(await isMarked(page, `${line.url}/`)).toBe(true)
  await session.stays(GRACE + 1)
})

row('away in the back/forward cache past its time, and back', BOTH_SLOWLY, async ({ begin, line, scope }) => {
  const { chromium, page, session } = await begin(scope)
  await session.ends('tab-asleep', AWAY, () => page.goto(line.elsewhere))
  await line.report(() => chromium.goBack(page), isOpen)
  await session.wakes()
})

async function followLink(page: Page, href: string): Promise<void> {
  await page.waitForSelector('body')
  await page.evaluate((to) => {
    document.body.insertAdjacentHTML('afterbegin', `<a id="link" href="${to}">link</a>`)
  }, href)
  await Promise.all([page.waitForURL(`**${href}`, { waitUntil: 'commit' }), page.click('#link')])
}

/** In the document's memory: a document that was kept still has it. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { marked: true }))
}

/** Of the document at this address, once it is there. */
async function isMarked(page: Page, address: string): Promise<boolean> {
  const found = await page.waitForFunction(
    (href) => location.href === href && document.readyState === 'complete' && { marked: 'marked' in globalThis },
    address,
    { polling: 100 }
  )
  const { marked } = (await found.jsonValue()) as { marked: boolean }
  return marked
}
