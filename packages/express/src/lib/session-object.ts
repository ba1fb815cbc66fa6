import { differs, type HeldText, isPermanent, textOf } from './held-text.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/**
 * The data of one browser, as own properties; only they are stored. The questions below live on the prototype, so
 * that `Object.keys`, a spread and `JSON.stringify` show the data alone. Data that another program stored under the
 * name of a question hides that question.
 */
export class Session {
  readonly #held: HeldText
  readonly #isNew: boolean

  /** Where Flask stores `permanent`; use `permanent`. */
  declare _permanent?: unknown

  constructor(held: HeldText, data: object, isNew: boolean) {
    this.#held = held
    this.#isNew = isNew
    const own = this as unknown as Record<string, unknown>
    for (const [name, value] of Object.entries(data)) {
      if (name in Session.prototype) defineOwn(this, name, value)
      else own[name] = value
    }
  }

  /** Whether it starts with this request, not read from its cookie. */
  get isNew(): boolean {
    return this.#isNew
  }

  set isNew(_value: never) {
    refuse('isNew')
  }

  /** Whether the data differs from what the browser holds, nested data included. */
  get isChanged(): boolean {
    return differs(this.#held, textOf(this.#held, this, this.#isNew))
  }

  set isChanged(_value: never) {
    refuse('isChanged')
  }

  /**
   * Whether there is anything to keep. A `_permanent` that says what a new session would say anyway is nothing;
   * otherwise it counts, as in Flask.
   */
  get isPopulated(): boolean {
    return textOf(this.#held, this, this.#isNew) !== ''
  }

  set isPopulated(_value: never) {
    refuse('isPopulated')
  }

  /** Whether the cookie outlives the browser: it gets `Expires`. Stored in the data as `_permanent`, as Flask does. */
  get permanent(): boolean {
    return isPermanent(this.#held, this, this.#isNew)
  }

  set permanent(value: boolean) {
    this._permanent = value
  }

  /** On `Object.prototype` this name would swap the prototype, helpers and all, and the data would be lost. */
  get ['__proto__'](): unknown {
    return undefined
  }

  set ['__proto__'](value: unknown) {
    defineOwn(this, '__proto__', value)
  }
}

/** A new session with the data of `given`, as if its names were assigned one by one. @throws SessionMiddlewareError `reserved-name` */
export function sessionFrom(held: HeldText, given: object): Session {
  return Object.assign(new Session(held, {}, true), given)
}

function defineOwn(session: Session, name: string, value: unknown): void {
  Object.defineProperty(session, name, { value, writable: true, enumerable: true, configurable: true })
}

function refuse(name: string): never {
  throw new SessionMiddlewareError(
    'reserved-name',
    `req.session.${name} is a question that the session answers; it cannot be assigned. Store the value under another name.`
  )
}
