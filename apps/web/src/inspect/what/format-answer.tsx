import { inspectMessages as messages } from '../../messages/inspect.ts'
import { cookieMeter } from '../logic/cookie-meter.ts'
import type { Recognised } from '../logic/recognised.ts'
import { isUnknown } from '../signature-status.ts'
import { Answer, Why } from './answer.tsx'

const words = messages.what
const twins = new Set<Recognised['format']>(['flask', 'clearjar'])
const always = new Set<Recognised['format']>(['flask', 'clearjar', 'itsdangerous', 'django-signed-session'])

/** What made it, how sure that is, and how big it is. */
export function FormatAnswer({ read }: { read: Recognised }) {
  const meter = cookieMeter(read.name, read.value)
  const compressed = read.facts.find(({ kind }) => kind === 'compressed')
  const unknown = isUnknown(read)
  const sure = unknown ? words.unknown.why : words.confidence[read.confidence]
  const twin = read.alternatives.find((other) => twins.has(other) && twins.has(read.format))
  const others = read.alternatives.filter((other) => other !== twin)
  return (
    <Answer question={words.format} word={unknown ? words.unknown.format : words.formats[read.format]}>
      <Why>
        {[
          compressed ? words.fact(compressed) : always.has(read.format) ? words.plain : '',
          words.ofLimit(meter.bytes, meter.limit, read.name !== null)
        ]
          .filter(Boolean)
          .join(' ')}
      </Why>
      {sure !== '' && <Why dim>{sure}</Why>}
      {twin !== undefined && <Why dim>{words.twins}</Why>}
      {others.length > 0 && <Why dim>{words.alternatives(others)}</Why>}
    </Answer>
  )
}
