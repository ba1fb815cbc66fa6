import fc from 'fast-check'
import { expect, test } from 'vitest'

import { parseTabMessage } from './tab-message.ts'

const word = (min: number, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'aZ09_-'), minLength: min, maxLength: max })

const messages = fc.oneof(
  fc.record(
    {
      act: fc.constant('open'),
      doc: word(16, 32),
      n: fc.nat(),
      birth: fc.constantFrom('fresh', 'same', 'copy', 'restored', 'revived'),
      hidden: fc.boolean(),
      tab: word(22, 22),
      mark: word(1, 16),
      alone: fc.boolean()
    },
    { requiredKeys: ['act', 'doc', 'n', 'birth', 'hidden'] }
  ),
  fc.record(
    {
      act: fc.constant('keep'),
      doc: word(16, 32),
      n: fc.nat(),
      tab: word(22, 22),
      hidden: fc.boolean(),
      mark: word(1, 16)
    },
    { requiredKeys: ['act', 'doc', 'n', 'tab', 'hidden'] }
  ),
  fc.record(
    { act: fc.constant('leave'), doc: word(16, 32), n: fc.nat(), tab: word(22, 22), park: fc.boolean() },
    { requiredKeys: ['act', 'doc', 'n', 'park'] }
  )
)

test('reads every message, as text and as what a parser made of it', () => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(parseTabMessage(JSON.stringify(message))).toEqual(message)
      expect(parseTabMessage({ ...message, more: 'than it knows' })).toEqual(message)
    })
  )
})

test('takes nothing else for one, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), fc.json()), (body) => {
      expect(parseTabMessage(body)).toBeNull()
    })
  )
})

test('a member that is missing or wrong makes it none', () => {
  fc.assert(
    fc.property(messages, fc.anything(), fc.nat(), (message, wrong, place) => {
      const names = Object.keys(message).filter((name) => name !== 'tab' && name !== 'mark' && name !== 'alone')
      const name = names[place % names.length]!
      const value = (message as Record<string, unknown>)[name]
      fc.pre(typeof wrong !== typeof value)
      expect(parseTabMessage({ ...message, [name]: wrong })).toBeNull()
    })
  )
})
