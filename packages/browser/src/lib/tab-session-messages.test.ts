import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTabAnswer } from './tab-session-messages.ts'
import type { TabAnswer } from './tab-session-messages.ts'

const seconds = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })

const leases = fc.record({
  mark: fc.string(),
  self: fc.boolean(),
  state: fc.constantFrom('open', 'leaving', 'parked', 'asleep'),
  hidden: fc.boolean(),
  until: seconds
})

const openAnswers = fc.record({
  status: fc.constant('open'),
  scope: fc.constantFrom('last-tab', 'tab'),
  tab: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/),
  grace: seconds,
  lease: seconds,
  away: seconds,
  now: seconds,
  leases: fc.array(leases)
})

const bareAnswers = fc.record({ status: fc.constantFrom('taken', 'asleep', 'closed', 'unbound', 'absent') })

test('reads what the server answers, and leaves out what it does not know', () => {
  fc.assert(
    fc.property(
      fc.oneof(openAnswers, bareAnswers),
      fc.dictionary(fc.constant('more'), fc.anything()),
      (answer, more) => {
        expect(parseTabAnswer({ ...answer, ...more })).toEqual(answer)
      }
    )
  )
})

test('an answer that lacks anything or has anything else in its place is none', () => {
  const fields = ['status', 'scope', 'tab', 'grace', 'lease', 'away', 'now', 'leases']
  const foreign = fc.oneof(
    fc.constantFrom(undefined, null, -1, NaN, Infinity, '1', 'browser', ''),
    fc.array(fc.anything(), { minLength: 1 }),
    fc.object()
  )
  fc.assert(
    fc.property(openAnswers, fc.constantFrom(...fields), foreign, (answer, field, value) => {
      expect(parseTabAnswer({ ...answer, [field]: value })).toBeUndefined()
    })
  )
})

test('an answer with a broken lease is none', () => {
  const fields = ['mark', 'self', 'state', 'hidden', 'until']
  const foreign = fc.constantFrom(undefined, null, -1, NaN, [], {})
  fc.assert(
    fc.property(openAnswers, leases, fc.constantFrom(...fields), foreign, (answer, lease, field, value) => {
      expect(parseTabAnswer({ ...answer, leases: [{ ...lease, [field]: value }] })).toBeUndefined()
    })
  )
})

test('takes nothing else for an answer, and never throws', () => {
  const known: unknown[] = ['open', 'taken', 'asleep', 'closed', 'unbound', 'absent'] satisfies TabAnswer['status'][]
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const answer = parseTabAnswer(value)
      if (answer) expect(known).toContain(answer.status)
    })
  )
})
