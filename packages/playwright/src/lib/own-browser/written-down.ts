import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

import type { BrowserContext, Page } from '@playwright/test'

import { poll } from './poll.ts'

/** Of the tab's storage. It stays there: taking it out would be another change. */
const MARK = 'clearjar-written-down'

/** Resolves when a browser has written down what brings this tab back, with its storage and its cookies. */
export async function waitUntilWrittenDown(page: Page, profile: string): Promise<void> {
  const folder = path.join(profile, 'Default')
  // An empty tab has no storage, and nothing to come back to.
  const isEmpty = !/^https?:/.test(page.url())
  await Promise.all([
    cookiesAreWritten(page.context(), folder),
    ...(isEmpty ? [] : [tabIsWritten(page, folder), storageIsWritten(page, folder)])
  ])
}

async function tabIsWritten(page: Page, folder: string): Promise<void> {
  await poll(() => isIn(path.join(folder, 'Sessions'), page.url()), 'The browser writes down its tabs')
}

/** Changes are written in their order: once the last one is there, all are. */
async function storageIsWritten(page: Page, folder: string): Promise<void> {
  const last = randomUUID()
  await page.evaluate(([name, text]) => sessionStorage.setItem(name, text), [MARK, last] as const)
  await poll(() => isIn(path.join(folder, 'Session Storage'), last), 'The browser writes down the storage of its tabs')
}

async function cookiesAreWritten(context: BrowserContext, folder: string): Promise<void> {
  const first = randomUUID()
  await context.addCookies(fillers(first))
  await poll(
    async () => ((await isCommitted(folder)) ? isIn(folder, first, /^Cookies$/) : null),
    'The browser writes down its cookies'
  )
}

/** SQLite undoes what it has written when it finds a journal with a head. */
async function isCommitted(folder: string): Promise<boolean> {
  const journal = await readFile(path.join(folder, 'Cookies-journal')).catch(() => Buffer.alloc(0))
  return journal.subarray(0, 8).every((byte) => byte === 0)
}

/** Chromium writes cookies down after half a minute, or at once when 512 of them are waiting. These go by themselves. */
function fillers(first: string): Parameters<BrowserContext['addCookies']>[0] {
  const expires = Date.now() / 1000 + 10
  return Array.from({ length: 600 }, (_, n) => {
    // A browser keeps no more than 180 for one site.
    const url = `http://clearjar-${n % 6}.test/`
    return { name: n === 0 ? first : `${n}`, value: '', url, expires }
  })
}

/** Whether the files of a folder hold a text, with one byte a letter or two. */
async function isIn(folder: string, text: string, files = /./): Promise<true | null> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => files.test(name))
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'latin1').catch(() => '')))
  return texts.join('').replaceAll('\0', '').includes(text) || null
}
