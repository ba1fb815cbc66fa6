import type { SessionClient } from '@clearjar/browser'
import type { TabSession } from '@clearjar/browser/tab-session'
import type { TabBoard } from '@clearjar/browser/tabs'
import { createLine } from '../api/exchange.ts'
import { createReportSource } from '../api/report-source.ts'
import { createSessionApi, visibleCookie } from '../api/session-api.ts'
import { createJournal } from '../happened/journal.ts'
import { createClosings } from '../logic/closings.ts'
import { createCopies } from '../logic/copies.ts'
import { createDeeds } from './create-deeds.ts'
import { createStageMemory } from './stage-memory.ts'
import type { LiveData, Page } from './use-live.ts'

interface Parts {
  readonly client: SessionClient<LiveData>
  readonly board: TabBoard
  readonly tab: TabSession
  readonly fetch: typeof fetch
}

/** Puts together what outlives the screens. */
export function createPage({ client, board, tab, fetch }: Parts): Page {
  const line = createLine({ cookieName: client.name, peek: () => visibleCookie(client), fetch })
  const api = createSessionApi(line, client)
  const reports = createReportSource(api.read)
  const copies = createCopies()
  const memory = createStageMemory(tabStorage())
  return {
    client,
    api,
    reports,
    board,
    tab,
    copies,
    memory,
    journal: createJournal(),
    closings: createClosings({ board, tab, isGone: () => client.refresh().status === 'absent' }),
    deeds: createDeeds({ client, api, reports, copies, memory })
  }
}

function tabStorage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
