import type { OwnBrowser } from '../own-browser/own-browser.ts'
import { SessionTestError } from '../session-test-error.ts'
import type { TestBrowser } from '../test-browser.ts'

/** @throws SessionTestError `own-browser-needed` */
export function needOwn({ own }: TestBrowser, act: string): OwnBrowser {
  if (own !== null) return own
  throw ownNeeded(act)
}

export function ownNeeded(act: string): SessionTestError {
  return new SessionTestError(
    'own-browser-needed',
    `\`${act}\` is not something that Playwright’s own contexts can do: import \`test\` from '@clearjar/playwright/own-browser'.`
  )
}
