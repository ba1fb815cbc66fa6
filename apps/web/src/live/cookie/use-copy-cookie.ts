import { ids } from '../../ui/point-at.ts'
import type { Live } from '../use-live.ts'

/** Copies `name=value`. Where the browser does not allow it (plain http in a network), selects it for the keyboard instead. */
export function useCopyCookie({ snapshot, page, deeds }: Live): () => Promise<void> {
  return async () => {
    if (!('cookie' in snapshot)) return
    try {
      await navigator.clipboard.writeText(`${page.client.name}=${snapshot.cookie}`)
      deeds.tell({ kind: 'copied' })
    } catch {
      select(document.getElementById(ids.rawCookie))
      deeds.tell({ kind: 'copy-failed' })
    }
  }
}

function select(element: HTMLElement | null): void {
  if (element) getSelection()?.selectAllChildren(element)
}
