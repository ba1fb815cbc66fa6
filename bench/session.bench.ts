/**
 * Signing and verifying one session, against keygrip as cookie-session calls it, and against the floor: the least
 * that any implementation must do, which is JSON, base64url and one HMAC, done as fast as Node allows.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

import { createSessionCodec } from '@clearjar/session'
import Keygrip from 'keygrip'

import { compare, printTable } from './compare.ts'

const SECRET = randomBytes(32)
/** What a shop keeps: a cart that grows, and who it belongs to. */
function dataOf(bytes: number): Record<string, unknown> {
  const data = { cart: [] as object[], email: 'ann@example.com', visits: 12 }
  for (let id = 100; JSON.stringify(data).length < bytes - 20; id++) {
    data.cart.push({ id, name: 'a short text', price: id * 7, sold: id % 2 === 0 })
  }
  return data
}

/** The names of one who did not think of their order, at every level. */
function outOfOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(outOfOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, outOfOrder(item)])
  )
}

const SIZES: Record<string, Record<string, unknown>> = {
  '50 B': dataOf(50),
  '500 B': dataOf(500),
  '3 KB': dataOf(3000),
  '3 KB unsorted': outOfOrder(dataOf(3000)) as Record<string, unknown>
}

/** RFC 2104 with pads filled once. */
function createFloor() {
  const inner = Buffer.alloc(64 + 8192, 0x36)
  const outer = Buffer.alloc(64 + 32, 0x5c)
  let view = inner
  SECRET.forEach((byte, index) => {
    inner[index] = byte ^ 0x36
    outer[index] = byte ^ 0x5c
  })
  const prepare = (text: string): void => {
    const length = inner.write(text, 64, 'latin1')
    if (view.length !== 64 + length) view = inner.subarray(0, 64 + length)
    outer.write(hash('sha256', view, 'binary'), 64, 'latin1')
  }
  return {
    sign(data: object): string {
      const body = `${Buffer.from(JSON.stringify(data)).toString('base64url')}.ZVPxAA`
      prepare(body)
      return `${body}.${hash('sha256', outer, 'base64url')}`
    },
    verify(cookie: string): unknown {
      const dot = cookie.lastIndexOf('.')
      prepare(cookie.slice(0, dot))
      const expected = hash('sha256', outer, 'buffer')
      if (!timingSafeEqual(expected, Buffer.from(cookie.slice(dot + 1), 'base64url'))) return null
      return JSON.parse(Buffer.from(cookie.slice(0, cookie.indexOf('.')), 'base64url').toString())
    }
  }
}

/** As cookie-session does with its default keys: base64 of the JSON, signed together with the cookie's name. */
function createCookieSession() {
  const keys = new Keygrip([SECRET.toString('hex')])
  return {
    sign(data: object): string {
      const body = Buffer.from(JSON.stringify(data)).toString('base64')
      return `${body}.${keys.sign(`session=${body}`)}`
    },
    verify(cookie: string): unknown {
      const [body, signature] = cookie.split('.') as [string, string]
      return keys.verify(`session=${body}`, signature) ? JSON.parse(Buffer.from(body, 'base64').toString()) : null
    }
  }
}

const floor = createFloor()
const cookieSession = createCookieSession()
const codec = createSessionCodec({ secrets: [SECRET], compressAbove: Infinity })
const asIs = createSessionCodec({ secrets: [SECRET] })
const flask = createSessionCodec({ secrets: [SECRET], digest: 'sha1', compressAbove: 0 })

const names = [
  'floor',
  'clearjar',
  'clearjar, default compression',
  'clearjar, compressing as Flask',
  'cookie-session (keygrip)'
]
const sign = new Map<string, number[]>(names.map((name) => [name, []]))
const verify = new Map<string, number[]>(names.map((name) => [name, []]))
const codecs = [floor, codec, asIs, flask, cookieSession]
const now = Math.floor(Date.now() / 1000)

for (const data of Object.values(SIZES)) {
  const cookies = codecs.map((each) => each.sign(data, { now }))
  collect(sign, Object.fromEntries(codecs.map((each, index) => [names[index]!, () => each.sign(data)])))
  collect(
    verify,
    Object.fromEntries(
      codecs.map((each, index) => [names[index]!, () => each.verify(cookies[index]!, { maxAge: 3600, now })])
    )
  )
}

function collect(table: Map<string, number[]>, contenders: Record<string, () => unknown>): void {
  for (const [name, ratio] of compare(contenders)) table.get(name)!.push(ratio)
}

printTable('Sign, speed relative to the floor (higher is faster)', Object.keys(SIZES), sign)
printTable('Verify, speed relative to the floor (higher is faster)', Object.keys(SIZES), verify)

const peer = names.at(-1)!
const overPeer = (table: Map<string, number[]>) =>
  table.get('clearjar')!.map((value, index) => value / table.get(peer)![index]!)
printTable(
  `Clearjar's speed over that of ${peer}`,
  Object.keys(SIZES),
  new Map([
    ['sign', overPeer(sign)],
    ['verify', overPeer(verify)]
  ])
)
