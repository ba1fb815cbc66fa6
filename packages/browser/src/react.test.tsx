// @vitest-environment jsdom
import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { createSessionClient } from './index.ts'
import { SessionProvider, useSession, useSessionClient, useTabs, useTabSession } from './react.ts'
import { createTabSession } from './tab-session.ts'
import { createTabBoard } from './tabs.ts'
import type { TabBoard, TabBoardSnapshot } from './tabs.ts'

const ann = `${btoa('{"user":"ann"}').replace(/=+$/, '')}.ZVPxAA.s`

afterEach(() => {
  cleanup()
  document.cookie = 'session=; Path=/; Max-Age=0'
})

function setCookie(): void {
  document.cookie = `session=${ann}; Path=/`
}

function User(): ReactNode {
  const session = useSession<{ user: string }>()
  return <p>{session.status === 'present' ? session.data.user : session.status}</p>
}

test('renders the session and renders again when it changes', () => {
  const client = createSessionClient({ lifetime: 1e9 })
  render(
    <StrictMode>
      <SessionProvider client={client}>
        <User />
      </SessionProvider>
    </StrictMode>
  )
  expect(screen.getByText('absent')).toBeTruthy()
  setCookie()
  act(() => void client.refresh())
  expect(screen.getByText('ann')).toBeTruthy()
  act(() => void client.delete())
  expect(screen.getByText('absent')).toBeTruthy()
})

test('unmounting the last component stops watching', () => {
  const client = createSessionClient()
  const { unmount } = render(
    <SessionProvider client={client}>
      <User />
    </SessionProvider>
  )
  unmount()
  const reads = vi.spyOn(document, 'cookie', 'get')
  window.dispatchEvent(new Event('focus'))
  expect(reads).not.toHaveBeenCalled()
})

test('hands out the client', () => {
  const client = createSessionClient()
  const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
    <SessionProvider client={client}>{children}</SessionProvider>
  )
  expect(renderHook(() => useSessionClient(), { wrapper }).result.current).toBe(client)
})

test('names the missing provider', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  expect(() => renderHook(() => useSession())).toThrow(
    expect.objectContaining({ code: 'missing-provider', message: expect.stringContaining('<SessionProvider') })
  )
})

test('a server renders no session and no tabs', () => {
  setCookie()
  const client = createSessionClient()
  const board = createTabBoard()
  const Tabs = (): ReactNode => <p>{useTabs(board).tabs.length} tabs</p>
  const html = renderToString(
    <SessionProvider client={client}>
      <User />
      <Tabs />
    </SessionProvider>
  )
  expect(html.replaceAll('<!-- -->', '')).toBe('<p>absent</p><p>0 tabs</p>')
})

test('renders the tabs of a board and renders again when they change', () => {
  const self = { id: '0123abcd', number: 1, self: true, state: 'open' } as const
  let snapshot: TabBoardSnapshot = { mark: self.id, copied: false, settled: true, tabs: [self] }
  const listeners = new Set<() => void>()
  const board: TabBoard = {
    supported: true,
    storageKey: 'test-tab',
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  }
  const { result, unmount } = renderHook(() => useTabs(board))
  expect(result.current.tabs).toHaveLength(1)
  snapshot = { ...snapshot, tabs: [self, { id: '89abcdef', number: 2, self: false, state: 'open' }] }
  act(() => {
    for (const listener of listeners) listener()
  })
  expect(result.current.tabs).toHaveLength(2)
  unmount()
  expect(listeners.size).toBe(0)
})

test('a board of a browser without Web Locks shows this tab', () => {
  const board = createTabBoard({ name: 'alone' })
  const { result } = renderHook(() => useTabs(board))
  expect(board.supported).toBe(false)
  expect(result.current.tabs).toEqual([
    { id: sessionStorage.getItem('alone-tab'), number: 1, self: true, state: 'open' }
  ])
})

test('renders what this tab is to the session, and renders again when it changes', async () => {
  const answers = ['unbound', 'absent']
  const tab = createTabSession({ name: 'rendered', fetch: async () => Response.json({ status: answers.shift() }) })
  const { result, unmount } = renderHook(() => useTabSession(tab))
  expect(result.current).toEqual({ status: 'starting' })
  await act(() => tab.check())
  expect(result.current).toEqual({ status: 'unbound' })
  await act(() => tab.open())
  expect(result.current).toEqual({ status: 'absent' })
  unmount()
  tab.stop()
})

test('a server renders a tab that is starting', () => {
  const tab = createTabSession({ name: 'hydrated', fetch: async () => Response.json({ status: 'absent' }) })
  const Tab = (): ReactNode => <p>{useTabSession(tab).status}</p>
  vi.spyOn(tab, 'getSnapshot').mockReturnValue({ status: 'unbound' })
  expect(renderToString(<Tab />)).toBe('<p>starting</p>')
  tab.stop()
})
