// @vitest-environment jsdom
import { cleanup } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { main, narrator, openPage } from '../../testing/open-page.tsx'
import { areCookiesBlocked } from './cookies-blocked.ts'

afterEach(cleanup)

function blockCookies(): void {
  vi.spyOn(document, 'cookie', 'get').mockReturnValue('')
  vi.spyOn(document, 'cookie', 'set').mockImplementation(() => {})
}

test('leaves nothing behind where cookies are kept', () => {
  expect(areCookiesBlocked()).toBe(false)
  expect(document.cookie).toBe('')
})

test('blocked cookies are noticed though the browser says that they are enabled', async () => {
  blockCookies()
  await openPage()
  expect(navigator.cookieEnabled).toBe(true)
  expect(main().dataset['state']).toBe('blocked')
  expect(narrator()).toContain('This browser refuses cookies here.')
})

test('a document that may not ask for its cookies has none', () => {
  vi.spyOn(document, 'cookie', 'get').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  expect(areCookiesBlocked()).toBe(true)
})
