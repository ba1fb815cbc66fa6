import { poll } from '../tab-sessions/poll.ts'
import { freePort } from '../../test/free-port.ts'
import { startProgram } from './program.ts'
import { asyncScript, cookieHeader, type Outcome, type Tab, type TestBrowser, valueOf } from './test-browser.ts'
import { createWebDriver, type WebDriver } from './webdriver.ts'

export interface WebKitOptions {
  /** WebKitWebDriver. */
  readonly driver: string
  /** MiniBrowser of WebKitGTK. */
  readonly program: string
  /** What `DISPLAY` is to say. */
  readonly display: string
}

/** WebKitGTK's MiniBrowser over its WebDriver. */
export async function startWebKit({ driver, program, display }: WebKitOptions): Promise<TestBrowser> {
  const port = await freePort()
  const server = startProgram(driver, [`--port=${port}`], { DISPLAY: display })
  const root = createWebDriver(`http://127.0.0.1:${port}`)
  const sessionId = await startSession(root, program).catch(async (error: unknown) => {
    await server[Symbol.asyncDispose]()
    throw error
  })
  const session = createWebDriver(`http://127.0.0.1:${port}/session/${sessionId}`)

  function tab(handle: string): Tab {
    const choose = (): Promise<void> => session.post('/window', { handle })
    const post = async <R>(command: string, body?: object): Promise<R> => {
      await choose()
      return session.post<R>(command, body)
    }
    return {
      go: (url) => post('/url', { url }),
      reload: () => post('/refresh'),
      back: () => post('/back'),
      async click(selector) {
        const element = await post<object>('/element', { using: 'css selector', value: selector })
        await session.post(`/element/${Object.values(element)[0]}/click`)
      },
      async run<A extends readonly unknown[], R>(act: (...args: A) => R | Promise<R>, ...args: A) {
        const script = asyncScript(String(act))
        return valueOf(await post<Outcome<R>>('/execute/async', { script, args: [args] }))
      },
      async cookies() {
        await choose()
        return cookieHeader(await session.get('/cookie'))
      },
      async close() {
        await choose()
        await session.delete('/window')
      }
    }
  }

  return {
    async open(url) {
      // The tab that was driven last may be closed, and a new one wants an open one before it.
      const [first] = await session.get<string[]>('/window/handles')
      await session.post('/window', { handle: first })
      const { handle } = await session.post<{ handle: string }>('/window/new', { type: 'window' })
      const opened = tab(handle)
      await opened.go(url)
      return opened
    },
    async quit() {
      // Without a window it ends by itself; the end of a WebDriver session is not as orderly.
      for (const handle of await session.get<string[]>('/window/handles')) await tab(handle).close()
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]()
  }
}

async function startSession(driver: WebDriver, program: string): Promise<string> {
  await poll(() => driver.get('/status').catch(() => null), 'WebKitWebDriver starts')
  const { sessionId } = await driver.post<{ sessionId: string }>('/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: program, args: ['--automation'] } } }
  })
  return sessionId
}
