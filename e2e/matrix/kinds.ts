import type { Kind } from '../../apps/web/src/happened/outcomes.ts'

/** How the API is asked to keep a session of this kind. */
interface Manner {
  readonly settings: Readonly<Record<string, unknown>>
  readonly permanent: boolean
}

export const manners: Readonly<Record<Kind, Manner>> = {
  readable: { settings: { visibility: 'readable' }, permanent: false },
  'readable-permanent': { settings: { visibility: 'readable' }, permanent: true },
  hidden: { settings: { visibility: 'hidden' }, permanent: false },
  'hidden-permanent': { settings: { visibility: 'hidden' }, permanent: true },
  split: { settings: { visibility: 'split' }, permanent: true },
  revocable: { settings: { visibility: 'readable', revocable: true }, permanent: true },
  server: { settings: { visibility: 'readable', mode: 'server' }, permanent: true },
  'last-tab': { settings: { visibility: 'readable', tabs: 'last-tab' }, permanent: true },
  tab: { settings: { visibility: 'readable', tabs: 'tab' }, permanent: true }
}

/** Sessions that end with their tabs need the page that speaks for them. Where the others are does not matter. */
export function pathOf(kind: Kind): string {
  return endsWithTabs(kind) ? '/answers' : '/healthz'
}

export function endsWithTabs(kind: Kind): boolean {
  return kind === 'last-tab' || kind === 'tab'
}
