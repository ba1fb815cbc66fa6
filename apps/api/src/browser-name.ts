/** A bit of `User-Agent`, and whose it is; the first that is there, because most name others, too. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['CriOS/', 'Chrome'],
  ['Safari/', 'Safari'],
  ['curl/', 'curl']
] as const

const SYSTEMS = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux']
] as const

/** By which a person tells sessions apart, such as `Chrome on Linux`: never the header itself, which is anybody's text. */
export function browserName(userAgent: string | undefined): string {
  const browser = nameIn(userAgent, BROWSERS) ?? 'Some browser'
  const system = nameIn(userAgent, SYSTEMS)
  return system === undefined ? browser : `${browser} on ${system}`
}

function nameIn(text: string | undefined, names: typeof BROWSERS | typeof SYSTEMS): string | undefined {
  return names.find(([mark]) => text?.includes(mark))?.[1]
}
