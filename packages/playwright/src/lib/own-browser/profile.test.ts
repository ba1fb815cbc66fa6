import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { expect, test } from 'vitest'

import { createProfile } from './profile.ts'

test('has preferences before the first start, without which nothing is restored', async () => {
  await using profile = await createProfile()
  expect(JSON.parse(await readFile(preferencesOf(profile.folder), 'utf8'))).toEqual({})
})

test('notes a kill beside what the browser has noted', async () => {
  await using profile = await createProfile()
  const preferences = preferencesOf(profile.folder)
  await writeFile(preferences, '{"browser":{"a":1},"profile":{"exit_type":"Normal","name":"Person 1"}}')
  await profile.noteKill()
  expect(JSON.parse(await readFile(preferences, 'utf8'))).toEqual({
    browser: { a: 1 },
    profile: { exit_type: 'Crashed', name: 'Person 1' }
  })
})

test('leaves nothing behind', async () => {
  const profile = await createProfile()
  await profile[Symbol.asyncDispose]()
  expect(existsSync(profile.folder)).toBe(false)
})

function preferencesOf(folder: string): string {
  return path.join(folder, 'Default', 'Preferences')
}
