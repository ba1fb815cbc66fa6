import { mergeExpects, type Page } from '@playwright/test'
import { expect as check, test } from 'vitest'

import { expect } from './expect.ts'
import { hideArguments, takeHidden } from './hide-arguments.ts'

type Call = (first: unknown, ...rest: unknown[]) => unknown

/** As Playwright's: it sees the arguments first, and then gives them to the matcher. */
function createExpect(seen: string[]) {
  const matcher = takeHidden({ toBeSignedBy: (_held: unknown, ...args: unknown[]) => args }).toBeSignedBy
  const call: Call = (...args) => {
    seen.push(JSON.stringify(args[0]))
    return matcher('held', ...args)
  }
  const assertions = { toBeSignedBy: call, toBe: call }
  const expectThat = (_held: unknown) => ({ ...assertions, not: assertions })
  return hideArguments(
    Object.assign(expectThat, { soft: expectThat, configure: () => expectThat, extend: () => expectThat })
  )
}

test('hides what is secret from Playwright, and gives it to the matcher', () => {
  const seen: string[] = []
  const expectThat = createExpect(seen)
  check(expectThat('page').toBeSignedBy('hunter22', { timeout: 1 })).toEqual(['hunter22', { timeout: 1 }])
  check(expectThat('page').not.toBeSignedBy('hunter22')).toEqual(['hunter22'])
  check(expectThat.soft('page').toBeSignedBy('hunter22')).toEqual(['hunter22'])
  check(expectThat.configure()('page').toBeSignedBy('hunter22')).toEqual(['hunter22'])
  check(expectThat.extend()('page').toBeSignedBy('hunter22')).toEqual(['hunter22'])
  check(seen).toEqual(Array.from({ length: 5 }, () => '"not shown"'))
})

test('leaves other assertions as they are', () => {
  const seen: string[] = []
  check(createExpect(seen)('page').toBe('ann')).toEqual(['ann'])
  check(seen).toEqual(['"ann"'])
})

test('matchers are the same in a merged expect', async () => {
  const merged = mergeExpects(expect)
  await check(merged({} as Page).not.toHaveSession({ user: 'ann' })).rejects.toMatchObject({ code: 'invalid-option' })
})
