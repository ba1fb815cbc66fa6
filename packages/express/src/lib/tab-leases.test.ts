import fc from 'fast-check'
import { expect, test } from 'vitest'

import {
  applyMessage,
  lastMoment,
  lifeOf,
  lifeOfTab,
  type TabMessage,
  type TabRecord,
  type TabRules,
  unclaimed
} from './tab-leases.ts'

const RULES: TabRules = { scope: 'last-tab', copies: true, grace: 10, lease: 45, away: 600, idle: 5000 }
const DOCS = ['document-one-----', 'document-two-----', 'document-three---'] as const
const KEYS = ['key-1', 'key-2', 'key-3', 'key-of-nobody'] as const

/** What some document says after some time, whether or not it makes sense. */
const events = fc.array(
  fc.record({
    after: fc.oneof(fc.nat({ max: 20 }), fc.constantFrom(45, 600, 5000, 6000)),
    message: fc.oneof<fc.Arbitrary<TabMessage>[]>(
      fc.record({
        act: fc.constant('open' as const),
        doc: fc.constantFrom(...DOCS),
        n: fc.nat({ max: 30 }),
        birth: fc.constantFrom('fresh', 'same', 'copy', 'restored', 'revived'),
        hidden: fc.boolean(),
        alone: fc.boolean(),
        tab: fc.constantFrom(...KEYS)
      }),
      fc.record({
        act: fc.constant('keep' as const),
        doc: fc.constantFrom(...DOCS),
        n: fc.nat({ max: 30 }),
        tab: fc.constantFrom(...KEYS),
        hidden: fc.boolean()
      }),
      fc.record({
        act: fc.constant('leave' as const),
        doc: fc.constantFrom(...DOCS),
        n: fc.nat({ max: 30 }),
        tab: fc.constantFrom(...KEYS),
        park: fc.boolean()
      })
    )
  }),
  { maxLength: 40 }
)

const rules = fc.record({ scope: fc.constantFrom('last-tab' as const, 'tab' as const), copies: fc.boolean() })

interface Step {
  readonly before: TabRecord
  readonly after: TabRecord
  readonly now: number
  readonly message: TabMessage
  readonly status: string
}

function play(
  story: readonly { after: number; message: TabMessage }[],
  own: Partial<TabRules>,
  check: (step: Step) => void
) {
  const all = { ...RULES, ...own }
  let now = 1_000_000
  let keys = 0
  let before = unclaimed(now, all)
  for (const { after, message } of story) {
    now += after
    const outcome = applyMessage(before, message, all, now, () => `key-${(keys += 1)}`)
    check({ before, after: outcome.record, now, message, status: outcome.status })
    before = outcome.record
  }
}

test('what is over stays over, whatever anybody says', () => {
  fc.assert(
    fc.property(events, rules, (story, own) => {
      let isOver = false
      play(story, own, ({ before, after, now }) => {
        isOver ||= lifeOf(before, now, RULES) === 'over'
        if (isOver) expect(lifeOf(after, now, RULES)).toBe('over')
      })
    })
  )
})

test('one word never shortens the life of a tab that somebody else holds', () => {
  fc.assert(
    fc.property(events, rules, (story, own) => {
      play(story, own, ({ before, after, message }) => {
        if (message.act === 'open') return
        for (const [tab, entry] of Object.entries(before.tabs))
          if (entry.doc !== message.doc) expect(after.tabs[tab]).toEqual(entry)
      })
    })
  )
})

test('a document that hears `open` has its tab open, and one that hears otherwise has changed nothing for the better', () => {
  fc.assert(
    fc.property(events, rules, (story, own) => {
      play(story, own, ({ before, after, now, status }) => {
        if (status === 'open') expect(lifeOf(after, now, RULES)).toBe('open')
        else {
          const lives = { over: 0, asleep: 1, open: 2 }
          expect(lives[lifeOf(after, now, RULES)]).toBeLessThanOrEqual(lives[lifeOf(before, now, RULES)])
        }
      })
    })
  )
})

test('a document has one tab, and is let in there when it asks again, whatever it has heard', () => {
  fc.assert(
    fc.property(events, rules, (story, own) => {
      play(story, own, ({ before, after, now, message, status }) => {
        const docs = Object.values(after.tabs).map(({ doc }) => doc)
        expect(new Set(docs).size).toBe(docs.length)
        const [key, entry] = Object.entries(before.tabs).find(([, { doc }]) => doc === message.doc) ?? []
        if (message.act !== 'open' || entry === undefined || lifeOfTab(entry, now, RULES) === 'over') return
        if (message.n > entry.n) expect([status, after.tabs[key!]?.doc]).toEqual(['open', message.doc])
        expect(Object.keys(after.tabs)).toEqual(Object.keys(before.tabs))
      })
    })
  )
})

test('a document that leaves before it heard its key has left', () => {
  fc.assert(
    fc.property(events, rules, fc.constantFrom(undefined, ...KEYS), (story, own, tab) => {
      play(story, own, ({ after, now }) => {
        for (const [key, { doc, n, until }] of Object.entries(after.tabs)) {
          if (until <= now) continue
          const leave = { act: 'leave', doc, n: n + 1, park: false, ...(tab !== undefined && { tab }) } as const
          const { record } = applyMessage(after, leave, { ...RULES, ...own }, now, () => '')
          expect(record.tabs[key]?.state).toBe('leaving')
        }
      })
    })
  )
})

test('a record may be forgotten once nothing in it matters, and not before', () => {
  fc.assert(
    fc.property(events, rules, (story, own) => {
      play(story, own, ({ after }) => {
        const end = lastMoment(after, RULES)
        expect(lifeOf(after, end, RULES)).toBe('over')
        if (end > 1) expect(lifeOf(after, end - 1, RULES)).not.toBe('over')
      })
    })
  )
})

test('with grace 0 a tab that says it closes is over at once', () => {
  const now = 1000
  const strict = { ...RULES, grace: 0 }
  const opened = applyMessage(
    unclaimed(now, strict),
    { act: 'open', doc: DOCS[0], n: 1, birth: 'fresh', hidden: false },
    strict,
    now,
    () => 'key-1'
  )
  const left = applyMessage(
    opened.record,
    { act: 'leave', doc: DOCS[0], n: 2, tab: 'key-1', park: false },
    strict,
    now,
    () => ''
  )
  expect(left.status).toBe('closed')
  expect(lifeOf(left.record, now, strict)).toBe('over')
})
