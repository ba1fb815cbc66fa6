// Finds a Chromium for the end-to-end tests, without downloading one.
import { installFromDebian, isProgram, onPath } from './programs.mjs'
import { stop } from './project.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'
]

/** The path of a browser: the given one, an installed one, Playwright's own, or on Debian as root a new one. */
export async function findBrowser() {
  const given = process.env.CLEARJAR_BROWSER
  if (given !== undefined)
    return isProgram(given) ? given : stop(`CLEARJAR_BROWSER names no program; give it the path of Chrome or Chromium.`)
  return (
    installed() ??
    (await playwrights()) ??
    (await fromDebian()) ??
    stop(
      'The end-to-end tests need a browser: install Chrome or Chromium, or run `npx playwright install chromium`, or set CLEARJAR_BROWSER to the path of one.'
    )
  )
}

/**
 * The path of a Chromium without windows and tabs, which takes half the time for tests that need neither; the browser
 * itself where there is none, or where one was asked for.
 */
export async function findHeadlessShell(browser) {
  if (process.env.CLEARJAR_BROWSER !== undefined) return browser
  return onPath('chromium-headless-shell', 'chrome-headless-shell') ?? browser
}

function installed() {
  return onPath(...NAMES) ?? ELSEWHERE.find(isProgram)
}

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  const own = chromium.executablePath()
  return isProgram(own) ? own : undefined
}

async function fromDebian() {
  return (await installFromDebian('chromium')) ? installed() : undefined
}
