import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { OwnBrowser } from '@clearjar/playwright/own-browser'
import { type Page, test as base } from '@playwright/test'

import { openBrowser } from './open-browser.ts'
import { poll } from './poll.ts'

/** A page that says what happens to it, and how it began. */
interface Site {
  readonly url: string
  readonly elsewhere: string
  readonly signals: readonly string[]
  /** Resolves when a page has said this after `act`. */
  tells(signal: string, act: () => Promise<unknown>): Promise<void>
}

const PAGE = `<title>Trace</title>
<a id="blank" href="/blank" target="_blank">new tab</a>
<a id="opener" href="/opener" target="_blank" rel="opener">new tab that knows this one</a>
<script>
  const tell = (signal) => navigator.sendBeacon('/signal', location.pathname + ' ' + signal)
  const { type } = performance.getEntriesByType('navigation')[0]
  const found = sessionStorage.getItem('mark')
  sessionStorage.setItem('mark', 'there')
  for (const name of ['pagehide', 'pageshow'])
    addEventListener(name, (event) => tell(name + (event.persisted ? ' persisted' : '')))
  tell('began by ' + type + (found === null ? ', empty' : ', with storage') + (document.wasDiscarded ? ', discarded' : ''))
  for (const name of ['freeze', 'resume']) document.addEventListener(name, () => tell(name))
  document.addEventListener('visibilitychange', () => tell(document.visibilityState))
</script>`

export const test = base.extend<{ site: Site; chromium: OwnBrowser; tab: Page }>({
  // Playwright would record browsers that die.
  trace: ['off', { scope: 'worker' }],
  site: async ({}, use) => {
    const signals: string[] = []
    const server = createServer((req, res) => {
      if (req.method === 'POST') req.setEncoding('utf8').on('data', (text: string) => signals.push(text))
      res.setHeader('Content-Type', 'text/html').end(PAGE)
    }).listen(0)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await use({
      url: `http://localhost:${port}`,
      elsewhere: `http://127.0.0.1:${port}/elsewhere`,
      signals,
      async tells(signal, act) {
        const before = signals.length
        await act()
        await poll(() => signals.slice(before).includes(signal) || null, `a page says "${signal}"`, 5_000)
      }
    })
    server.close()
    server.closeAllConnections()
  },
  chromium: async ({}, use) => {
    await using browser = await openBrowser()
    await use(browser)
  },
  tab: async ({ chromium, site }, use) => use(await chromium.newTab(`${site.url}/one`))
})
