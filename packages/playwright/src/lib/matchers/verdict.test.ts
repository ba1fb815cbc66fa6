import { expect, test, vi } from 'vitest'

import { waitFor } from './verdict.ts'

test('looks until it is as wanted', async () => {
  const look = vi.fn<() => Promise<number>>()
  for (const seen of [1, 2, 3]) look.mockResolvedValueOnce(seen)
  expect(await waitFor(look, (seen) => seen === 3, 0)).toBe(3)
  expect(look).toHaveBeenCalledTimes(3)
})

test('gives what it saw last when the time is over', async () => {
  let turn = 0
  const seen = await waitFor(
    () => Promise.resolve(++turn),
    () => false,
    60
  )
  expect(seen).toBeGreaterThan(1)
  expect(seen).toBe(turn)
})

test('gives what it saw last when a later look has no end', async () => {
  const look = vi.fn<() => Promise<string>>(() => new Promise(() => {})).mockResolvedValueOnce('first')
  expect(await waitFor(look, () => false, 60)).toBe('first')
})

test('says so when not even the first look has an end', async () => {
  vi.useFakeTimers()
  const late = expect(
    waitFor(
      () => new Promise(() => {}),
      () => true,
      1
    )
  ).rejects.toMatchObject({ code: 'not-done' })
  await vi.advanceTimersByTimeAsync(10_000)
  await late
  vi.useRealTimers()
})

test('fails as a look does', async () => {
  await expect(
    waitFor(
      () => Promise.reject(new Error('gone')),
      () => true,
      60
    )
  ).rejects.toThrow('gone')
})
