import { SessionMiddlewareError } from '@clearjar/express'
import { createMatchedServer } from '@clearjar/express/server'
import closeWithGrace from 'close-with-grace'

import { createApp } from './app.ts'
import { readConfig } from './config.ts'
import { ConfigError } from './config-error.ts'
import { createLogger } from './log.ts'
import { openStore } from './store.ts'

const { config, logger, store, app, close } = await prepareOrExit()
const server = createMatchedServer(app)

server.once('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error
  exit(`Port ${config.port} is taken. Stop what uses it, or choose another: PORT=3001 npm start`)
})

server.listen(config.port, config.host, () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const host = config.host === '127.0.0.1' ? 'localhost' : config.host
  console.log(`Clearjar is at ${config.pageUrl ?? `http://${host}:${port}`}`)
})

/** Open requests are finished; connections that only wait are closed. */
closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
  if (err !== undefined) logger.fatal({ err }, 'stopping after a fault')
  await new Promise((resolve) => void server.close(resolve))
  await close()
  await store.close()
})

/** A wrong setting is said in a sentence; what is our fault keeps its stack. */
async function prepareOrExit() {
  try {
    const settings = readConfig(process.env)
    const log = createLogger(settings.logLevel)
    const opened = await openStore(settings.store, log)
    return {
      config: settings,
      logger: log,
      store: opened,
      ...createApp({ config: settings, logger: log, store: opened })
    }
  } catch (error) {
    if (error instanceof ConfigError) exit(error.message)
    if (error instanceof SessionMiddlewareError) exit(`The session cannot be set up so. ${error.message}`)
    throw error
  }
}

function exit(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}
