import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

import express, { type Request, type Response as Answer } from 'express'
import { expect, onTestFinished, test } from 'vitest'

import { createMemoryStore, session, type SessionOptions } from './index.ts'

declare module './index.ts' {
  interface SessionData {
    user: string
  }
}
async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://localhost:${(server.address() as AddressInfo).port}`
}
test('smoke', async () => {
  const app = express()
  app.use(session({ secrets: ['a'], mode: 'server', store: createMemoryStore(), visibility: 'split' }))
  app.get('/in', (req, res) => {
    req.session.user = 'ann'
    res.redirect('/')
  })
  app.get('/', (req, res) => {
    res.json([req.session.user, req.session.id])
  })
  app.get('/out', async (req, res) => {
    await req.session.destroy()
    res.json('bye')
  })
  app.get('/w', async (req, res) => {
    req.session.user = 'bob'
    res.write('a')
    res.write('b')
    res.end('c')
  })
  const url = await listen(app)
  const first = await fetch(`${url}/in`, { redirect: 'manual' })
  const lines = first.headers.getSetCookie()
  console.log(lines)
  const cookie = lines.map((line) => line.split(';')[0]).join('; ')
  console.log(await (await fetch(url, { headers: { cookie } })).text())
  const w = await fetch(`${url}/w`, { headers: { cookie } })
  console.log(w.headers.getSetCookie(), await w.text())
  console.log(await (await fetch(url, { headers: { cookie } })).text())
  const out = await fetch(`${url}/out`, { headers: { cookie } })
  console.log(out.headers.getSetCookie(), await out.text())
  console.log(await (await fetch(url, { headers: { cookie } })).text())
})
