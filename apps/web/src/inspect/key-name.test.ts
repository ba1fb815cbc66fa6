import { expect, test } from 'vitest'
import { hasUnseen, keyName } from './key-name.ts'
import type { KeyInput } from './logic/key-input.ts'

const key = (text: string, encoding: KeyInput['encoding'] = 'text'): KeyInput => ({ id: '', text, encoding })

test('a key that differs in a blank alone has another name', () => {
  const texts = [
    'two words',
    'two words ',
    ' two words',
    'two  words',
    'two\twords',
    'two\u00a0words',
    'two\u200b words'
  ]
  const names = texts.map((text) => keyName(key(text)))
  expect(names).toEqual([
    'two words',
    'two words<space>',
    '<space>two words',
    'two <space>words',
    'two<tab>words',
    'two<a0>words',
    'two<200b> words'
  ])
  expect(texts.map((text) => hasUnseen(key(text)))).toEqual([false, true, true, true, true, true, true])
})

test('long keys are told apart by their ends, and keys of one spelling by how they are written', () => {
  const long = 'the start that they share '.repeat(3)
  expect(keyName(key(`${long}one`))).not.toBe(keyName(key(`${long}two`)))
  expect([...keyName(key(`${long}one`))].length).toBeLessThan(40)
  expect(keyName(key('abcd', 'hex'))).toBe('abcd (Hex)')
  expect(keyName(key('abcd'))).toBe('abcd')
})
