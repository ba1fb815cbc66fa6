/** A tab of a real browser. Every act resolves when it has happened, and a page that was opened has loaded. */
export interface Tab {
  go(url: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  /** Resolves when the page that a click leads to has loaded. */
  click(selector: string): Promise<void>
  /** Runs a function in the page, which can use nothing from outside of itself, and resolves to what it made. */
  run<A extends readonly unknown[], R>(act: (...args: A) => R | Promise<R>, ...args: A): Promise<R>
  /** What the browser sends with a request to this page's server, HttpOnly cookies among it. */
  cookies(): Promise<string>
  close(): Promise<void>
}

export interface TestBrowser<T extends Tab = Tab> extends AsyncDisposable {
  /** A new tab in front of the others. */
  open(url: string): Promise<T>
  /** As a person does; resolves when the browser has ended. */
  quit(): Promise<void>
}

interface Cookie {
  readonly name: string
  readonly value: string
}

/** The header `Cookie` from WebDriver's list. */
export function cookieHeader(cookies: readonly Cookie[]): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

export type Outcome<R> = { value: R } | { error: string }

/** The body of a WebDriver script for a function in source text, called with the list of its arguments. */
export function asyncScript(act: string): string {
  return `const [list, done] = arguments
    Promise.resolve().then(() => (${act})(...list)).then((value) => done({ value }), (error) => done({ error: String(error) }))`
}

export function valueOf<R>(outcome: Outcome<R>): R {
  if ('error' in outcome) throw new Error(`In the browser: ${outcome.error}`)
  return outcome.value
}
