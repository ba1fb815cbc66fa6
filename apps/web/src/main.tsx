// The styles of the page come first: those of the components build on them.
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createSessionClient } from '@clearjar/browser'
import { createTabSession } from '@clearjar/browser/tab-session'
import { createTabBoard } from '@clearjar/browser/tabs'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createPage } from './live/create-page.ts'
import type { LiveData } from './live/use-live.ts'
import { shortMark } from './logic/tab-story.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

const client = createSessionClient<LiveData>()
const board = createTabBoard()
const tab = createTabSession({ url: '/api/session/tabs', mark: () => shortMark(board.getSnapshot().mark) })
const page = createPage({ client, board, tab, fetch: tab.fetch })

createRoot(root).render(
  <StrictMode>
    <App page={page} />
  </StrictMode>
)
