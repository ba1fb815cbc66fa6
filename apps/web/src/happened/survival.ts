/** What becomes of something. `dated`: lives if the cookie has a date. `stored`: lives if the server stores it on disk. */
export type Fate = 'lives' | 'dies' | 'empty' | 'copied' | 'refused' | 'dated' | 'stored' | 'locked'

export const places = ['cookie', 'storage', 'server'] as const

/** Where something lives: the cookie, the tab's sessionStorage, a session that the server keeps (`mode: 'server'`). */
export type Place = (typeof places)[number]

export const happenings = [
  'reload',
  'new-tab',
  'duplicate',
  'close',
  'reopen',
  'quit',
  'delete',
  'restart',
  'key',
  'lifetime'
] as const

export type Happening = (typeof happenings)[number]

export type Fates = Readonly<Record<Place, Fate>>

/**
 * What survives what, of a session that ends with its cookie (`tabs: 'browser'`), as this project's tests find it in Chromium and,
 * for the tabs, in Firefox: `e2e/restart.spec.ts`, `e2e/tabs.spec.ts`, `e2e/tab-sessions`, `e2e/happened.spec.ts`. Where a session
 * ends with its tabs, closing and quitting end the cookie's worth and what is on the server.
 */
export const survival: Readonly<Record<Happening, Fates>> = {
  reload: { cookie: 'lives', storage: 'lives', server: 'lives' },
  'new-tab': { cookie: 'lives', storage: 'empty', server: 'lives' },
  duplicate: { cookie: 'lives', storage: 'copied', server: 'lives' },
  close: { cookie: 'lives', storage: 'dies', server: 'lives' },
  reopen: { cookie: 'lives', storage: 'lives', server: 'lives' },
  quit: { cookie: 'dated', storage: 'dies', server: 'lives' },
  delete: { cookie: 'dies', storage: 'lives', server: 'lives' },
  restart: { cookie: 'lives', storage: 'lives', server: 'stored' },
  key: { cookie: 'refused', storage: 'lives', server: 'locked' },
  lifetime: { cookie: 'dies', storage: 'lives', server: 'dies' }
}
