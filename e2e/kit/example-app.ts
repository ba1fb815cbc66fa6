import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import { createMemoryStore, session } from '@clearjar/express'
import { readAnswer, type SessionOptions } from '@clearjar/playwright'
import { test as base } from '@playwright/test'
import express, { type Express } from 'express'

import { type Keep, keeping } from '../keeping.ts'
import { KEY } from '../key.ts'

declare module '@clearjar/express' {
  interface SessionData {
    user: string
  }
}

/** A login as many have it. Signing out ends copies of the cookie too, because of `revocation`. */
function createApp(): Express {
  const app = express()
  app.use(
    session({ secrets: [KEY], revocation: true, store: createMemoryStore() }),
    express.urlencoded(),
    express.json()
  )
  app.get('/', (req, res) => res.send(page(req.session.user)))
  app.get('/about', (_req, res) => res.send('<!doctype html><title>About</title>'))
  app.get('/me', ({ session: { user } }, res) => (user === undefined ? res.sendStatus(401) : res.json({ user })))
  app.post('/sign-in', async (req, res) => {
    await req.session.regenerate()
    req.session.user = req.body.user
    res.redirect(303, '/')
  })
  app.post('/sign-out', (req, res) => {
    req.session = null
    res.redirect(303, '/')
  })
  return app
}

function page(user = 'nobody'): string {
  return `<!doctype html><title>Example</title><h1>Hello, ${user}</h1>
    <form method="post" action="/sign-in"><input name="user" aria-label="User"><button>Sign in</button></form>
    <form method="post" action="/sign-out"><button>Sign out</button></form>`
}

/** How the kit speaks with it. */
export const server: NonNullable<SessionOptions['server']> = {
  read: async ({ request }) => readAnswer(await request.get('/me')),
  signIn: ({ request }, data) => request.post('/sign-in', { data }),
  signOut: ({ request }) => request.post('/sign-out')
}

async function startApp(): Promise<{ readonly url: string } & AsyncDisposable> {
  const listening = createApp().listen(0, 'localhost')
  await once(listening, 'listening')
  return {
    url: `http://localhost:${(listening.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      listening.close()
      listening.closeAllConnections()
      await once(listening, 'close')
    }
  }
}

/** `baseURL` is an application of the worker's own. */
export const test = base.extend<object, { keep: Keep }>({
  ...keeping,
  baseURL: async ({ keep }, use) => use((await keep('example', startApp)).url)
})
