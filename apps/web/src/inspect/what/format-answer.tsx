import { inspectMessages as messages } from '../../messages/inspect.ts'
import { cookieMeter } from '../logic/cookie-meter.ts'
import type { Recognised } from '../logic/recognised.ts'
import { Answer, Why } from './answer.tsx'

const words = messages.what
const always = new Set<Recognised['format']>(['flask', 'clearjar', 'itsdangerous', 'django-signed-session'])

/** What made it, how sure that is, and how big it is. */
export function FormatAnswer({ read }: { read: Recognised }) {
  const meter = cookieMeter(read.name, read.value)
  const compressed = read.facts.find(({ kind }) => kind === 'compressed')
  const sure = words.confidence[read.confidence]
  return (
    <Answer question={words.format} word={words.formats[read.format]}>
      <Why>
        {[
          compressed ? words.fact(compressed) : always.has(read.format) ? words.plain : '',
          `${words.ofLimit(meter.bytes, meter.limit)}.`
        ]
          .filter(Boolean)
          .join(' ')}
      </Why>
      {sure !== '' && <Why dim>{sure}</Why>}
      {read.alternatives.length > 0 && <Why dim>{words.alternatives(read.alternatives)}</Why>}
    </Answer>
  )
}
