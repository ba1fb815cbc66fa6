// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from './api-error.ts'
import { createReportSource } from './report-source.ts'
import type { Answer } from './session-api.ts'

const answer = { at: 1 } as Answer

/** Answers as told, and counts how often it was asked. */
function createServer() {
  const server = { asked: 0, down: false, signals: [] as AbortSignal[], hanging: false }
  const read = async (signal?: AbortSignal): Promise<Answer> => {
    server.asked += 1
    if (signal) server.signals.push(signal)
    if (server.hanging) {
      await new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new ApiError('interrupted')))
      })
    }
    if (server.down) throw new ApiError('unreachable')
    return answer
  }
  return { server, source: createReportSource(read) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('asks when the first listener comes, and when the page is focused', async () => {
  const { server, source } = createServer()
  const stop = source.subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  expect([server.asked, source.getSnapshot().answer]).toEqual([1, answer])
  dispatchEvent(new Event('focus'))
  await vi.advanceTimersByTimeAsync(0)
  expect(server.asked).toBe(2)
  stop()
  dispatchEvent(new Event('focus'))
  expect(server.asked).toBe(2)
})

test('while there is no answer, asks ever more slowly, and says when', async () => {
  const { server, source } = createServer()
  server.down = true
  source.subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  expect(source.getSnapshot()).toEqual({ answer: null, retryIn: 1000 })
  await vi.advanceTimersByTimeAsync(1000)
  expect([server.asked, source.getSnapshot().retryIn]).toEqual([2, 2000])
  await vi.advanceTimersByTimeAsync(2000 + 4000 + 8000 + 15_000)
  expect([server.asked, source.getSnapshot().retryIn]).toEqual([6, 15_000])
  server.down = false
  await vi.advanceTimersByTimeAsync(15_000)
  expect(source.getSnapshot()).toEqual({ answer, retryIn: null })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.asked).toBe(7)
})

test('what was stopped here does not start again by itself', async () => {
  const { server, source } = createServer()
  server.hanging = true
  source.subscribe(() => {})
  source.cancel()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([server.asked, server.signals[0]?.aborted, source.getSnapshot().retryIn]).toEqual([1, true, null])
})

test('a page that nobody sees asks once it is shown', async () => {
  const { server, source } = createServer()
  const visibility = vi.spyOn(document, 'visibilityState', 'get')
  server.down = true
  source.subscribe(() => {})
  await vi.advanceTimersByTimeAsync(0)
  visibility.mockReturnValue('hidden')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.asked).toBe(1)
  visibility.mockReturnValue('visible')
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(0)
  expect(server.asked).toBe(2)
  visibility.mockRestore()
})
