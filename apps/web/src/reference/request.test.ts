import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation, Parameter } from './read-document.ts'
import { addressOf, curlLine } from './request.ts'

const operation: Operation = {
  id: 'do',
  method: 'GET',
  path: '/api/session',
  summary: '',
  description: '',
  parameters: [],
  body: null,
  answers: []
}

const parameter = (name: string, place: Parameter['place'], required = true): Parameter => ({
  name,
  place,
  required,
  description: '',
  example: 'an example'
})

test('an address has what it needs, and nothing else', () => {
  const parameters = [
    parameter('id', 'path'),
    parameter('string', 'query'),
    parameter('except', 'query', false),
    parameter('session', 'cookie')
  ]
  const said = { ...operation, path: '/api/{id}/x', parameters }
  expect(addressOf(said)).toBe('/api/an%20example/x?string=an%20example')
  expect(addressOf(said, { string: 'a&b=c/é' })).toBe('/api/an%20example/x?string=a%26b%3Dc%2F%C3%A9')
})

test('a curl line keeps cookies, and names the method where it is not what curl does anyway', () => {
  expect(curlLine(operation, 'http://localhost:3000', undefined)).toBe(
    "curl -i -b jar.txt -c jar.txt \\\n  'http://localhost:3000/api/session'"
  )
  expect(curlLine({ ...operation, method: 'DELETE' }, 'http://h', undefined)).toContain('-X DELETE')
})

test('a shell reads a body as it was', () => {
  const body = { type: 'application/merge-patch+json', shape: null, examples: [] }
  const patch = { ...operation, method: 'PATCH', body }
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
      (text) => {
        const line = curlLine(patch, 'http://h', { data: { text } }).replace(/^curl/, 'printf "%s\\0"')
        const words = execFileSync('sh', ['-c', line]).toString().split('\0')
        expect(words).toContain('Content-Type: application/merge-patch+json')
        expect(words).toContain(JSON.stringify({ data: { text } }))
      }
    ),
    { numRuns: 25 }
  )
})
