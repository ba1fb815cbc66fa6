import type { Page } from '@playwright/test'

import type { CookiePart } from './formats/format.ts'
import type { SessionDraft, SomeData } from './session-data.ts'

/** What a browser held for a session at one moment: cookies, and the sessionStorage of its tab. */
export interface SessionCopy {
  /** What the server says to somebody who has nothing but this copy: the data, or null when it knows of no session. */
  readOnServer(): Promise<object | null>
}

export interface SeedOptions {
  /**
   * `readable`: scripts see the cookie; `split`: all but its signature, where the format can. Default `hidden`. An
   * application that writes its cookie anew makes it what it makes of all.
   */
  readonly visibility?: 'hidden' | 'readable' | 'split'
  /** Whether the cookie outlives the browser. Default false: until the browser closes. */
  readonly permanent?: boolean
  /** `key`: signed by the kit; `login`: `server.signIn`. Default the key, where there is one. */
  readonly through?: 'key' | 'login'
}

export type TamperPart = CookiePart | 'truncated' | 'wrong key'

export interface ExpireOptions {
  /**
   * `age`: signed again as if that had been long ago, so that the server refuses it; needs keys. `clock`: the page's
   * clock goes on to after its date and its `lifetime`, and the browser drops what is out of date, as it would then; a
   * cookie without a date stays. Timers of the page do not fire. Default `age`.
   */
  readonly by?: 'age' | 'clock'
}

export interface AwayOptions {
  /** Whether the browser keeps the page in its back/forward cache meanwhile. Default false. */
  readonly cache?: boolean
}

export interface RestartOptions {
  /** Whether the browser opens the tabs that it had, with their sessionStorage and its session cookies. Default false. */
  readonly restore?: boolean
  /** `close`: as a person quits it; `kill`: as a crash or power loss. Default `close`. */
  readonly how?: 'close' | 'kill'
  /** Done while no browser runs. */
  readonly meanwhile?: () => Promise<unknown>
}

/**
 * The session of the test's browser, and what can happen to it. Each act resolves when it has really happened.
 *
 * @throws SessionTestError `no-session` where there is no cookie to act on, and what is said at each
 */
export interface SessionFixture {
  /** Name of the cookie. */
  readonly name: string
  /** The tab that acts are about: the test's `page`, until an act brings another. */
  readonly page: Page
  /**
   * Signs in: puts a cookie with `data` into the browser that the kit signed, or goes through the application's login.
   *
   * @throws SessionTestError `invalid-option` without keys and login
   */
  seed(data: SomeData, options?: SeedOptions): Promise<void>
  /** What the cookie says, HttpOnly or not, read without a key; undefined without a session, or where it is only an id. */
  read(): Promise<SomeData | undefined>
  /** What the server says to this browser: the data, or null when it knows of no session. Changes nothing in the browser. */
  readOnServer(): Promise<object | null>
  /** Opens the session, has `change` change its data, and signs it again: Flask's `session_transaction`. Needs keys. */
  transaction(change: (data: SessionDraft) => void | Promise<void>): Promise<void>
  /** What a sign-out in the page does: expires the cookie through `document.cookie`. Rejects where that cannot be: `not-done`. */
  deleteWithJavaScript(): Promise<void>
  /**
   * The application's own logout, `server.signOut`, until `server.read` knows of no session; without that, nothing is
   * asked. Rejects when it stays: `not-done`.
   */
  deleteOnServer(): Promise<void>
  /**
   * Damages the cookie: changes one character of a part, cuts it short, or signs it with a key of nobody's. Default
   * `payload`.
   *
   * @throws SessionTestError `not-possible` where the format has no such part
   */
  tamper(part?: TamperPart): Promise<void>
  /** Takes a copy, as a thief would. */
  copy(): Promise<SessionCopy>
  /** Puts the cookies of a copy back into the browser. */
  replay(copy: SessionCopy): Promise<void>
  /** Makes it too old. */
  expire(options?: ExpireOptions): Promise<void>
  /** Closes the tab, with all that a page is told then, `beforeunload` too. A dialog that this opens is accepted, unless the test has a listener for dialogs. */
  closeTab(): Promise<void>
  /** Opens the tab that was closed last again, with its sessionStorage. @throws SessionTestError `own-browser-needed` */
  reopenClosedTab(): Promise<Page>
  /** A second tab with a copy of the sessionStorage. The first stays the one that acts are about. @throws SessionTestError `own-browser-needed` */
  duplicateTab(): Promise<Page>
  /** A second tab at the same address, as for a typed one. The first stays the one that acts are about. */
  newTab(): Promise<Page>
  reload(): Promise<void>
  /**
   * To a page of another site, and back.
   *
   * @throws SessionTestError `own-browser-needed` for `cache`; `not-done` with the browser's reasons when it did not keep the page
   */
  goAwayAndBack(options?: AwayOptions): Promise<void>
  /** The process of the page dies. Chromium only. `reload` is what a person does then. */
  crashTab(): Promise<{ reload(): Promise<Page> }>
  /**
   * Puts another tab in front, and stops the page's scripts and timers, as a browser does with tabs that are hidden for
   * long. `resume` brings it back to the front. @throws SessionTestError `own-browser-needed`
   */
  freeze(): Promise<{ resume(): Promise<void> }>
  /** The network is gone. */
  goOffline(): Promise<{ goOnline(): Promise<void> }>
  /** Quits the browser, and starts it again on the same profile, at the same address. @throws SessionTestError `own-browser-needed` */
  restartBrowser(options?: RestartOptions): Promise<Page>
}
