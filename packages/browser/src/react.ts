import { createContext, createElement, useContext, useSyncExternalStore } from 'react'
import type { ReactElement, ReactNode } from 'react'
import type { SessionClient } from './lib/session-client.ts'
import { SessionClientError } from './lib/session-client-error.ts'
import type { SessionSnapshot } from './lib/session-snapshot.ts'
import type { TabBoard, TabBoardSnapshot } from './lib/tab-board.ts'
import type { TabSession } from './lib/tab-session-client.ts'
import type { TabSessionSnapshot } from './lib/tab-session-snapshot.ts'

const SessionContext = createContext<SessionClient<unknown> | null>(null)

// A server renders without a browser: no cookie, no tabs.
const serverSnapshot = { status: 'absent', since: null, cause: 'never' } as const
const serverBoard: TabBoardSnapshot = { mark: '', copied: false, settled: false, tabs: [] }
const serverTab: TabSessionSnapshot = { status: 'starting' }

export interface SessionProviderProps {
  /** Made once, outside of any component, by `createSessionClient`. */
  client: SessionClient<unknown>
  children?: ReactNode
}

export function SessionProvider({ client, children }: SessionProviderProps): ReactElement {
  return createElement(SessionContext.Provider, { value: client }, children)
}

/**
 * The session as this page sees it; renders again whenever it changes. `T` is what the caller expects in the cookie: nothing checks it.
 *
 * @throws {SessionClientError} `missing-provider`
 */
export function useSession<T = unknown>(): SessionSnapshot<T> {
  const client = useSessionClient<T>()
  return useSyncExternalStore<SessionSnapshot<T>>(client.subscribe, client.getSnapshot, () => serverSnapshot)
}

/**
 * The client itself, for `delete()` and `tellServerView()`.
 *
 * @throws {SessionClientError} `missing-provider`
 */
export function useSessionClient<T = unknown>(): SessionClient<T> {
  const client = useContext(SessionContext)
  if (!client) {
    throw new SessionClientError(
      'missing-provider',
      'Wrap the component in <SessionProvider client={createSessionClient()}>'
    )
  }
  return client as SessionClient<T>
}

/** The tabs on the board; this one is on it as long as a component uses it. Make the board once, outside of any component. */
export function useTabs(board: TabBoard): TabBoardSnapshot {
  return useSyncExternalStore(board.subscribe, board.getSnapshot, () => serverBoard)
}

/** What this tab is to the session. Make it once, outside of any component: it speaks for the tab whether or not it is shown. */
export function useTabSession(tab: TabSession): TabSessionSnapshot {
  return useSyncExternalStore(tab.subscribe, tab.getSnapshot, () => serverTab)
}
