import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { expect, test } from 'vitest'

import { readConfig } from './config.ts'

function emptyFolder(): string {
  return path.join(mkdtempSync(path.join(tmpdir(), 'clearjar-')), 'data')
}

test('makes a secret once, for its owner alone, and uses it again', () => {
  const folder = emptyFolder()
  const [secret] = readConfig({ CLEARJAR_DATA: folder }).secrets
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(readConfig({ CLEARJAR_DATA: folder }).secrets).toEqual([secret])
  expect(readConfig({ CLEARJAR_DATA: emptyFolder() }).secrets).not.toEqual([secret])
  expect(readdirSync(folder)).toEqual(['session-secret'])
  expect(statSync(path.join(folder, 'session-secret')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('an empty setting is one left out, and an empty file of a secret is an error that says so', () => {
  const folder = emptyFolder()
  expect(readConfig({ PORT: '', SESSION_SECRET: '', CLEARJAR_DATA: folder })).toMatchObject({ port: 3000 })
  writeFileSync(path.join(folder, 'session-secret'), '')
  expect(() => readConfig({ CLEARJAR_DATA: folder })).toThrow(/is empty. Delete it/)
})

test('makes no secret where one is given, and puts the old ones behind it', () => {
  const folder = emptyFolder()
  const env = { CLEARJAR_DATA: folder, SESSION_SECRET: 'new', SESSION_SECRET_FALLBACKS: 'older,oldest' }
  expect(readConfig(env).secrets).toEqual(['new', 'older', 'oldest'])
  expect(() => statSync(folder)).toThrow('ENOENT')
})

test('production without a secret is an error that says how to make one', () => {
  const env = { NODE_ENV: 'production', CLEARJAR_DATA: emptyFolder() }
  expect(() => readConfig(env)).toThrow(/SESSION_SECRET is missing.*randomBytes/)
  expect(readConfig({ ...env, SESSION_SECRET: 'given' }).production).toBe(true)
})

test('a lifetime without a unit is in seconds', () => {
  expect(readConfig({ SESSION_SECRET: 'x', SESSION_LIFETIME: '70' }).lifetime).toBe(70)
  expect(readConfig({ SESSION_SECRET: 'x', SESSION_LIFETIME: '12h' }).lifetime).toBe(43_200)
  expect(readConfig({ SESSION_SECRET: 'x' }).lifetime).toBe(2_678_400)
})

test('tabs have the times of the library, and those that are given', () => {
  expect(readConfig({ SESSION_SECRET: 'x' }).tabs).toEqual({})
  const env = { TAB_GRACE: '0', TAB_LEASE: '3s', TAB_AWAY: '2m', TAB_IDLE: '1h' }
  expect(readConfig({ SESSION_SECRET: 'x', ...env }).tabs).toEqual({ grace: 0, lease: 3, away: 120, idle: 3600 })
})

test('keeps sessions in its folder, in memory or in a Redis', () => {
  const env = { SESSION_SECRET: 'x', CLEARJAR_DATA: '/data' }
  expect(readConfig(env).store).toEqual({ kind: 'embedded', path: path.join('/data', 'sessions') })
  expect(readConfig({ ...env, SESSION_STORE: 'memory' }).store).toEqual({ kind: 'memory' })
  for (const url of [
    'redis://localhost',
    'redis://:password@[::1]:6379/2',
    'rediss://name:password@example.com:6380'
  ]) {
    expect(readConfig({ ...env, SESSION_STORE: url }).store).toEqual({ kind: 'redis', url })
  }
})

test.each([
  { SESSION_STORE: 'redis' },
  { SESSION_STORE: 'redis://' },
  { SESSION_STORE: 'redis://localhost/two' },
  { SESSION_STORE: 'http://localhost' },
  { PORT: 'http' },
  { PORT: '70000' },
  { SESSION_DIGEST: 'md5' },
  { SESSION_LIFETIME: '1w' },
  { TAB_GRACE: '1.5s' },
  { TAB_LEASE: 'long' },
  { LOG_LEVEL: 'loud' }
])('names the setting that is wrong: %o', (env) => {
  expect(() => readConfig({ SESSION_SECRET: 'x', ...env })).toThrow(Object.keys(env)[0])
})
