import { EventEmitter } from 'node:events'

import type { BrowserContext, Page } from '@playwright/test'
import { expect, test, vi } from 'vitest'

import { takeRelativeAddresses } from './relative-addresses.ts'

const METHODS = ['delete', 'fetch', 'get', 'head', 'patch', 'post', 'put'] as const

function createPage() {
  return { goto: vi.fn<Page['goto']>(async () => null) }
}

function createContext(pages: readonly object[]) {
  const request = Object.fromEntries(METHODS.map((method) => [method, vi.fn<(...given: unknown[]) => void>()]))
  return Object.assign(new EventEmitter(), { pages: () => pages, request })
}

/** What it was called with, past the wrapper. */
function wrapped(context: object, baseURL = 'http://localhost:3000/app/'): void {
  takeRelativeAddresses(context as BrowserContext, baseURL)
}

test.each(METHODS)('lets `context.request.%s` take a relative address', async (method) => {
  const context = createContext([])
  const asked = context.request[method]
  wrapped(context)
  await (context as unknown as BrowserContext).request[method]('/api', { timeout: 1 })
  expect(asked).toHaveBeenCalledWith('http://localhost:3000/api', { timeout: 1 })
})

test('lets pages that are there, and those that come, take a relative address', async () => {
  const [old, later] = [createPage(), createPage()]
  const calls = [old.goto, later.goto]
  const context = createContext([old])
  wrapped(context)
  context.emit('page', later)
  await old.goto('?page=2')
  await later.goto('two', { timeout: 1 })
  expect(calls[0]).toHaveBeenCalledWith('http://localhost:3000/app/?page=2', undefined)
  expect(calls[1]).toHaveBeenCalledWith('http://localhost:3000/app/two', { timeout: 1 })
})

test.each(['http://127.0.0.1/x', 'about:blank', 'data:text/html,hi', 'http://'])(
  'leaves %s as it is',
  async (address) => {
    const page = createPage()
    const { goto } = page
    wrapped(createContext([page]))
    await page.goto(address)
    expect(goto).toHaveBeenCalledWith(address, undefined)
  }
)

test('leaves a whole request as it is', async () => {
  const context = createContext([])
  const asked = context.request.fetch
  wrapped(context)
  const request = { url: () => '/api' }
  await (context as unknown as BrowserContext).request.fetch(request as never)
  expect(asked).toHaveBeenCalledWith(request, undefined)
})
