import { ids, rescueFocus } from '../ui/point-at.ts'

export const narratorId = 'narrator'

/** Where the focus goes when the button that had it has left: to what is said about the press, which must not scroll away. */
export function rescueFocusToNarrator(): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return
  document.getElementById(narratorId)?.focus({ preventScroll: true })
  showNarrator()
}

/** Where the focus goes when the cookie has left, with the news of it in sight. */
export function rescueFocusFromCookie(): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return
  rescueFocus(ids.save)
  showNarrator()
}

function showNarrator(): void {
  document.getElementById(narratorId)?.scrollIntoView?.({ block: 'nearest' })
}
