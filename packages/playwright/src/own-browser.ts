export { expect } from './lib/matchers/expect.ts'
export {
  createOwnBrowser,
  type OwnBrowser,
  type OwnBrowserOptions,
  type Quitting,
  type StartOptions
} from './lib/own-browser/own-browser.ts'
export type { Tabs } from './lib/own-browser/tabs.ts'
export { type OwnBrowserFixtures, test } from './lib/own-browser-test.ts'
