/**
 * Whether two cookies say the same, so that the server's verdict on one covers the other: equal, or the same payload signed
 * again later. A permanent session is signed again on every request, so another tab's requests change this tab's cookie; asking
 * the server about that would sign it again, and two open tabs would keep each other asking for ever.
 */
export function isSameSession(before: string | null, after: string | null): boolean {
  if (before === after) return true
  if (before === null || after === null) return false
  const [old, fresh] = [split(before), split(after)]
  // With another timestamp and the old signature it was changed by hand.
  return old.payload === fresh.payload && old.timestamp !== fresh.timestamp && old.signature !== fresh.signature
}

function split(cookie: string): { payload: string; timestamp: string; signature: string } {
  const end = cookie.lastIndexOf('.')
  const middle = cookie.lastIndexOf('.', end - 1)
  return {
    payload: cookie.slice(0, Math.max(0, middle)),
    timestamp: cookie.slice(middle + 1, end),
    signature: cookie.slice(end + 1)
  }
}
