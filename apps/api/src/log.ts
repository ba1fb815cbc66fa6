import pino, { type DestinationStream, type Logger } from 'pino'
import { type HttpLogger, pinoHttp } from 'pino-http'

export function createLogger(level: string, destination?: DestinationStream): Logger {
  return destination === undefined ? pino({ level }) : pino({ level }, destination)
}

/** Method, path and status. Never headers, for a logged cookie is a working key, and never a query, for it holds the string. */
export function createHttpLogger(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    autoLogging: { ignore: (req) => req.url === '/healthz' },
    serializers: {
      req: ({ id, method, url }: { id: unknown; method: string; url: string }) => ({
        id,
        method,
        path: url.split('?')[0]
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode })
    }
  })
}
