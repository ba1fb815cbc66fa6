/**
 * The date of Flask's ` d` tag: IMF-fixdate (RFC 9110 section 5.6.7). Flask writes `GMT`; a numeric zone is read
 * too, because `email.utils`, with which Flask reads, takes it.
 */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DATE =
  /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:GMT|([+-]\d\d)(\d\d))$/

/** Whether a year is one of four digits, which is all that the format has. */
export function isWritable(date: Date): boolean {
  const year = date.getUTCFullYear()
  return year >= 0 && year <= 9999
}

/** The instant, or null when `text` is not such a date. Years below 100 are what they say. */
export function parseHttpDate(text: string): Date | null {
  const match = DATE.exec(text)
  if (match === null) return null
  const [, day, month, year, hour, minute, second, zoneHour = '+00', zoneMinute = '00'] = match
  const date = new Date(0)
  date.setUTCFullYear(Number(year), MONTHS.indexOf(month!), Number(day))
  if (!MONTHS.includes(month!) || date.getUTCDate() !== Number(day)) return null
  date.setUTCHours(Number(hour), Number(minute), Number(second))
  const offset = Number(zoneHour) * 60 + Number(zoneHour[0] + zoneMinute)
  const instant = new Date(date.getTime() - offset * 60_000)
  return isWritable(instant) ? instant : null
}
