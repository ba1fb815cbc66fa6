import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'

import { PROBLEM_KINDS } from '../problem.ts'
import { createSettingsBook } from '../settings.ts'
import { openBrowser, problemOf } from '../testing/browser.ts'
import { createDocument } from './document.ts'
import { createCheck, operationsOf } from '../testing/contract.ts'

const document = createDocument(createSettingsBook(3600))
const check = createCheck(document)

test('is OpenAPI 3.1', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document) as Record<string, unknown>)).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
})

test('has nothing to look up that is not there', () => {
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)
  for (const [, place = ''] of references) expect(document).toHaveProperty(place.split('/'))
})

test('has examples that are as it says', () => {
  const found = operationsOf(document).flatMap(({ answers, bodies }) => [...answers, ...bodies])
  expect(found.length).toBeGreaterThan(30)
  for (const { schema, examples } of found) for (const example of examples) expect(check(schema, example)).toEqual([])
})

test('tells of every problem that there is', () => {
  const text = JSON.stringify(document)
  for (const code of Object.keys(PROBLEM_KINDS)) expect(text).toContain(`"urn:clearjar:problem:${code}"`)
})

test('says which lifetimes this server offers', () => {
  const { schema } = operationsOf(document).find(({ name }) => name === 'PATCH /api/settings')!.bodies[0]!
  expect(check(schema, { lifetime: 60, visibility: null })).toEqual([])
  expect(check(schema, { lifetime: 61 })).not.toEqual([])
  expect(check(schema, { colour: 'red' })).not.toEqual([])
})

test('is served to everybody, without a session', async () => {
  const browser = await openBrowser()
  await browser.patch({ data: { string: 'hello' } })
  const response = await browser.ask('/api/openapi.json')
  expect(await response.json()).toEqual(JSON.parse(JSON.stringify(document)))
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-cache')
  expect(response.headers.get('vary')).not.toContain('Cookie')
  expect(response.headers.getSetCookie()).toEqual([])
  const headers = { 'if-none-match': response.headers.get('etag')!, 'cache-control': 'max-age=0' }
  expect((await browser.ask('/api/openapi.json', { headers })).status).toBe(304)
  const put = await browser.ask('/api/openapi.json', { method: 'PUT' })
  expect(await problemOf(put)).toMatchObject({ code: 'method-not-allowed' })
})
