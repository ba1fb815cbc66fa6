import { decodeUnverified, inflateUnverified } from '@clearjar/session/decode'
import type { BrowserContext } from '@playwright/test'

type Cookie = Awaited<ReturnType<BrowserContext['cookies']>>[number]

/** The session cookie that the browser would send to `url`, HttpOnly or not. */
export async function findCookie(context: BrowserContext, name: string, url: string): Promise<Cookie | undefined> {
  return (await context.cookies(url)).find((cookie) => cookie.name === name)
}

/** What a cookie says, read without a key; undefined when that is no session. */
export async function readData(value: string): Promise<Record<string, unknown> | undefined> {
  const { payload } = await inflateUnverified(decodeUnverified(value))
  if (payload.status !== 'json' || typeof payload.data !== 'object' || payload.data === null) return undefined
  return { ...payload.data }
}
