import type { TextRange } from './found-cookie.ts'

/** What a text was taken for. */
export type PasteKind =
  | 'nothing'
  /** One value without a name. */
  | 'value'
  /** `name=value`. */
  | 'pair'
  /** `a=1; b=2`, as `document.cookie` and a `Cookie` header have it. */
  | 'cookie-header'
  /** One or more `Set-Cookie` headers. */
  | 'set-cookie-header'
  /** Headers of a request or a response, with cookies among them. */
  | 'headers'
  | 'curl'
  | 'har'
  | 'netscape'
  /** Rows copied out of the browser's own list of cookies. */
  | 'table'
  /** Playwright's `storageState`. */
  | 'storage-state'
  /** A JSON list of cookies, as Cookie-Editor, EditThisCookie, Puppeteer and `context.cookies()` write it. */
  | 'cookie-list'
  /** A JSON object of names and values. */
  | 'cookie-object'
  /** `name: '…', value: '…'` in a program, or in JSON that was cut off. */
  | 'program'

/** A piece that no cookie was found in. */
export interface UnreadPiece {
  readonly range: TextRange
  /**
   * - `no-equals`: a piece between semicolons without a name.
   * - `no-value`: a cookie with a name and nothing behind it.
   * - `not-a-cookie`: a line or field that is something else.
   * - `broken-json`: JSON that ends too early or is none.
   */
  readonly why: 'no-equals' | 'no-value' | 'not-a-cookie' | 'broken-json'
}
