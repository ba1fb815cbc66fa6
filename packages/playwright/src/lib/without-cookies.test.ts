import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { request } from '@playwright/test'
import { expect, test } from 'vitest'

import { withoutCookies } from './without-cookies.ts'

test('a request that fails does not tell its cookies', async () => {
  const server = createServer((_req, res) => res.destroy()).listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`
  const context = await request.newContext({ extraHTTPHeaders: { cookie: 'session=the-whole-cookie' } })
  const asked = context.get(url)
  await expect(asked).rejects.toThrow('the-whole-cookie')
  const again = await withoutCookies(() => context.get(url)).catch((error: unknown) => error)
  expect(String((again as Error).stack)).toContain('socket hang up')
  expect(`${String(again)}${String((again as Error).stack)}`).not.toContain('the-whole-cookie')
  await context.dispose()
  server.close()
})

test('what is no failed request passes as it is', async () => {
  const fault = new Error('another one')
  await expect(withoutCookies(() => Promise.reject(fault))).rejects.toBe(fault)
  await expect(withoutCookies(async () => 'an answer')).resolves.toBe('an answer')
})
