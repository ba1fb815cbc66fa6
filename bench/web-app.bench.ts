/**
 * How quickly the first screen is there, beside a React page with one heading, in the same browser and from servers of
 * the same kind: each load with a cold cache, one after the other in turns. Read the ratios; of the rest, that nothing
 * shifts and how long the page was busy.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { type Browser, chromium } from '@playwright/test'
import react from '@vitejs/plugin-react'
import compression from 'compression'
import express from 'express'
import { build } from 'vite'

import { createServerProcess } from '../e2e/server.ts'
import { BROWSER_ARGS } from '../playwright.config.ts'
import { printTable } from './compare.ts'

const ROUNDS = 15

/** Milliseconds since the navigation began, but for `shift`, which has no unit (Layout Instability, 2.2). */
interface Load {
  readonly firstPaint: number
  readonly drawn: number
  readonly settled: number
  readonly busy: number
  readonly shift: number
}

const folder = await mkdtemp(path.join(tmpdir(), 'clearjar-bench-'))
const empty = await serveEmptyPage(path.join(folder, 'empty'))
const api = await createServerProcess({
  command: process.execPath,
  args: ['apps/api/dist/main.js'],
  env: (port) => ({
    PORT: String(port),
    CLEARJAR_DATA: path.join(folder, 'data'),
    SESSION_SECRET: 'of the benchmark alone',
    LOG_LEVEL: 'silent'
  }),
  ready: /Clearjar is at/
})
await api.start()
const executablePath = process.env['CLEARJAR_BROWSER']
const browser = await chromium.launch({
  args: [...BROWSER_ARGS],
  ...(executablePath !== undefined && { executablePath })
})

const pages = {
  'a React page with one heading': empty.url,
  'Live, no session': `${api.url}/`,
  Inspect: `${api.url}/inspect`,
  Labs: `${api.url}/labs`
}
const loads = new Map<string, Load[]>(Object.keys(pages).map((name) => [name, []]))
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, url] of Object.entries(pages)) {
    const load = await measure(browser, url)
    // The first of each warms up the servers and the browser's own files.
    if (round > 0) loads.get(name)?.push(load)
  }
}
report()
await browser.close()
await api.stop()
await empty.close()
await rm(folder, { recursive: true })

async function measure(running: Browser, url: string): Promise<Load> {
  const context = await running.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    const seen = { drawn: 0, settled: 0, busy: 0, shift: 0 }
    Object.assign(globalThis, { seen })
    new MutationObserver(() => {
      const main = document.querySelector('main[data-state]:not([data-state=loading])')
      if (main && seen.drawn === 0) seen.drawn = performance.now()
      const isSettled = main?.getAttribute('data-state') !== 'checking' && main?.getAttribute('aria-busy') !== 'true'
      if (main && isSettled && seen.settled === 0) seen.settled = performance.now()
    }).observe(document, { subtree: true, childList: true, attributes: true })
    new PerformanceObserver((list) => {
      // What blocks longer than a person notices (Total Blocking Time).
      for (const { duration } of list.getEntries()) seen.busy += duration - 50
    }).observe({ type: 'longtask', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(url)
  await page.waitForFunction(() => (globalThis as unknown as { seen: Load }).seen.settled > 0)
  // What is loaded after the first screen may shift it.
  await page.waitForLoadState('networkidle')
  const load = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    return { ...(globalThis as unknown as { seen: Load }).seen, firstPaint: paint?.startTime ?? 0 }
  })
  await context.close()
  return load
}

function report(): void {
  const of = (name: string, what: keyof Load): number => median((loads.get(name) ?? []).map((load) => load[what]))
  const [peer = ''] = loads.keys()
  const rows = [...loads.keys()].map((name) => {
    const relative = (what: keyof Load): number => of(name, what) / of(peer, what)
    const ratios = [relative('firstPaint'), relative('drawn'), relative('settled')]
    return [
      name,
      [...ratios, of(name, 'busy'), Math.max(...(loads.get(name) ?? []).map(({ shift }) => shift))]
    ] as const
  })
  printTable(
    `Time relative to ${peer}, and milliseconds busy beyond 50, layout shift (worst of ${ROUNDS})`,
    ['first paint', 'drawn', 'settled', 'busy', 'shift'],
    new Map(rows)
  )
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function serveEmptyPage(outDir: string): Promise<{ url: string; close: () => Promise<void> }> {
  const root = path.join(import.meta.dirname, 'empty-page')
  await build({ configFile: false, root, logLevel: 'silent', plugins: [react()], build: { outDir } })
  const app = express().use(compression(), express.static(outDir))
  const server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => {
    server.once('listening', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return {
    url: `http://localhost:${address.port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    }
  }
}
