import { expect, test } from 'vitest'
import type { Story } from './narrate.ts'
import { narrate, spokenMark } from './narrate.ts'

const story: Story = {
  state: 'live',
  act: { kind: 'none' },
  holdsCookie: true,
  canPutBack: false,
  deletedHere: false,
  cleared: false,
  ending: null,
  lostHere: false,
  browserDrops: true,
  onServer: false,
  visibility: 'readable',
  revocable: false,
  hasCopy: false,
  spokenLeft: 60,
  lifetime: 31 * 86_400,
  recovered: false,
  failing: false
}

test.each<[string, Partial<Story>, string]>([
  ['checking', { state: 'checking' }, 'Asking the server…'],
  ['empty', { state: 'empty' }, 'There is no session yet.'],
  ['live', {}, 'Your session is in this cookie.'],
  ['live on the server', { onServer: true }, 'Your session is on the server.'],
  ['saved', { act: { kind: 'saved', name: 'string' } }, 'Saved.'],
  ['kept', { act: { kind: 'kept', permanent: true } }, 'Kept for 31 days.'],
  ['deleted', { state: 'gone', deletedHere: true, holdsCookie: false }, 'The cookie is gone, and so is your session.'],
  ['cleared', { state: 'gone', cleared: true, holdsCookie: false }, 'The server cleared your session.'],
  ['back', { recovered: true }, 'The server answers again.'],
  ['expired', { state: 'expired', holdsCookie: false }, 'Time is up.'],
  ['ended', { state: 'ended' }, 'This session was ended. The server refuses the cookie and every copy of it.'],
  ['blocked', { state: 'blocked' }, 'This browser refuses cookies here.'],
  ['bound', { act: { kind: 'bound', scope: 'last-tab', pending: false } }, 'This session ends with its last tab now.'],
  ['unbound', { act: { kind: 'bound', scope: 'browser', pending: false } }, 'This session ends with its cookie again.'],
  [
    'bound before there is a session',
    { state: 'empty', act: { kind: 'bound', scope: 'tab', pending: true } },
    'The next session ends with the tab that begins it.'
  ],
  [
    'a closed tab that was let go',
    { act: { kind: 'tab-let-go', number: 2, left: 1, seconds: 1.42 } },
    'Tab 2 closed; the server let it go after 1.4\u00a0s.'
  ],
  [
    'a closed tab that took the session along',
    { state: 'tabs-closed', ending: 'new-tab', act: { kind: 'session-let-go', number: 2, seconds: 1.42 } },
    'Tab 2 closed; the server let it go after 1.4\u00a0s, and the session with it.'
  ],
  [
    'reopened',
    { state: 'tabs-closed', ending: 'reopened', holdsCookie: false },
    'This tab was closed and opened again: its session had ended.'
  ],
  [
    'found closed',
    { state: 'tabs-closed', ending: 'new-tab', holdsCookie: false },
    'The session that was here ended with its tabs.'
  ],
  [
    'closed elsewhere',
    { state: 'gone', lostHere: true, holdsCookie: false },
    'This session has ended, for all of its tabs.'
  ],
  ['deleted here', { state: 'gone', lostHere: true, deletedHere: true }, 'The cookie is gone, and so is your session.'],
  ['in another tab', { state: 'other-tab' }, 'This session belongs to another tab.'],
  ['asleep', { state: 'asleep' }, 'This session is asleep.'],
  ['unreadable', { state: 'unreadable' }, 'This cookie cannot be read here.'],
  ['hidden', { state: 'hidden', holdsCookie: false }, 'JavaScript cannot see this cookie.']
])('tells %s', (_name, change, lead) => {
  expect(narrate({ ...story, ...change }).lead).toContain(lead)
})

test('offers to put a byte back only where this page changed it', () => {
  expect(narrate({ ...story, state: 'tampered', canPutBack: true })).toMatchObject({ action: 'put-back', tone: 'bad' })
  expect(narrate({ ...story, state: 'tampered' })).toMatchObject({ action: null, tone: 'bad' })
})

test('a state that needs attention speaks before the last act', () => {
  expect(narrate({ ...story, state: 'offline', act: { kind: 'saved', name: 'string' } })).toMatchObject({
    action: 'try-now'
  })
  expect(
    narrate({ ...story, state: 'expiring', act: { kind: 'saved', name: 'string' }, spokenLeft: 30 })
  ).toMatchObject({
    lead: '30 seconds left.',
    action: 'keep-alive'
  })
})

test('what runs out speaks before anything that went wrong', () => {
  const act = { kind: 'too-big', bytes: 5000, limit: 4096, saving: null } as const
  expect(narrate({ ...story, state: 'expiring', act }).action).toBe('keep-alive')
  expect(narrate({ ...story, state: 'expired', act }).lead).toBe('Time is up.')
})

test('without a date, only the server’s clock ends a session', () => {
  const { rest } = narrate({ ...story, state: 'expiring', browserDrops: false })
  expect(rest).toContain('the server will refuse it; the browser still holds it until it closes')
  expect(narrate({ ...story, state: 'expiring' }).rest).toContain('the browser drops the cookie')
})

test('who ended the session is told whatever was pressed since', () => {
  const gone = { ...story, state: 'gone', act: { kind: 'asked' }, holdsCookie: false } as const
  expect(narrate(gone).rest).toContain('Something outside this page removed it')
  expect(narrate({ ...gone, deletedHere: true }).rest).toContain('The server kept nothing')
  expect(narrate({ ...gone, cleared: true }).lead).toBe('The server cleared your session.')
  expect(narrate({ ...gone, state: 'offline', deletedHere: true }).lead).toBe('The cookie is gone, without the server.')
})

test('tells errors from silence, and lets go of them once the server answers well', () => {
  expect(narrate({ ...story, state: 'offline', failing: true }).lead).toContain('only with errors')
  expect(narrate({ ...story, state: 'offline' }).lead).toBe('The server is not answering.')
  const failed = { ...story, act: { kind: 'server-error' } } as const
  expect(narrate({ ...failed, failing: true }).lead).toBe('The server could not answer that.')
  expect(narrate({ ...failed, recovered: true }).lead).toBe('The server answers again.')
})

test('a deletion that did not take says what to do instead', () => {
  const act = { kind: 'delete-failed', reason: 'hidden' } as const
  expect(narrate({ ...story, state: 'hidden', act }).rest).toContain('Clear session')
})

test('counts the tabs that are left', () => {
  const closed = (left: number) =>
    narrate({ ...story, act: { kind: 'tab-closed', number: 3, left, counted: false } }).rest
  expect(closed(1)).toContain('This is the last one open.')
  expect(closed(2)).toContain('2 tabs are open.')
})

test('speaks at 60, 30 and 10 seconds', () => {
  expect([60, 31, 30, 11, 10, 0].map(spokenMark)).toEqual([60, 60, 30, 30, 10, 10])
})

test('a closed tab that the server counted on may come back, and the last one ends the session', () => {
  const act = { kind: 'tab-closed', number: 3, left: 1, counted: true } as const
  expect(narrate({ ...story, act }).rest).toContain('in case it comes back')
  const gone = (left: number) => narrate({ ...story, act: { kind: 'tab-let-go', number: 3, left, seconds: 1 } }).rest
  expect(gone(1)).toBe('This is the last one open: the session ends with it.')
  expect(gone(2)).toBe('2 tabs are open.')
})
