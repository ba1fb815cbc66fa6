// @vitest-environment jsdom
import Cookies from 'js-cookie'
import { beforeEach, expect, test } from 'vitest'
import { describeOpening, leave, takeLeft, tidy } from './opening.ts'

beforeEach(() => {
  tidy()
  localStorage.clear()
  for (const name of Object.keys(Cookies.get())) Cookies.remove(name, { path: '/' })
})

const none = { quit: false, cookie: null } as const
const fresh = { kept: false, copied: false, others: false, left: none, navigation: 'navigate' }

test('a page that comes back finds what the last one left, and leaves nothing in sight of scripts', () => {
  leave('dated')
  expect(takeLeft()).toEqual({ quit: false, cookie: 'dated' })
  expect(document.cookie).toBe('')
  expect(takeLeft()).toEqual(none)
})

test('the browser has quit when the cookie without a date is gone, and not when the session alone is', () => {
  leave('undated')
  Cookies.remove('clearjar-probe', { path: '/' })
  expect(takeLeft()).toEqual({ quit: true, cookie: 'undated' })
  Cookies.set('session', 'abc', { path: '/' })
  leave('undated')
  Cookies.remove('session', { path: '/' })
  expect(takeLeft().quit).toBe(false)
})

test('one that opens while another tab leaves or tidies up does not find that the browser has quit', () => {
  const quit: boolean[] = []
  const { get, set } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? {}
  const look = (): void => {
    const names = String(get?.call(document))
    quit.push(names.includes('clearjar-probe-dated=') && !names.includes('clearjar-probe='))
  }
  Object.defineProperty(document, 'cookie', {
    configurable: true,
    get: () => String(get?.call(document)),
    set(line: string) {
      set?.call(document, line)
      look()
    }
  })
  leave('dated')
  tidy()
  Reflect.deleteProperty(document, 'cookie')
  expect(quit).toEqual([false, false, false, false])
})

test('somebody who deleted all cookies did not quit the browser', () => {
  leave('dated')
  for (const name of Object.keys(Cookies.get())) Cookies.remove(name, { path: '/' })
  expect(takeLeft().quit).toBe(false)
})

test('tells a first visit, a new tab, a reload, a copy and a tab that is back', () => {
  const what = (change: Partial<Parameters<typeof describeOpening>[0]>): string =>
    describeOpening({ ...fresh, ...change }).what
  expect(what({})).toBe('first')
  expect(what({ others: true })).toBe('new-tab')
  expect(what({ left: { quit: false, cookie: 'dated' } })).toBe('new-tab')
  expect(what({ left: { quit: true, cookie: 'dated' } })).toBe('started')
  expect(what({ kept: true, navigation: 'reload' })).toBe('reload')
  expect(what({ kept: true, copied: true, navigation: 'back_forward' })).toBe('duplicate')
  expect(what({ kept: true, navigation: 'back_forward' })).toBe('reopened')
  expect(what({ kept: true, left: { quit: true, cookie: 'dated' } })).toBe('restored')
  expect(what({ kept: true })).toBe('same-tab')
})
