// @vitest-environment jsdom
import { expect, test, vi } from 'vitest'
import { createTabBoard } from '../tabs.ts'
import { browserPlatform } from './tab-platform.ts'

test('a browser that throws at the sight of sessionStorage has none', () => {
  vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('Access is denied for this document.', 'SecurityError')
  })
  expect(browserPlatform().storage).toBeUndefined()
  const board = createTabBoard()
  board.subscribe(() => {})()
  expect(board.supported).toBe(false)
  expect(board.getSnapshot().tabs).toMatchObject([{ self: true }])
})
