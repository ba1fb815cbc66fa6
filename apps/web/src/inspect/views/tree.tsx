import { useNow } from '../../hooks/use-now.ts'
import { escapeFormatting, mayReorder } from '../../logic/json-text.ts'
import { showWire, typeOfWire } from '../../logic/typed-value.ts'
import { inspectMessages as messages } from '../../messages/inspect.ts'
import { formatRelative, formatStamp } from '../moment.ts'
import styles from './tree.module.css'

const words = messages.views

/** Below this, values are shown as JSON. */
const DEEPEST = 30

/** Values with their types, as the application reads them. */
export function Tree({ value }: { value: unknown }) {
  return (
    <div className={styles.tree}>
      <Value value={value} depth={0} />
    </div>
  )
}

function Value({ value, name, depth }: { value: unknown; name?: string; depth: number }) {
  const type = typeOfWire(value)
  const inside = contents(value)
  if (inside === null || depth > DEEPEST || isShort(value, inside)) return <Leaf value={value} name={name} />
  return (
    <>
      <span className={styles.mark}>{inside.open}</span>
      {type === 'tuple' && <Type>{words.types.tuple}</Type>}
      <ul>
        {inside.entries.map(([key, each]) => (
          <li key={key}>
            {inside.named && (
              <>
                <span className={styles.key}>
                  <Isolated>{text(key)}</Isolated>
                </span>
                <span className={styles.mark}>: </span>
              </>
            )}
            <Value value={each} {...(inside.named && { name: key })} depth={depth + 1} />
            {depth === 0 && inside.named && words.known[key] !== undefined && (
              <span className={styles.known}>{words.known[key]}</span>
            )}
          </li>
        ))}
      </ul>
      <span className={styles.mark}>{inside.close}</span>
    </>
  )
}

/** A list of a few plain values is read more easily in one line. */
function isShort(value: unknown, { named, entries }: Contents): boolean {
  if (entries.length === 0) return true
  return !named && showWire(value).length <= 60 && entries.every(([, each]) => contents(each) === null)
}

interface Contents {
  readonly open: string
  readonly close: string
  readonly named: boolean
  readonly entries: readonly (readonly [string, unknown])[]
}

/** What is in an object, a list or a tuple; null for all else. */
function contents(value: unknown): Contents | null {
  const type = typeOfWire(value)
  if (typeof value !== 'object' || value === null) return null
  if (type === 'object') return { open: '{', close: '}', named: true, entries: Object.entries(value) }
  if (type === 'list') return { open: '[', close: ']', named: false, entries: Object.entries(value) }
  const tagged: unknown = Object.values(value)[0]
  if (type !== 'tuple' || !Array.isArray(tagged)) return null
  return { open: '(', close: ')', named: false, entries: Object.entries(tagged) }
}

function Leaf({ value, name }: { value: unknown; name: string | undefined }) {
  const type = typeOfWire(value)
  const moment = momentOf(value, name)
  return (
    <>
      <span className={type === 'string' || type === 'markup' ? styles.string : styles.other}>
        <Isolated>{type === 'string' ? text(value) : escapeFormatting(showWire(value))}</Isolated>
      </span>
      {moment !== null && <When moment={moment} stamp={type === 'number'} />}
      <Type>{moment !== null && type === 'number' ? words.time : words.types[type]}</Type>
    </>
  )
}

function Type({ children }: { children: string }) {
  return <span className={styles.type}>{children}</span>
}

function When({ moment, stamp }: { moment: number; stamp: boolean }) {
  const now = useNow()
  return (
    <span className={styles.when}>
      {stamp ? `${formatStamp(moment)}, ` : ''}
      {formatRelative(moment - now)}
    </span>
  )
}

const timeNames = /^(?:iat|exp|nbf|auth_time|updated_at|.*_(?:at|time|expires|expiry))$/

/** UNIX seconds of what is a date, or a number whose name and size say that it is one. */
function momentOf(value: unknown, name: string | undefined): number | null {
  if (typeOfWire(value) === 'date') {
    const moment = Date.parse(String(Object.values(value as object)[0])) / 1000
    return Number.isFinite(moment) ? moment : null
  }
  if (typeof value !== 'number' || name === undefined || !timeNames.test(name)) return null
  return value > 100_000_000 && value < 10_000_000_000 ? value : null
}

function text(value: unknown): string {
  return escapeFormatting(JSON.stringify(value))
}

/** What is written from right to left stands by itself, so that nothing beside it changes places. */
function Isolated({ children }: { children: string }) {
  return mayReorder(children) ? <bdi dir="ltr">{children}</bdi> : children
}
