import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEvent } from './event.ts'
import { exportText, importText } from './journal-file.ts'

const began: LogEvent = {
  id: 1,
  at: 1000,
  actor: 'tab 2',
  session: 'A',
  mode: 'cookie',
  changes: [
    { name: 'theme', before: '"light"', after: '"dark"' },
    { name: 'gone', before: '"x"' }
  ],
  kind: 'changed',
  what: 'elsewhere'
}

test('masks every value unless they are asked for', () => {
  const text = exportText([began], { values: false })
  expect(text).toContain('theme')
  expect(text).not.toMatch(/dark|light|"x"/)
  expect(JSON.parse(text)).toMatchObject({
    values: 'masked',
    events: [
      {
        changes: [
          { name: 'theme', before: null, after: null },
          { name: 'gone', before: null }
        ]
      }
    ]
  })
  expect(exportText([began], { values: true })).toContain('dark')
})

test('says what is wrong with a file', () => {
  const changed = (change: object): string =>
    JSON.stringify({ format: 'clearjar-log', version: 1, events: [], ...change })
  expect(importText('session=abc')).toEqual({ ok: false, why: 'not-json' })
  expect(importText('{"events":[]}')).toEqual({ ok: false, why: 'not-a-log' })
  expect(importText(changed({ version: 2 }))).toEqual({ ok: false, why: 'other-version' })
  expect(importText(changed({ events: [{ ...began, kind: 'exploded' }] }))).toEqual({ ok: false, why: 'damaged' })
  expect(importText(changed({ events: [{ ...began, actor: 'tab two' }] }))).toEqual({ ok: false, why: 'damaged' })
  expect(importText(`"${'x'.repeat(4_000_000)}"`)).toEqual({ ok: false, why: 'too-large' })
  expect(importText(changed({}))).toEqual({ ok: true, events: [] })
})

test('a value may have any name, those of objects in JavaScript too', () => {
  const names = ['constructor', 'prototype', '__proto__', 'toString']
  const changes = names.map((name) => ({ name, before: `"${name}"`, after: '"new"' }))
  const events: LogEvent[] = [
    { ...began, changes },
    { ...began, id: 2, kind: 'read', what: 'asked', names, changes: [] }
  ]
  expect(importText(exportText(events, { values: true }))).toEqual({ ok: true, events })
})

test('refuses a moment that no clock shows', () => {
  const at = (moment: string): string =>
    JSON.stringify({ format: 'clearjar-log', version: 1, events: [{ ...began, at: 0 }] }).replace(
      '"at":0',
      `"at":${moment}`
    )
  expect(importText(at('8.64e15'))).toMatchObject({ ok: true })
  expect(importText(at('8.65e15'))).toEqual({ ok: false, why: 'damaged' })
  expect(importText(at('1e999'))).toEqual({ ok: false, why: 'damaged' })
  expect(importText(at('"1000"'))).toEqual({ ok: false, why: 'damaged' })
})

test('takes no more than 2000 events, in the order of their ids', () => {
  const log = (events: readonly LogEvent[]): string => JSON.stringify({ format: 'clearjar-log', version: 1, events })
  const many = Array.from({ length: 2001 }, (_, index) => ({ ...began, id: 3000 - index, at: index }))
  expect(importText(log(many))).toEqual({ ok: false, why: 'damaged' })
  const read = importText(log(many.slice(1)))
  expect(read.ok && read.events.map(({ id, at }) => [id, at]).slice(0, 2)).toEqual([
    [1, 2000],
    [2, 1999]
  ])
})

const text = fc.string({ maxLength: 20 })
const actor = fc.oneof(
  fc.constantFrom('you', 'browser', 'server', 'tab'),
  fc.nat({ max: 99 }).map((number) => `tab ${number}` as const)
)
const common = fc.record({
  at: fc.nat(),
  actor,
  session: fc.option(fc.constantFrom('A', 'B')),
  mode: fc.option(fc.constantFrom('cookie', 'server')),
  changes: fc.array(fc.record({ name: text, before: fc.option(text), after: fc.option(text) }), { maxLength: 3 })
})
const rest = fc.oneof(
  fc.record({ kind: fc.constant('began'), what: fc.constantFrom('saved', 'found') }),
  fc.record({ kind: fc.constant('read'), what: fc.constant('asked'), names: fc.array(text) }),
  fc.record({ kind: fc.constant('ended'), what: fc.constantFrom('deleted', 'ran-out') }),
  fc.record({ kind: fc.constant('tab'), what: fc.constant('closed'), number: fc.nat(), left: fc.nat() })
)
const log = fc
  .array(fc.tuple(common, rest), { maxLength: 8 })
  .map((pairs) => pairs.map(([base, own], index) => ({ ...base, ...own, id: index + 1 })))

test('what was exported with its values is imported as it was', () => {
  fc.assert(
    fc.property(log, (events) => {
      expect(importText(exportText(events, { values: true }))).toEqual({ ok: true, events })
    })
  )
})

test('any text and any JSON has an answer, and only whole events are taken', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.json()), (content) => {
      expect(importText(content)).toMatchObject({ ok: false })
    })
  )
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 4 }), (events) => {
      const content = JSON.stringify({ format: 'clearjar-log', version: 1, events })
      expect(importText(content)).toEqual({ ok: false, why: 'damaged' })
    })
  )
})
