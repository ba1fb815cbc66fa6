/**
 * Resolves with whether the text is on the clipboard. Where the browser does not allow it (plain http in a network), it
 * selects what stands in `shown` for the keyboard instead.
 */
export async function copyText(text: string, shown: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown)
    return false
  }
}
