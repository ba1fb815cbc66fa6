const probe = 'clearjar-probe'

/**
 * Whether the browser keeps no cookie that this page writes. Asking it is not enough: Chromium says `cookieEnabled` where a person
 * blocked the cookies of a site. So one is written, read and removed again.
 */
export function areCookiesBlocked(): boolean {
  try {
    if (!navigator.cookieEnabled) return true
    if (document.cookie !== '') return false
    document.cookie = `${probe}=1; Path=/; SameSite=Lax`
    const kept = document.cookie.includes(`${probe}=1`)
    document.cookie = `${probe}=; Path=/; SameSite=Lax; Max-Age=0`
    return !kept
  } catch {
    return true // HTML, document.cookie: a SecurityError in a sandboxed frame
  }
}
