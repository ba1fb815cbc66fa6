import type { APIRequestContext, Page } from '@playwright/test'

import type { SessionFormat } from './formats/format.ts'
import type { SomeData } from './session-data.ts'

/** Asks the server with the cookies of a browser, or of a copy. */
export interface Asking {
  /** Relative addresses begin at `baseURL`. What it answers changes no cookie of the browser. */
  readonly request: APIRequestContext
  /** The sessionStorage of the tab, for an application that sends something of it along; empty without a tab. */
  readonly storage: Readonly<Record<string, string>>
}

/** Does something in the name of the browser. */
export interface Doing extends Asking {
  /** Cookies that it gets are the browser's. */
  readonly request: APIRequestContext
  readonly page: Page
}

/** How to speak of sessions with the application under test. Each part is needed only by what it says. */
export interface SessionServer {
  /**
   * What the server says of the session that the request comes with: its data, or an object without any where it does
   * not tell; null when it knows of none. Needed by `readOnServer`, `toOutlive` and `toEndWith`.
   * An answer that says neither, such as a 500, has to throw: `readAnswer` does.
   */
  readonly read?: (asking: Asking) => Promise<object | null>
  /** The application's own login. Needed by `seed` where the kit cannot sign, or is told not to. */
  readonly signIn?: (doing: Doing, data: SomeData) => Promise<unknown>
  /** The application's own logout. Needed by `deleteOnServer`. */
  readonly signOut?: (doing: Doing) => Promise<unknown>
}

/** Attributes of a cookie that the kit makes (RFC 6265bis, section 5.6). */
export interface SeededCookie {
  /** Default none: the host of `baseURL` alone. */
  readonly domain?: string
  /** Default `/`. */
  readonly path?: string
  /** Default `Lax`. */
  readonly sameSite?: 'Strict' | 'Lax' | 'None'
  /** Default true with https, and for names that begin with `__Host-` or `__Secure-`. */
  readonly secure?: boolean
}

/** How the application under test keeps its session. Set it in `use` of the Playwright configuration. */
export interface SessionOptions {
  /** Name of the cookie. Default `session`. */
  readonly name?: string
  /** How the cookie is written. Default `clearjar()`, which reads and needs keys to sign. */
  readonly format?: SessionFormat
  /** Seconds that the server accepts a signature for. Default 31 days, as Flask and Clearjar. */
  readonly lifetime?: number
  /** As the application sets its cookie: one with another domain or path would stand beside it. */
  readonly cookie?: SeededCookie
  readonly server?: SessionServer
  /** Shows values in the report of a failed test, which are masked otherwise. Default false. */
  readonly showValues?: boolean
}
