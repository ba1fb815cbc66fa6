/**
 * Signatures of cookies that a response of this process has replaced. A second response to the same cookie does not
 * know of the first, and would undo it. Where the data is in the cookie that can be seen, but not mended, and only
 * by the process that wrote both.
 */
export interface SupersededCookies {
  /** Whether a newer cookie was written for who sent this one. */
  has(signature: string): boolean
  add(signature: string): void
}

/** Enough for the requests of a busy server that overlap; some 600 kB when full. */
const MOST = 5_000

/** Two halves, of which the older is dropped as a whole: a set that loses its first entry one by one gets slow. */
export function createSupersededCookies(): SupersededCookies {
  let recent = new Set<string>()
  let older: ReadonlySet<string> = new Set()
  return {
    has: (signature) => recent.has(signature) || older.has(signature),
    add(signature) {
      if (recent.size >= MOST / 2) {
        older = recent
        recent = new Set()
      }
      recent.add(signature)
    }
  }
}
