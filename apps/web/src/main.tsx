// The styles of the page come first: those of the components build on them.
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createSessionClient } from '@clearjar/browser'
import { createTabSession } from '@clearjar/browser/tab-session'
import { createTabBoard } from '@clearjar/browser/tabs'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createLine } from './api/exchange.ts'
import { createReportSource } from './api/report-source.ts'
import { createSessionApi, visibleCookie } from './api/session-api.ts'
import { App } from './app.tsx'
import type { LiveData } from './live/use-live.ts'
import { createJournal } from './happened/journal.ts'
import { createClosings } from './logic/closings.ts'
import { createCopies } from './logic/copies.ts'
import { shortMark } from './logic/tab-story.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

const client = createSessionClient<LiveData>()
const board = createTabBoard()
const tab = createTabSession({ url: '/api/session/tabs', mark: () => shortMark(board.getSnapshot().mark) })
const line = createLine({ cookieName: client.name, peek: () => visibleCookie(client), fetch: tab.fetch })
const closings = createClosings({ board, tab, isGone: () => client.refresh().status === 'absent' })
const api = createSessionApi(line, client)
const page = {
  client,
  api,
  reports: createReportSource(api.read),
  board,
  tab,
  closings,
  copies: createCopies(),
  journal: createJournal()
}

createRoot(root).render(
  <StrictMode>
    <App page={page} />
  </StrictMode>
)
