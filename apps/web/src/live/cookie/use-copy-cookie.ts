import { copyText } from '../copy-text.ts'
import { ids } from '../../ui/point-at.ts'
import type { Live } from '../use-live.ts'

/** Copies `name=value`. */
export function useCopyCookie({ snapshot, page, deeds }: Live): () => Promise<void> {
  return async () => {
    if (!('cookie' in snapshot)) return
    const isCopied = await copyText(`${page.client.name}=${snapshot.cookie}`, document.getElementById(ids.rawCookie))
    deeds.tell({ kind: isCopied ? 'copied' : 'copy-failed' })
  }
}
