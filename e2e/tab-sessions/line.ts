import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { moduleAt } from '../browser-modules.ts'
import { poll } from './poll.ts'

/** What a page told of its tab, and what the server said. */
export interface TabReport {
  readonly act: string
  /** Which document tells it. */
  readonly doc: string
  /** Milliseconds, when it was answered. */
  readonly at: number
  readonly birth?: string
  readonly park?: boolean
  readonly hidden?: boolean
  readonly mark?: string
  /** The key that the tab has from then on. */
  readonly key?: string
  /** `null` for one that never reached the server. */
  readonly answer: string | null
}

/** What becomes of a request: it goes on, it or its answer is lost as on a broken line, or it is answered with this status. */
type Fate = 'through' | 'lost' | 'answer lost' | number

/** The network between the browser and the server: it sees what passes, and can be broken. */
export interface Line extends AsyncDisposable {
  /** The server itself, past the line. */
  readonly api: string
  /** The server, as the browser knows it. */
  readonly url: string
  /** A page of another site. */
  readonly elsewhere: string
  /** What pages told of their tabs so far. */
  readonly reports: readonly TabReport[]
  /** What becomes of a request, and of a report, by what it says. */
  fate: (path: string, act: string | undefined) => Fate
  /** A request waits for this first. */
  wait: (path: string, act: string | undefined) => Promise<void>
  /** Runs `act`, and resolves with the first report that matches and was not there before. */
  report(act: () => Promise<unknown>, match: (report: TabReport) => boolean): Promise<TabReport>
}

const REPORTS = '/api/session/tabs'

/** Nothing but what speaks for its tab: the app has more to do, and tests of its own. */
const PAGE = `<!doctype html>
<title>A tab</title>
<script type="module">
  import { createTabSession } from '/dist/tab-session.js'
  globalThis.tab = createTabSession({ url: '${REPORTS}' })
</script>
<p>A tab</p>`

export async function createLine(api: string): Promise<Line> {
  const reports: TabReport[] = []
  const server = createServer((req, res) => void answer(req, res))

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const path = req.url ?? '/'
    if (req.headers.host?.startsWith('127.') === true) {
      res.setHeader('Content-Type', 'text/html').end('<title>Another site</title>')
      return
    }
    const body = await textOf(req)
    const told = path === REPORTS && body !== '' ? (JSON.parse(body) as TabReport) : undefined
    await line.wait(path, told?.act)
    const fate = line.fate(path, told?.act)
    if (fate === 'answer lost') await pass(req, body, null, told).finally(() => res.destroy())
    else if (fate === 'through' && !(await serve(path, res))) await pass(req, body, res, told)
    else if (fate !== 'through') {
      if (told !== undefined) reports.push({ ...told, at: Date.now(), answer: fate === 'lost' ? null : String(fate) })
      if (fate === 'lost') res.destroy()
      else res.writeHead(fate).end()
    }
  }

  async function pass(
    { url: path = '/', method = 'GET', headers }: IncomingMessage,
    body: string,
    res: ServerResponse | null,
    told: TabReport | undefined
  ): Promise<void> {
    const passed = request(new URL(path, api), { method, headers }).end(body)
    try {
      const [answered] = (await once(passed, 'response')) as [IncomingMessage]
      const bytes = await bytesOf(answered)
      if (told !== undefined) reports.push({ ...told, at: Date.now(), ...readAnswer(answered, bytes) })
      res?.writeHead(answered.statusCode ?? 502, answered.headers).end(bytes)
    } catch {
      res?.destroy()
    }
  }

  server.listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const line: Line = {
    api,
    url: `http://localhost:${port}`,
    elsewhere: `http://127.0.0.1:${port}/`,
    reports,
    fate: () => 'through',
    wait: async () => {},
    async report(act, match) {
      const before = reports.length
      await act()
      return poll(() => reports.slice(before).find(match) ?? null, 'A page reports its tab')
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    }
  }
  return line
}

/** The page and its modules; whether it was one of them. */
async function serve(path: string, res: ServerResponse): Promise<boolean> {
  const module = moduleAt(path)
  if (module !== undefined) res.setHeader('Content-Type', 'text/javascript').end(await readFile(module))
  else if (/^\/(\?|$)/.test(path)) res.setHeader('Content-Type', 'text/html').end(PAGE)
  else return false
  return true
}

function readAnswer({ statusCode }: IncomingMessage, bytes: Buffer): Pick<TabReport, 'answer' | 'key'> {
  if (statusCode !== 200) return { answer: String(statusCode) }
  const { status, tab } = JSON.parse(bytes.toString()) as { status: string; tab?: string }
  return tab === undefined ? { answer: status } : { answer: status, key: tab }
}

async function textOf(message: IncomingMessage): Promise<string> {
  return (await bytesOf(message)).toString()
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
