import type { BrowserContext, Page } from '@playwright/test'

import type { SessionFormat } from './formats/format.ts'
import type { SessionCopy, SessionFixture } from './session-handle.ts'

export type Cookie = Awaited<ReturnType<BrowserContext['cookies']>>[number]

/** The cookies of a session. */
export interface HeldSession {
  /** The cookie with the data or the id; its attributes are the session's. */
  readonly cookie: Cookie
  /** The signature, where it has a cookie of its own. */
  readonly companion: Cookie | null
  /** All of it in one piece, as `SessionFormat` reads it. */
  readonly text: string
}

/** The session of a browser, or of a copy, as it is when it is asked. */
export interface SessionView {
  /** Name of the cookie. */
  readonly name: string
  readonly format: SessionFormat
  readonly showValues: boolean
  /** What is held for the page, or for `baseURL` before there is one; null without a session cookie. */
  held(): Promise<HeldSession | null>
  /** What the server says. @throws SessionTestError `invalid-option` without `server.read` */
  readOnServer(): Promise<object | null>
}

const views = new WeakMap<object, SessionView>()
const makers = new WeakMap<BrowserContext, (page: Page) => SessionView>()

/** Makes a session or a copy known to matchers. */
export function remember(target: SessionFixture | SessionCopy, view: SessionView): void {
  views.set(target, view)
}

/** Makes the sessions of a browser's pages known to matchers. */
export function rememberContext(context: BrowserContext, viewOfPage: (page: Page) => SessionView): void {
  makers.set(context, viewOfPage)
}

/** As `rememberContext`, for a browser that is not known yet. */
export function rememberUnknown(context: BrowserContext, viewOfPage: (page: Page) => SessionView): void {
  if (!makers.has(context)) makers.set(context, viewOfPage)
}

/** Undefined for what the kit did not make: the page of another `test`. */
export function findView(target: object): SessionView | undefined {
  const view = views.get(target)
  if (view !== undefined) return view
  return isPage(target) ? makers.get(target.context())?.(target) : undefined
}

function isPage(target: object): target is Page {
  return 'context' in target && typeof target.context === 'function'
}
