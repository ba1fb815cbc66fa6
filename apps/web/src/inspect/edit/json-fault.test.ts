import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonFault } from './json-fault.ts'

test('finds nothing wrong with any object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      expect(jsonFault(JSON.stringify(value))).toBeNull()
    })
  )
})

test('says where the JSON breaks off', () => {
  expect(jsonFault('{\n  "a": 1,\n  "b" 2\n}')).toEqual({ why: 'not-json', at: { line: 3, column: 7 } })
  expect(jsonFault('{\n  "a": ')).toEqual({ why: 'not-json', at: { line: 2, column: 8 } })
})

test('asks for an object', () => {
  expect(['[]', '"a"', '1', 'null'].map(jsonFault)).toEqual(Array.from({ length: 4 }, () => ({ why: 'not-an-object' })))
})

test('has an answer to any text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const fault = jsonFault(text)
      if (fault?.why === 'not-json' && fault.at !== null) expect(fault.at.line).toBeGreaterThan(0)
    })
  )
})
