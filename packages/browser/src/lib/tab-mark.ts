import type { TabStorage } from './tab-platform.ts'

/** The mark that this tab's storage holds; a new one, written there, where it holds none. */
export function takeMark(storage: TabStorage | undefined, key: string): string {
  const kept = storage?.getItem(key)
  return kept && /^[0-9a-f]{8,}$/.test(kept) ? kept : replaceMark(storage, key)
}

export function replaceMark(storage: TabStorage | undefined, key: string): string {
  // Not `randomUUID`, which insecure contexts lack.
  const mark = Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join(
    ''
  )
  try {
    storage?.setItem(key, mark)
  } catch {
    // A full storage: the mark lives as long as the document.
  }
  return mark
}
