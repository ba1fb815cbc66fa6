const TUPLE = Symbol.for('clearjar.tuple')
const HEX_32 = /^[0-9a-f]{32}$/

/**
 * A Python `tuple`: a frozen array that is written with Flask's ` t` tag, so that Flask gets its tuple back
 * (`_flashes` is a list of tuples).
 */
export function tuple<const T extends readonly unknown[]>(...items: T): T {
  Object.defineProperty(items, TUPLE, { value: true })
  return Object.freeze(items)
}

/** True for what `tuple` made, also when another copy of this package made it. */
export function isTuple(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && TUPLE in value
}

/** Also bytes and dates of another realm, such as those of a test that runs in jsdom, where `instanceof` says no. */
export function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === '[object Uint8Array]'
}

export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]'
}

/** A UUID (RFC 9562), written with Flask's ` u` tag. Compares by its text: `String(uuid)`. */
export class Uuid {
  /** 32 lower-case hexadecimal digits. */
  readonly hex: string

  /**
   * @param text any spelling that Python's `uuid.UUID` reads: with or without dashes, braces and `urn:uuid:`
   * @throws TypeError when it is not 32 hexadecimal digits
   */
  constructor(text: string) {
    const hex = text.toLowerCase().replace(/^urn:uuid:|^\{|\}$|-/g, '')
    if (!HEX_32.test(hex)) throw new TypeError('A UUID is 32 hexadecimal digits, with or without dashes.')
    this.hex = hex
  }

  /** `8-4-4-4-12` digits. */
  toString(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }
}

/** HTML that was escaped already: MarkupSafe's `Markup`, written with Flask's ` m` tag. */
export class Markup {
  readonly html: string

  constructor(html: string) {
    this.html = html
  }

  toString(): string {
    return this.html
  }
}
