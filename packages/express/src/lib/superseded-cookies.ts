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

export function createSupersededCookies(): SupersededCookies {
  const signatures = new Set<string>()
  return {
    has: (signature) => signatures.has(signature),
    add(signature) {
      signatures.add(signature)
      if (signatures.size > MOST) for (const oldest of signatures) return void signatures.delete(oldest)
    }
  }
}
