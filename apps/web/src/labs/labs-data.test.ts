import { expect, test } from 'vitest'
import { answerIds } from '../answers/answers-data.ts'
import type { Act } from '../logic/acts.ts'
import type { CookieCopy } from '../logic/copies.ts'
import type { LabWords } from '../messages/labs.ts'
import { labsMessages } from '../messages/labs.ts'
import { controlNames } from './controls.ts'
import type { LabId } from './labs-data.ts'
import { labIds, labOf, labs } from './labs-data.ts'
import type { Moment } from './moment.ts'
import { ended, moment, refused, reportWith, seen } from './fake-moments.ts'

const copy: CookieCopy = {
  id: '1',
  text: 'payload.time.signature',
  takenAt: 0,
  expires: null,
  whole: true,
  revocable: true
}
const replayed: Act = { kind: 'replayed', copy }

function isDone(lab: LabId, step: string, now: Moment, before: Moment = moment()): boolean {
  const found = labOf(lab)?.steps.find(({ id }) => id === step)
  if (!found) throw new Error(`${lab} has no step ${step}`)
  return found.isDone(now, before)
}

test('there are nine labs, each under a name of its own', () => {
  expect(labs.map(({ id }) => id)).toEqual(labIds)
  expect(new Set(labIds).size).toBe(9)
})

test('every choice and every step has its words, and no words are left over', () => {
  for (const { id, choices, steps } of labs) {
    const words: LabWords = labsMessages.labs[id]
    expect(Object.keys(words.choices).sort(), id).toEqual([...choices].sort())
    expect(Object.keys(words.steps).sort(), id).toEqual(steps.map((step) => step.id).sort())
  }
  expect(Object.keys(labsMessages.labs).sort()).toEqual([...labIds].sort())
})

test('every lab has two or three choices of which one is right, and three to five reasons', () => {
  for (const { id, choices, right } of labs) {
    expect(choices.length, id).toBeGreaterThanOrEqual(2)
    expect(choices.length, id).toBeLessThanOrEqual(3)
    expect(new Set(choices).size, id).toBe(choices.length)
    expect(choices, id).toContain(right)
    expect(labsMessages.labs[id].why.length, id).toBeGreaterThanOrEqual(3)
    expect(labsMessages.labs[id].why.length, id).toBeLessThanOrEqual(5)
  }
})

test('the right choice is not always in the same place', () => {
  const places = labs.map(({ choices, right }) => choices.indexOf(right))
  expect(new Set(places).size).toBeGreaterThan(1)
})

test('every lab leads to an answer, and every step to a control of the stage or to the browser', () => {
  for (const { id, answer, steps } of labs) {
    expect(answerIds, id).toContain(answer)
    for (const { control } of steps) if (control !== null) expect(controlNames, id).toContain(control)
  }
})

test('every step of a lab has its own name', () => {
  for (const { id, steps } of labs) expect(new Set(steps.map((step) => step.id)).size, id).toBe(steps.length)
})

test('an address of no lab finds none', () => {
  expect(labOf('nothing')).toBeNull()
  expect(labOf(undefined)).toBeNull()
  expect(labOf('__proto__')).toBeNull()
})

test('nothing is done that was done before the step began', () => {
  const act: Act = { kind: 'saved', name: 'string' }
  const before = moment({ act })
  expect(isDone('read', 'save', moment({ act }), before)).toBe(false)
  expect(isDone('read', 'save', moment({ act: { kind: 'saved', name: 'string' } }), before)).toBe(true)
})

test('what the server refused to save is not saved', () => {
  expect(isDone('read', 'save', ended({ kind: 'saved', name: 'string' }))).toBe(false)
})

test('to ask counts when the cookie went with the question', () => {
  expect(isDone('read', 'ask', moment({ act: { kind: 'asked' } }))).toBe(true)
  expect(isDone('read', 'ask', ended({ kind: 'asked' }))).toBe(false)
})

test('a changed byte counts when the server refused it for its signature', () => {
  expect(isDone('change-a-byte', 'change', refused('signature-mismatch', { kind: 'changed-byte' }))).toBe(true)
  expect(isDone('change-a-byte', 'change', refused('too-old', { kind: 'changed-byte' }))).toBe(false)
  expect(isDone('change-a-byte', 'change', moment({ act: { kind: 'changed-byte' } }))).toBe(false)
  expect(isDone('change-a-byte', 'put-back', moment({ act: { kind: 'put-back' } }))).toBe(true)
})

test('a deletion counts once a request went without the cookie', () => {
  expect(isDone('delete', 'delete', ended({ kind: 'deleted' }))).toBe(true)
  expect(isDone('delete', 'delete', moment({ act: { kind: 'deleted' } }))).toBe(false)
})

test('a copy counts when the server read it, and after the revocation when the server refused it', () => {
  expect(isDone('replay', 'send', moment({ act: replayed }))).toBe(true)
  expect(isDone('replay', 'send', refused('ended', replayed))).toBe(false)
  expect(isDone('replay', 'revoke', ended({ kind: 'revoked' }))).toBe(true)
  expect(isDone('replay', 'revoke', ended({ kind: 'cleared' }))).toBe(true)
  expect(isDone('replay', 'again', refused('ended', replayed))).toBe(true)
  expect(isDone('replay', 'again', refused('signature-mismatch', replayed))).toBe(false)
})

test('tabs count by how many there are, and the last one by what the server says', () => {
  const two = moment({ tabs: 2 })
  expect(isDone('close-a-tab', 'open', two)).toBe(true)
  expect(isDone('close-a-tab', 'open', moment())).toBe(false)
  expect(isDone('close-a-tab', 'close', moment(), two)).toBe(true)
  expect(isDone('close-a-tab', 'close', ended({ kind: 'deleted' }), two)).toBe(false)
  const bound = moment({ report: reportWith({ tabs: { scope: 'last-tab' } }) })
  expect(isDone('close-a-tab', 'bind', bound)).toBe(true)
  expect(isDone('close-a-tab', 'reopen', bound)).toBe(false)
  expect(isDone('close-a-tab', 'reopen', ended({ kind: 'none' }, { state: 'tabs-closed' }))).toBe(true)
})

test('a cookie is hidden when JavaScript sees none and the server reads it', () => {
  const hidden = moment({ state: 'hidden', snapshot: { status: 'hidden' } })
  expect(isDone('hide-from-javascript', 'hide', hidden)).toBe(true)
  expect(isDone('hide-from-javascript', 'hide', moment())).toBe(false)
  const tried = { ...hidden, act: { kind: 'delete-failed', reason: 'hidden' } as const }
  expect(isDone('hide-from-javascript', 'try', tried, hidden)).toBe(true)
  expect(isDone('hide-from-javascript', 'clear', ended({ kind: 'cleared' }), tried)).toBe(true)
})

test('time is up when the server says so', () => {
  const short = moment({ report: reportWith({ clocks: { ...reportWith().clocks, lifetime: 30 } }) })
  expect(isDone('run-out', 'shorten', short)).toBe(true)
  expect(isDone('run-out', 'shorten', moment())).toBe(false)
  expect(isDone('run-out', 'wait', moment({ state: 'expired' }))).toBe(false)
  expect(isDone('run-out', 'wait', ended({ kind: 'none' }, { state: 'expired' }))).toBe(true)
  expect(isDone('run-out', 'send', refused('too-old', replayed))).toBe(true)
  expect(isDone('run-out', 'send', moment({ act: replayed }))).toBe(false)
})

test('on the server another string is one that was not there', () => {
  const server = moment({ report: reportWith({ mode: 'server' }) })
  expect(isDone('on-the-server', 'move', server)).toBe(true)
  expect(isDone('on-the-server', 'move', moment())).toBe(false)
  const more = reportWith({ mode: 'server', data: { string: 'hello', more: 'x' } })
  expect(
    isDone('on-the-server', 'save', moment({ act: { kind: 'saved', name: 'string' }, report: more }), server)
  ).toBe(true)
  expect(
    isDone('on-the-server', 'save', moment({ act: { kind: 'saved', name: 'string' }, report: server.report }), server)
  ).toBe(false)
})

test('a key counts when the server goes by it, and a copy by what the server makes of it', () => {
  const added = moment({ report: reportWith({ key: 'added', keys: 2 }) })
  expect(isDone('change-the-key', 'keep', moment({ act: { kind: 'copy-kept' }, copies: 1 }))).toBe(true)
  expect(isDone('change-the-key', 'add', added)).toBe(true)
  expect(isDone('change-the-key', 'add', moment())).toBe(false)
  expect(isDone('change-the-key', 'replace', added)).toBe(false)
  expect(isDone('change-the-key', 'again', refused('signature-mismatch', replayed))).toBe(true)
  expect(isDone('change-the-key', 'again', moment({ act: replayed, snapshot: seen({}) }))).toBe(false)
})
