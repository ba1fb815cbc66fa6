import { createOwnBrowser, type OwnBrowser } from '@clearjar/playwright/own-browser'

import { BROWSER_ARGS } from '../../playwright.config.ts'

/** The browser that other tests have too, as a person starts it. @param args further switches */
export function openBrowser(...args: readonly string[]): Promise<OwnBrowser> {
  return createOwnBrowser({ executablePath: process.env.CLEARJAR_BROWSER, args: [...BROWSER_ARGS, ...args] })
}
