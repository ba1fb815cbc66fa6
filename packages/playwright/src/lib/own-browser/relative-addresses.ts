import type { APIRequestContext, BrowserContext, Page } from '@playwright/test'

const METHODS = ['delete', 'get', 'head', 'patch', 'post', 'put'] as const

/**
 * Lets `page.goto` of each page and `context.request` take relative addresses: a context that Playwright was connected
 * to has no `baseURL`.
 */
export function takeRelativeAddresses(context: BrowserContext, baseURL: string): void {
  for (const page of context.pages()) resolveInPage(page, baseURL)
  context.on('page', (page) => resolveInPage(page, baseURL))
  resolveInRequest(context.request, baseURL)
}

function resolveInPage(page: Page, baseURL: string): void {
  const goto = page.goto.bind(page)
  page.goto = (url, options) => goto(resolve(url, baseURL), options)
}

function resolveInRequest(request: APIRequestContext, baseURL: string): void {
  for (const method of METHODS) {
    const ask = request[method].bind(request)
    request[method] = (url, options) => ask(resolve(url, baseURL), options)
  }
  const fetch = request.fetch.bind(request)
  request.fetch = (asked, options) => fetch(typeof asked === 'string' ? resolve(asked, baseURL) : asked, options)
}

/** The same request context, whose relative addresses begin elsewhere. */
export function relativeTo(baseURL: string, request: APIRequestContext): APIRequestContext {
  const names: ReadonlySet<string | symbol> = new Set([...METHODS, 'fetch'])
  return new Proxy(request, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (first: unknown, ...rest: unknown[]) =>
        Reflect.apply(value, target, [
          names.has(name) && typeof first === 'string' ? resolve(first, baseURL) : first,
          ...rest
        ])
    }
  })
}

/** As Playwright does it: what is no address is left for it to refuse. */
function resolve(url: string, baseURL: string): string {
  return URL.canParse(url, baseURL) ? new URL(url, baseURL).href : url
}
