import { expect, test } from 'vitest'

import { createSettingsBook } from '../settings.ts'
import { openBrowser } from '../testing/browser.ts'
import { createCheck, operationsOf } from '../testing/contract.ts'
import { SCENARIOS } from '../testing/scenarios.ts'
import { createDocument } from './document.ts'
import { problemName } from './problems.ts'

const document = createDocument(createSettingsBook(3600))
const check = createCheck(document)
const operations = operationsOf(document)

// One of them needs hundreds of requests.
test.each(SCENARIOS)(
  '%s answers %i %s as the document says',
  async (name, status, code, ask) => {
    const response = await ask()
    expect(response.status).toBe(status)
    const type = response.headers.get('content-type')?.split(';')[0]
    const contract = operations.find((operation) => operation.name === name)
    const said = contract?.answers.find((answer) => answer.status === String(status) && answer.type === type)
    const text = await response.text()
    const body: unknown = type === 'text/plain' ? text : JSON.parse(text)
    if (code !== '') expect(body).toMatchObject({ code })
    expect(check(said?.schema ?? {}, body)).toEqual([])
    expect(said).toBeDefined()
  },
  30_000
)

test.each([
  ['not-found', 'NotFound', '/api/none', 'GET'],
  ['method-not-allowed', 'MethodNotAllowed', '/api/session', 'PUT']
])('an answer to what no operation is says %s as the document does', async (code, name, path, method) => {
  const { components } = document as { components: { responses: Record<string, object> } }
  const [said] = operationsOf({ paths: { x: { get: { responses: { 0: components.responses[name] } } } } })
  const body: unknown = await (await (await openBrowser()).ask(path, { method })).json()
  expect(body).toMatchObject({ code })
  expect(check(said!.answers[0]!.schema, body)).toEqual([])
})

test('every answer of the document is asked for above, but for failures that are alike everywhere', () => {
  const told = operations.flatMap(({ name, answers }) =>
    answers.flatMap(({ status, schema }) => codesIn(schema).map((code) => `${name} ${status} ${code}`))
  )
  const asked = new Set(
    SCENARIOS.map(([name, status, code]) => `${name} ${status} ${code === '' ? '' : problemName(code)}`)
  )
  expect(told.length).toBeGreaterThan(SCENARIOS.length)
  expect(told.filter((each) => !asked.has(each) && !each.endsWith(' 500 ProblemInternalError'))).toEqual([])
})

test('a member that the document does not have is noticed', () => {
  const { schema, examples } = operations.find(({ name }) => name === 'GET /api/session')!.answers[0]!
  expect(check(schema, { ...(examples[0] as object), more: 1 })).not.toEqual([])
})

/** Names of the problems that an answer can be; an empty one for what is no problem. */
function codesIn(schema: object): readonly string[] {
  const names = [...JSON.stringify(schema).matchAll(/Problem\w+/g)].map(([name]) => name)
  return names.length === 0 ? [''] : names
}
