/**
 * The date of Flask's ` d` tag: IMF-fixdate (RFC 9110 section 5.6.7). Flask writes `GMT`; a numeric zone is read
 * too, because `email.utils`, with which Flask reads, takes it.
 */
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const DATE = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|([+-]\d\d)(\d\d))$/

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
  return new Date(date.getTime() - offset * 60_000)
}
