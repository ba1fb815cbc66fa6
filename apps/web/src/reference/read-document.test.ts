import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apiDocument } from './example-document.ts'
import { readDocument } from './read-document.ts'

test('reads operations by their group, with what they refer to', () => {
  const { groups, shapes } = readDocument(apiDocument)
  expect(groups.map(({ name, operations }) => [name, operations.map(({ id }) => id)])).toEqual([
    ['Session', ['getSession', 'patchSession']],
    ['Story', ['enterString']]
  ])
  expect(groups[0]?.operations[0]).toMatchObject({
    method: 'GET',
    path: '/api/session',
    parameters: [{ name: 'session', place: 'cookie', required: false, example: '' }],
    body: null,
    answers: [
      { status: '200', headers: ['Set-Cookie'], content: { shape: 'SessionReport' } },
      { status: '500', headers: [], content: { shape: 'ProblemInternalError' } }
    ]
  })
  expect(shapes.map(({ name }) => name)).toEqual(['SessionReport', 'SessionPatch'])
})

test('takes of several types of a body the one that has examples', () => {
  const [, patch] = readDocument(apiDocument).groups[0]!.operations
  expect(patch?.body).toEqual({
    type: 'application/merge-patch+json',
    shape: 'SessionPatch',
    examples: [
      { name: 'a string', value: { data: { string: 'hello' } } },
      { name: 'remove', value: { data: { string: null } } }
    ]
  })
})

test('throws for what is no such document, and never loops', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => readDocument(value)).toThrow()
    })
  )
})
