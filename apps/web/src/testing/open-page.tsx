import { createSessionClient } from '@clearjar/browser'
import type { TabSession, TabSessionSnapshot } from '@clearjar/browser/tab-session'
import type { Tab, TabBoard } from '@clearjar/browser/tabs'
import { act, configure, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import Cookies from 'js-cookie'
import { App } from '../app.tsx'
import { createPage } from '../live/create-page.ts'
import type { LiveData, Page } from '../live/use-live.ts'
import { createFakeServer } from './fake-server.ts'

export interface FakeBoard extends TabBoard {
  readonly show: (tabs: readonly Tab[]) => void
}

// A screen is large, and the machine may be busy: what is waited for may take longer than a second.
configure({ asyncUtilTimeout: 8000 })

const self: Tab = { id: '7f3a91bc', number: 1, self: true, state: 'open' }

/** @param known whether it knows from the start that no other tab is open; otherwise `show` settles it */
export function createFakeBoard(known = true): FakeBoard {
  const listeners = new Set<() => void>()
  let snapshot = { mark: self.id, copied: false, settled: known, tabs: [self] as readonly Tab[] }
  return {
    supported: true,
    storageKey: 'clearjar-tab',
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => snapshot,
    show(others) {
      snapshot = { ...snapshot, settled: true, tabs: [self, ...others] }
      act(() => {
        for (const listener of listeners) listener()
      })
    }
  }
}

export interface FakeTab extends TabSession {
  /** What the server tells the tab from now on. */
  readonly show: (snapshot: TabSessionSnapshot) => void
  /** How often the server was asked. */
  readonly checks: () => number
}

export function createFakeTab(): FakeTab {
  const listeners = new Set<() => void>()
  let snapshot: TabSessionSnapshot = { status: 'absent' }
  let checks = 0
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => snapshot,
    async check() {
      checks += 1
      return snapshot
    },
    open: async () => snapshot,
    fetch: (...args) => fetch(...args),
    header: () => ({}),
    stop() {},
    checks: () => checks,
    show(next) {
      snapshot = next
      act(() => {
        for (const listener of listeners) listener()
      })
    }
  }
}

/** Opens the whole app on a fake server, as a person finds it. */
export async function openPage(cookie?: string, board = createFakeBoard()) {
  for (const name of Object.keys(Cookies.get())) Cookies.remove(name, { path: '/' })
  sessionStorage.clear()
  if (cookie) Cookies.set('session', cookie, { path: '/' })
  const server = createFakeServer()
  const client = createSessionClient<LiveData>()
  const tab = createFakeTab()
  const page: Page = createPage({ client, board, tab, fetch: server.fetch })
  const user = userEvent.setup()
  const view = render(<App page={page} />)
  await settled()
  return { server, client, board, tab, user, unmount: view.unmount }
}

/** Waits until nothing is under way and, where told, until the page is about that state. */
export async function settled(state?: string): Promise<void> {
  await waitFor(() => {
    const { busy, shown } = { busy: main().getAttribute('aria-busy'), shown: main().dataset['state'] }
    if (busy !== 'false' || shown === 'checking' || (state && shown !== state))
      throw new Error(`${shown}, busy ${busy}`)
  })
}

export function main(): HTMLElement {
  return screen.getByRole('main')
}

export function narrator(): string {
  return screen.getByRole('status').textContent
}

/** Every line that the narrator shows from here on, however briefly. */
export function record(): readonly string[] {
  const lines: string[] = []
  const listen = (): void => void (lines.at(-1) === narrator() || lines.push(narrator()))
  new MutationObserver(listen).observe(main(), { childList: true, characterData: true, subtree: true })
  return lines
}

export const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
