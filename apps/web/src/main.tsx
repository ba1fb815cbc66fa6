// The styles of the page come first: those of the components build on them.
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createSessionClient } from '@clearjar/browser'
import { createTabBoard } from '@clearjar/browser/tabs'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createLine } from './api/exchange.ts'
import { createSessionApi, visibleCookie } from './api/session-api.ts'
import { App } from './app.tsx'
import type { LiveData } from './live/use-live.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')

const client = createSessionClient<LiveData>()
const line = createLine({ cookieName: client.name, peek: () => visibleCookie(client) })
const page = { client, api: createSessionApi(line, client), board: createTabBoard() }

createRoot(root).render(
  <StrictMode>
    <App page={page} />
  </StrictMode>
)
