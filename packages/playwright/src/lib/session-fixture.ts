import { createSessionCodec, type SessionCodecOptions } from '@clearjar/session'
import { type BrowserContext, type Page, test as base, type TestType } from '@playwright/test'

import { findCookie, readData } from './session-cookie.ts'

/** How the application under test keeps its session. Set it in `use` of the Playwright configuration. */
export interface SessionOptions {
  /** Name of the cookie. Default `session`. */
  readonly name?: string
  /** The keys and format that the application signs with; needed by `seed` alone. */
  readonly codec?: SessionCodecOptions
}

/** Acts on the session of the test's browser context. Each resolves when its effect is there. */
export interface SessionFixture {
  /** Name of the cookie. */
  readonly name: string
  /** Signs in without the application: puts a cookie with `data` in the browser, HttpOnly unless `readable`. */
  seed(data: Record<string, unknown>, options?: { readonly readable?: boolean }): Promise<void>
  /** What the cookie says, HttpOnly or not, read without a key; undefined without a session. */
  read(): Promise<Record<string, unknown> | undefined>
  /** Changes one character of the payload, so that the signature no longer fits. */
  tamper(): Promise<void>
  /** What a sign-out in the page does: expires the cookie through `document.cookie`. Rejects when it did not take. */
  deleteWithJavaScript(): Promise<void>
}

export interface SessionFixtures {
  readonly sessionOptions: SessionOptions
  readonly session: SessionFixture
}

type Base = typeof base extends TestType<infer TestArgs, infer WorkerArgs> ? [TestArgs, WorkerArgs] : never

/** Playwright's `test` with a `session` fixture; needs `baseURL` in the configuration. */
export const test: TestType<Base[0] & SessionFixtures, Base[1]> = base.extend<SessionFixtures>({
  sessionOptions: [{}, { option: true }],
  session: async ({ context, page, baseURL, sessionOptions }, use) => {
    if (baseURL === undefined)
      throw new Error('The session fixture needs `baseURL` in `use` of the Playwright configuration.')
    await use(createFixture(context, page, baseURL, sessionOptions))
  }
})

function createFixture(context: BrowserContext, page: Page, url: string, options: SessionOptions): SessionFixture {
  const { name = 'session', codec } = options

  async function cookieOrFail() {
    const cookie = await findCookie(context, name, url)
    if (cookie === undefined) throw new Error(`There is no cookie named "${name}" to act on.`)
    return cookie
  }

  return {
    name,
    async seed(data, { readable = false } = {}) {
      if (codec === undefined)
        throw new Error('`seed` needs the keys: set `sessionOptions.codec` in the Playwright configuration.')
      const value = createSessionCodec(codec).sign(data)
      await context.addCookies([{ name, value, url, httpOnly: !readable, sameSite: 'Lax' }])
    },
    async read() {
      const cookie = await findCookie(context, name, url)
      return cookie === undefined ? undefined : readData(cookie.value)
    },
    async tamper() {
      const cookie = await cookieOrFail()
      const other = cookie.value[1] === 'A' ? 'B' : 'A'
      await context.addCookies([{ ...cookie, value: cookie.value[0] + other + cookie.value.slice(2) }])
    },
    async deleteWithJavaScript() {
      const { path, domain } = await cookieOrFail()
      const scope = domain.startsWith('.') ? `; Domain=${domain.slice(1)}` : ''
      await page.evaluate((text) => void (document.cookie = text), `${name}=; Path=${path}; Max-Age=0${scope}`)
      if ((await findCookie(context, name, url)) !== undefined) {
        throw new Error(
          `JavaScript cannot delete the cookie "${name}": it is HttpOnly, or the page is on another site.`
        )
      }
    }
  }
}
