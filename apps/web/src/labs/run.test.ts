import { expect, test } from 'vitest'
import { labOf } from './labs-data.ts'
import { isOver, newRun, outcomeOf, readRun, writeRun } from './run.ts'

const lab = labOf('delete')!

function storage(text: string | null = null) {
  let stored = text
  return { getItem: () => stored, setItem: (_key: string, value: string) => void (stored = value) }
}

test('a lab goes on where it was, and another does not', () => {
  const kept = storage()
  const run = { phase: 'see', guess: 'nothing', step: 1 } as const
  writeRun(kept, lab, run)
  expect(readRun(kept, lab)).toEqual(run)
  expect(readRun(kept, labOf('read')!)).toBeNull()
})

test('what is no run of this lab is none', () => {
  expect(readRun(null, lab)).toBeNull()
  expect(readRun(storage('nonsense'), lab)).toBeNull()
  expect(readRun(storage('{"id":"delete","phase":"nap","guess":null,"step":0}'), lab)).toBeNull()
  expect(readRun(storage('{"id":"delete","phase":"do","guess":null,"step":7}'), lab)).toBeNull()
  expect(readRun(storage('{"id":"delete","phase":"do","guess":null,"step":-1}'), lab)).toBeNull()
  const odd = storage('{"id":"delete","phase":"do","guess":"perhaps","step":null}')
  expect(readRun(odd, lab)).toEqual({ phase: 'do', guess: null, step: null })
})

test('a guess is right, wrong or left out', () => {
  expect(outcomeOf({ ...newRun, guess: 'nothing' }, lab)).toBe('right')
  expect(outcomeOf({ ...newRun, guess: 'all' }, lab)).toBe('wrong')
  expect(outcomeOf(newRun, lab)).toBe('skipped')
})

test('a lab is over after its last step', () => {
  expect(isOver(newRun, lab)).toBe(false)
  expect(isOver({ ...newRun, step: 0 }, lab)).toBe(false)
  expect(isOver({ ...newRun, step: 1 }, lab)).toBe(true)
})
