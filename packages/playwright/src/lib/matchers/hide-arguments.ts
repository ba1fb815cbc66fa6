/**
 * Playwright puts the first argument of each assertion into reports and traces (`TestStep.params`), and with it a key,
 * or the data of a session. So these get another first argument; bound, because a function of the kit around them
 * would be what a report takes for the line that failed.
 */
const HIDDEN: object = Object.freeze({ toJSON: () => 'not shown' })

const ASSERTIONS: ReadonlySet<string | symbol> = new Set(['toHaveSession', 'toBeSignedBy'])

type Call = (...args: unknown[]) => unknown

/** `expect`, whose assertions about what is secret hide it. */
export function hideArguments<Expect extends object>(expect: Expect): Expect {
  return new Proxy(expect, {
    apply: (target, self, args: unknown[]) => hideIn(Reflect.apply(target as unknown as Call, self, args) as object),
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name === 'soft') return hideArguments(value as object)
      if (name === 'poll') return (...args: unknown[]) => hideIn((value as Call)(...args) as object)
      if (name === 'configure' || name === 'extend')
        return (...args: unknown[]) => hideArguments((value as Call)(...args) as object)
      return value
    }
  })
}

function hideIn<Assertions extends object>(assertions: Assertions): Assertions {
  return new Proxy(assertions, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (name === 'not' || name === 'resolves' || name === 'rejects') return hideIn(value as object)
      return ASSERTIONS.has(name) ? (value as Call).bind(undefined, HIDDEN) : value
    }
  })
}

/** The same matchers, which take their arguments also as they were given: `mergeExpects` leaves nothing of the above. */
export function takeHidden<Matchers extends Readonly<Record<string, (this: never, ...args: never[]) => unknown>>>(
  matchers: Matchers
): Matchers {
  const taking = Object.entries(matchers).map(([name, matcher]) => {
    function take(this: unknown, held: unknown, ...args: unknown[]): unknown {
      return Reflect.apply(matcher, this, [held, ...(args[0] === HIDDEN ? args.slice(1) : args)])
    }
    return [name, take]
  })
  return Object.fromEntries(taking) as Matchers
}
