import { useLayoutEffect, useRef, useState } from 'react'
import { useNow } from '../hooks/use-now.ts'
import { formatTime } from '../logic/format.ts'
import { happenedMessages as messages } from '../messages/happened.ts'
import type { LogEvent } from './event.ts'
import type { Lifeline, Stretch } from './lines.ts'
import { lifelines, ticks } from './lines.ts'
import styles from './lifelines.module.css'

const text = messages.lines

const picture = { role: 'img' } as const
const rowHeight = 26
const axisHeight = 22
const lettersWidth = 26
const reasonsWidth = 132
const tickWidth = 84

/** One line for each of the last sessions over the time of day, with what ended it. */
export function Lifelines({ events, live }: { events: readonly LogEvent[]; live: boolean }) {
  const now = useNow() * 1000
  const { box, width } = useWidth()
  const lines = lifelines(events)
  if (lines.length === 0) return <div ref={box} />
  const last = events.at(-1)?.at ?? now
  const start = Math.min(...lines.flatMap(({ stretches }) => stretches.map(({ from }) => from)))
  const end = Math.max(live ? Math.max(now, last) : last, start + 1000)
  const plot = Math.max(40, width - lettersWidth - reasonsWidth)
  const x = (at: number): number => lettersWidth + ((Math.min(at, end) - start) / (end - start)) * plot
  const height = lines.length * rowHeight + axisHeight
  return (
    <div ref={box} className={styles.box}>
      {width > 0 && (
        <svg {...picture} aria-label={describe(lines)} width={width} height={height} className={styles.lines}>
          <Axis start={start} end={end} x={x} room={Math.floor(plot / tickWidth)} height={height} />
          {lines.map((line, index) => (
            <Row key={line.letter} line={line} x={x} end={end} y={index * rowHeight + rowHeight / 2} />
          ))}
        </svg>
      )}
    </div>
  )
}

interface AxisProps {
  readonly start: number
  readonly end: number
  readonly x: (at: number) => number
  readonly room: number
  readonly height: number
}

function Axis({ start, end, x, room, height }: AxisProps) {
  const { at, step } = ticks(start, end, room)
  return at.map((each) => (
    <g key={each}>
      <line className={styles.grid} x1={x(each)} x2={x(each)} y1={0} y2={height - axisHeight} />
      <text className={styles.tick} x={x(each)} y={height - 5}>
        {formatTime(each / 1000).slice(0, step < 60_000 ? 8 : 5)}
      </text>
    </g>
  ))
}

interface RowProps {
  readonly line: Lifeline
  readonly x: (at: number) => number
  readonly end: number
  readonly y: number
}

function Row({ line: { letter, stretches }, x, end, y }: RowProps) {
  const last = stretches.at(-1)
  if (!last) return null
  const first = stretches[0] ?? last
  const isAlive = last.to === null
  return (
    <g className={isAlive ? styles.alive : undefined}>
      <text className={styles.letter} x={x(first.from) - 10} y={y + 4}>
        {letter}
      </text>
      {stretches.map((each) => (
        <Bar key={each.from} stretch={each} x={x} end={end} y={y} />
      ))}
      <text className={styles.reason} x={x(last.to ?? end) + 14} y={y + 4}>
        {last.why === null ? text.alive : text.reasons[last.why]}
      </text>
    </g>
  )
}

function Bar({ stretch: { from, to }, x, end, y }: { stretch: Stretch } & Omit<RowProps, 'line'>) {
  const till = x(to ?? end)
  return (
    <>
      <line className={styles.bar} x1={x(from)} x2={till} y1={y} y2={y} />
      {to === null ? (
        <circle className={styles.now} cx={till} cy={y} r={5} />
      ) : (
        <path className={styles.end} d={`M${till - 6} ${y}l6 -6l6 6l-6 6z`} />
      )}
    </>
  )
}

/** The picture in words, the newest first. */
function describe(lines: readonly Lifeline[]): string {
  return lines
    .toReversed()
    .flatMap(({ letter, stretches }) =>
      stretches
        .toReversed()
        .map(({ from, to, why }) =>
          to === null || why === null
            ? text.sentence.alive(letter, formatTime(from / 1000))
            : text.sentence.ended(letter, formatTime(from / 1000), formatTime(to / 1000), text.reasons[why])
        )
    )
    .join(' ')
}

/** How wide the box is, in pixels, now and whenever that changes. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = (): void => setWidth(Math.floor(element.getBoundingClientRect().width) || 320)
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { box, width }
}
