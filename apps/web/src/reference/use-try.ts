import { useState } from 'react'
import { pretty } from './pretty.ts'

/** What became of a request that was really made. */
export type Tried =
  | { readonly status: 'not-yet' }
  | { readonly status: 'asking' }
  | { readonly status: 'no-answer' }
  | {
      readonly status: 'answered'
      readonly http: string
      readonly milliseconds: number
      readonly headers: readonly string[]
      readonly body: string
      /** Characters that are not shown. */
      readonly more: number
    }

/** The headers that say something of a session; a browser shows no script what is in `Set-Cookie`. */
const SHOWN = ['content-type', 'cache-control', 'vary', 'etag']

const LONGEST = 6000

/** Asks the server for real. @param send as the page sends what it asks, so that the server knows which tab it is */
export function useTry(send: typeof fetch): readonly [tried: Tried, ask: (address: string) => Promise<Tried>] {
  const [tried, setTried] = useState<Tried>({ status: 'not-yet' })

  async function ask(address: string): Promise<Tried> {
    setTried({ status: 'asking' })
    const answer = await request(send, address)
    setTried(answer)
    return answer
  }

  return [tried, ask]
}

async function request(send: typeof fetch, address: string): Promise<Tried> {
  const start = performance.now()
  try {
    const response = await send(address, { headers: { accept: 'application/json, text/plain' }, cache: 'no-store' })
    const text = readable(await response.text(), response.headers.get('content-type') ?? '')
    return {
      status: 'answered',
      http: `${response.status} ${response.statusText}`.trim(),
      milliseconds: Math.round(performance.now() - start),
      headers: SHOWN.flatMap((name) => {
        const value = response.headers.get(name)
        return value === null ? [] : [`${name}: ${value}`]
      }),
      body: text.slice(0, LONGEST),
      more: Math.max(0, text.length - LONGEST)
    }
  } catch {
    return { status: 'no-answer' }
  }
}

function readable(text: string, type: string): string {
  if (!/json/.test(type)) return text
  try {
    return pretty(JSON.parse(text))
  } catch {
    return text
  }
}
