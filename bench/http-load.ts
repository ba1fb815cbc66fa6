import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import { cookieHeader, type Ready } from './field.ts'

/**
 * Keeps a connection for each visitor busy: the next request leaves when the last answer is complete. By hand, so that
 * the clients need less CPU than the server.
 */
export async function answersIn(
  milliseconds: number,
  { port, cookies }: Ready,
  path: string
): Promise<{ readonly count: number; readonly seconds: number }> {
  const sockets = cookies.map(() => connect({ port, host: 'localhost', noDelay: true }))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const start = performance.now()
  const counts = await Promise.all(
    sockets.map(async (socket, lane) => {
      const { count, cookie } = await keepAsking(socket, path, cookies[lane]!, start + milliseconds)
      cookies[lane] = cookie
      return count
    })
  )
  const seconds = (performance.now() - start) / 1000
  for (const socket of sockets) socket.destroy()
  return { count: counts.reduce((sum, count) => sum + count, 0), seconds }
}

function requestText(path: string, cookie: string): string {
  const line = cookie === '' ? '' : `Cookie: ${cookie}\r\n`
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${line}Connection: keep-alive\r\n\r\n`
}

/** How many answers came until `end`, and the cookie after them. As in a browser, each request has that of the last answer. */
async function keepAsking(
  socket: Socket,
  path: string,
  before: string,
  end: number
): Promise<{ count: number; cookie: string }> {
  return await new Promise((resolve, reject) => {
    let cookie = before
    let count = 0
    let text = ''
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server closed a connection.')))
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (!isComplete(text)) return
      if (!text.startsWith('HTTP/1.1 200 ')) reject(new Error(`The server answered ${text.slice(0, 12)}.`))
      const lines = [...text.matchAll(SET_COOKIE)].map(([, line = '']) => line)
      if (lines.length > 0) cookie = cookieHeader(lines)
      text = ''
      count++
      if (performance.now() < end) socket.write(requestText(path, cookie))
      else resolve({ count, cookie })
    })
    socket.write(requestText(path, cookie))
  })
}

const SET_COOKIE = /^Set-Cookie: (.*)/gim

/** Of one answer, as `res.send` makes it. */
function isComplete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return false
  const [, length = ''] = /\r\nContent-Length: (\d+)/i.exec(text.slice(0, head)) ?? []
  return text.length === head + 4 + Number(length)
}
