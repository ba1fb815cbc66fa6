const stamp = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short'
})
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** The last moment that a `Date` can hold, in seconds. */
const LAST = 8_640_000_000_000

/** UNIX seconds in the person's own zone, with its name: `13 Jan 2019, 19:51:33 UTC`. Beyond all calendars: the number itself. */
export function formatStamp(seconds: number): string {
  if (!(Math.abs(seconds) <= LAST)) return `at ${seconds} s after 1970`
  return stamp.format(new Date(seconds * 1000))
}

const units = [
  ['year', 31_556_952],
  ['month', 2_629_746],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1]
] as const

/** Seconds from now, in the largest unit: `in 3 days`, `7 years ago`, `now`. */
export function formatRelative(seconds: number): string {
  if (!(Math.abs(seconds) <= LAST)) return seconds > 0 ? 'far ahead' : 'long ago'
  const whole = Math.trunc(seconds)
  if (whole === 0) return 'now'
  const [unit, size] = units.find(([, each]) => Math.abs(whole) >= each) ?? units[5]
  return relative.format(Math.trunc(whole / size), unit)
}

/** A length of time in its largest unit, without a direction: `3 days`. */
export function formatLength(seconds: number): string {
  return formatRelative(Math.abs(seconds)).replace('in ', '')
}
