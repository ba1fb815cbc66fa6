import { once } from 'node:events'
import type { Readable } from 'node:stream'

import { startProgram } from './program.ts'

export interface Display extends AsyncDisposable {
  /** What `DISPLAY` is to say. */
  readonly name: string
}

/** A screen that nobody sees, with a number which the X server chooses itself. */
export async function openDisplay(): Promise<Display> {
  const server = startProgram('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'])
  const [number] = (await Promise.race([
    once(server.child.stdio[3] as Readable, 'data'),
    server.ended.then(() => Promise.reject(new Error('Xvfb ended before it opened a display.')))
  ])) as [Buffer]
  return { name: `:${number.toString().trim()}`, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
