const number = new Intl.NumberFormat('en')

/** `4096` → `4,096`. */
export function formatNumber(value: number): string {
  return number.format(value)
}

/** Seconds left, to the minute above one minute (which the narrator counts down from 60 s): `30 d 23 h 57 min`, `57 min`, `12 s`; `31 d` sharp. */
export function formatLeft(seconds: number): string {
  if (seconds <= 60) return `${Math.max(0, Math.floor(seconds))} s`
  const minutes = Math.floor(seconds / 60)
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min']
  ] as const
  const first = parts.findIndex(([amount]) => amount > 0)
  const last = parts.findLastIndex(([amount]) => amount > 0)
  return parts
    .slice(first, last + 1)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
}

/** Only the two largest units, for where there is little room: `30 d 23 h`. */
export function formatLeftShort(seconds: number): string {
  return formatLeft(seconds).split(' ').slice(0, 4).join(' ')
}

/** How long something took, to the tenth: `1.4 s`, on one line. */
export function formatTook(seconds: number): string {
  return `${seconds.toFixed(1)}\u00a0s`
}

/** Seconds ago, in the largest unit: `just now`, `12 s ago`, `2 min ago`, `3 h ago`, `4 d ago`. */
export function formatAgo(seconds: number): string {
  if (seconds < 1) return 'just now'
  if (seconds < 60) return `${Math.floor(seconds)} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1]
] as const

/** A lifetime in the largest unit that divides it: `31 days`, `1 hour`, `90 seconds`. */
export function formatLifetime(seconds: number): string {
  const [unit, size] = units.find(([, each]) => seconds >= each && seconds % each === 0) ?? (['second', 1] as const)
  const amount = Math.floor(seconds / size)
  return `${formatNumber(amount)} ${unit}${amount === 1 ? '' : 's'}`
}

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const second = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
})

/** UNIX seconds in the person's own time zone: `Wed 23 Dec 2026, 20:28`. */
export function formatDate(seconds: number): string {
  const date = new Date(seconds * 1000)
  return `${day.format(date).replace(',', '')}, ${minute.format(date)}`
}

/** UNIX seconds as a time of day: `20:28:12`. */
export function formatTime(seconds: number): string {
  return second.format(new Date(seconds * 1000))
}

/** The time alone while it is within a day of `now`, the date as well otherwise. */
export function formatMoment(seconds: number, now: number): string {
  return Math.abs(seconds - now) < 43_200 ? formatTime(seconds) : formatDate(seconds)
}

/** The first characters of a cookie, for where the whole would only be noise. */
export function shorten(cookie: string): string {
  return cookie.length > 8 ? `${cookie.slice(0, 7)}…` : cookie
}

/** Something of each part, to tell copies apart: `eyJzdHJpbm….awPxyQ.6KwlVM…`. */
export function shortenParts(cookie: string): string {
  const [payload = '', timestamp = '', signature = ''] = cookie.split('.').slice(-3)
  return `${payload.slice(0, 10)}….${timestamp}${signature === '' ? '' : `.${signature.slice(0, 6)}…`}`
}
