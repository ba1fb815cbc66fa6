import type { Page } from '../live/use-live.ts'

export function Reference({ page }: { page: Page }) {
  return <main id="main" tabIndex={-1} className="wrap" data-state={page.board.supported ? 'empty' : 'read'} aria-busy="false" />
}
