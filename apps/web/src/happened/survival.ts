import { type Act, outcomes, storage } from './outcomes.ts'

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
 * What survives what, of a readable session that ends with its cookie, as the tests find it in Chromium. Where a session
 * ends with its tabs, closing and quitting end the cookie's worth and what is on the server.
 */
export const survival: Readonly<Record<Happening, Fates>> = {
  reload: { cookie: ofCookie('reload'), storage: storage.reload, server: ofServer('reload') },
  'new-tab': { cookie: ofCookie('new-tab'), storage: storage['new-tab'], server: ofServer('new-tab') },
  duplicate: { cookie: ofCookie('duplicate'), storage: storage.duplicate, server: ofServer('duplicate') },
  close: { cookie: ofCookie('close'), storage: storage.close, server: ofServer('close') },
  reopen: { cookie: ofCookie('reopen'), storage: storage.reopen, server: ofServer('reopen') },
  quit: { cookie: ofCookie('restart'), storage: storage.restart, server: ofServer('restart') },
  delete: { cookie: ofCookie('delete'), storage: 'lives', server: ofServer('delete') },
  restart: { cookie: ofCookie('server-restart'), storage: 'lives', server: 'stored' },
  key: { cookie: ofCookie('new-key', 'refused'), storage: 'lives', server: ofServer('new-key', 'locked') },
  lifetime: { cookie: ofCookie('age'), storage: 'lives', server: ofServer('age') }
}

function ofCookie(act: Act, gone: Fate = 'dies'): Fate {
  const { readable: untilClose, 'readable-permanent': permanent } = outcomes[act]
  if (untilClose !== permanent) return 'dated'
  return permanent === 'lives' ? 'lives' : gone
}

/** The data is there as long as a copy of the cookie opens it. */
function ofServer(act: Act, gone: Fate = 'dies'): Fate {
  return outcomes[act].server === 'over' ? gone : 'lives'
}
