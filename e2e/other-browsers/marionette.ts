import { once } from 'node:events'
import { connect } from 'node:net'

/** A connection to Firefox's remote control. */
export interface Marionette {
  send<T>(command: string, parameters?: object): Promise<T>
  close(): void
}

type Answer = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown]

interface Waiting {
  resolve(result: unknown): void
  reject(reason: Error): void
}

/** Marionette's protocol, version 3: `<bytes>:<JSON>` both ways, commands `[0, id, name, parameters]`. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1')
  const waiting = new Map<number, Waiting>()
  let received = Buffer.alloc(0)
  let lastId = 0

  function receive(message: unknown): void {
    // The first message only says who is there.
    if (!Array.isArray(message)) return
    const [, id, error, result] = message as Answer
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === null) asked?.resolve(result)
    else asked?.reject(new Error(`${error.error}: ${error.message}`))
  }

  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (;;) {
      const colon = received.indexOf(':')
      const end = colon + 1 + Number(received.subarray(0, colon))
      if (colon === -1 || received.length < end) return
      receive(JSON.parse(received.subarray(colon + 1, end).toString()))
      received = received.subarray(end)
    }
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has gone.'))
    waiting.clear()
  })
  await once(socket, 'connect')

  return {
    send<T>(command: string, parameters: object = {}) {
      const id = ++lastId
      const text = JSON.stringify([0, id, command, parameters])
      return new Promise<T>((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('Firefox has gone.'))
        waiting.set(id, { resolve, reject })
        socket.write(`${Buffer.byteLength(text)}:${text}`)
      })
    },
    close: () => socket.destroy()
  }
}
