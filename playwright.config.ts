import { clearjar, type SessionOptions } from '@clearjar/playwright'
import type { OwnBrowserOptions } from '@clearjar/playwright/own-browser'
import { defineConfig } from '@playwright/test'

import { KEY } from './e2e/key.ts'

/** `npm test` finds the browser; what is missing here is Playwright's own. */
const { CLEARJAR_BROWSER: browser, CLEARJAR_HEADLESS_SHELL: shell = browser } = process.env

/** In a container Chromium runs as root, where its sandbox cannot; the rest keeps it from calling home. */
export const BROWSER_ARGS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** What needs nothing of Chromium. */
const EVERYWHERE = ['kit/examples', 'kit/formats', 'kit/matchers', 'matrix/acts', 'matrix/cookie-acts', 'story'].map(
  (name) => `**/${name}.spec.ts`
)

/** Each starts Chromium as a person does, and waits for what tabs do there. */
const IN_OWN_BROWSER = ['kit/own-browser*', 'matrix/{browser-acts,storage}', 'tab-sessions/*'].map(
  (name) => `**/${name}.spec.ts`
)

/** Not run unless asked for: `npx playwright install firefox webkit`, and then `CLEARJAR_BROWSERS=firefox,webkit`. */
const OTHERS = (['firefox', 'webkit'] as const).filter((name) => process.env.CLEARJAR_BROWSERS?.includes(name))

const inChromium = {
  browserName: 'chromium' as const,
  launchOptions: { args: [...BROWSER_ARGS], ...(shell !== undefined && { executablePath: shell }) },
  ownBrowserOptions: { executablePath: browser, args: [...BROWSER_ARGS, '--force-prefers-reduced-motion'] }
}

export default defineConfig<{ sessionOptions: SessionOptions; ownBrowserOptions: OwnBrowserOptions }>({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  // Those in browsers of their own wait, and the others meanwhile use the processors: two of them have enough to do.
  workers: 5,
  // A machine may have more to do than this.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // They wait for minutes. `CLEARJAR_LONG=1` takes them in.
  ...(process.env.CLEARJAR_LONG === undefined && { grepInvert: /@long/ }),
  forbidOnly: process.env.CI !== undefined,
  reporter: [
    ['list'],
    ['./e2e/tab-sessions/table-reporter.ts'],
    ['./e2e/not-run-reporter.ts'],
    ...(process.env.CI === undefined ? [] : [['html', { open: 'never' }] as const])
  ],
  // A trace of each test costs half as much again: `--trace retain-on-failure` where one is wanted.
  // What moves on the page costs a fifth of the processor time. The story is told with it.
  use: { sessionOptions: { format: clearjar({ secrets: [KEY] }) }, contextOptions: { reducedMotion: 'reduce' } },
  projects: [
    { name: 'chromium', testIgnore: IN_OWN_BROWSER, workers: 3, use: inChromium },
    { name: 'own-browser', testMatch: IN_OWN_BROWSER, workers: 2, use: inChromium },
    ...OTHERS.map((browserName) => ({ name: browserName, testMatch: EVERYWHERE, use: { browserName } }))
  ]
})
