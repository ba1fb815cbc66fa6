import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { afterAll, expect, test, vi } from 'vitest'

import { createOpeningGate } from './opening-gate.ts'

const root = mkdtempSync(join(tmpdir(), 'clearjar-gate-'))
afterAll(() => rmSync(root, { recursive: true }))

const newFolder = (): string => mkdtempSync(join(root, 'test-'))

/** A mark as another process of this machine leaves it. */
async function markOf(folder: string, deed: 'opening' | 'writing', pid = process.ppid): Promise<string> {
  const [own = ''] = await createOpeningGate(folder).write(async () => readdirSync(folder))
  const path = join(folder, own.replace('writing', deed).replace(`-${process.pid}-`, `-${pid}-`))
  writeFileSync(path, '')
  return path
}

function ended(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

function spawnGate(folder: string, script: string) {
  const gate = new URL('opening-gate.ts', import.meta.url).href
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const program = `
    import { existsSync, writeFileSync } from 'node:fs'
    import { once } from 'node:events'
    import { createOpeningGate } from ${JSON.stringify(gate)}
    const gate = createOpeningGate(process.argv[1])
    ${script}`
  const given = ['--import', tsx, '--input-type=module', '--eval', program, folder]
  return spawn(process.execPath, given, { stdio: ['pipe', 'pipe', 'inherit'] })
}

test('leaves nothing behind, however many write at once', async () => {
  const folder = newFolder()
  const gate = createOpeningGate(folder)
  const failing = gate.write(() => Promise.reject(new Error('disk full')))
  const writing = [1, 2, 3].map((value) => gate.write(async () => value))
  expect(readdirSync(folder)).toHaveLength(1)
  await expect(failing).rejects.toThrow('disk full')
  expect(await Promise.all(writing)).toEqual([1, 2, 3])
  expect(gate.open(() => readdirSync(folder).length)).toBe(1)
  expect(() =>
    gate.open(() => {
      throw new Error('not readable')
    })
  ).toThrow('not readable')
  expect(readdirSync(folder)).toEqual([])
})

test('does not write while another process opens', async () => {
  const folder = newFolder()
  const mark = await markOf(folder, 'opening')
  const write = vi.fn(async () => 'written')
  const writing = [createOpeningGate(folder), createOpeningGate(folder)].map((gate) => gate.write(write))
  // A look at the folder follows each pause, so that several have passed.
  const looks = vi.spyOn(Date, 'now')
  await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(10))
  expect(write).not.toHaveBeenCalled()
  expect(readdirSync(folder)).toHaveLength(1)
  rmSync(mark)
  expect(await Promise.all(writing)).toEqual(['written', 'written'])
})

test('does not open while another process writes', { timeout: 30_000 }, async () => {
  const folder = newFolder()
  const opened = join(root, 'opened')
  const is = `existsSync(${JSON.stringify(opened)})`
  const writer = spawnGate(
    folder,
    `await gate.write(async () => {
      console.log('writing')
      await once(process.stdin.resume(), 'end')
      console.log(${is} ? 'opened' : 'alone')
    })`
  )
  expect(String((await once(writer.stdout, 'data'))[0])).toBe('writing\n')
  const opener = spawnGate(folder, `gate.open(() => writeFileSync(${JSON.stringify(opened)}, ''))`)
  const end = once(opener, 'exit')
  // The opener renews its mark as long as it waits.
  let mark: string | undefined
  await vi.waitFor(
    () => expect((mark = readdirSync(folder).find((file) => file.startsWith('opening')))).toBeDefined(),
    {
      timeout: 20_000
    }
  )
  const first = statSync(join(folder, mark ?? '')).mtimeMs
  await vi.waitFor(() => expect(statSync(join(folder, mark ?? '')).mtimeMs).toBeGreaterThan(first))
  writer.stdin.end()
  expect(String((await once(writer.stdout, 'data'))[0])).toBe('alone\n')
  expect(await end).toEqual([0, null])
  expect(existsSync(opened)).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})

test('does not wait for what is gone: a process that ended, one of another machine that is silent', async () => {
  const folder = newFolder()
  const marks = [await markOf(folder, 'opening', ended()), await markOf(folder, 'writing', ended())]
  const foreign = join(folder, 'writing-00000000-1-00000000')
  writeFileSync(foreign, '')
  utimesSync(foreign, 0, 0)
  const gate = createOpeningGate(folder)
  expect(await gate.write(async () => 'written')).toBe('written')
  expect(gate.open(() => 'opened')).toBe('opened')
  for (const mark of [...marks, foreign]) expect(existsSync(mark)).toBe(false)
})

test('does not wait for this process, in which the folder is open already', async () => {
  const folder = newFolder()
  const [one, other] = [createOpeningGate(folder), createOpeningGate(folder)]
  let open = (): void => {}
  const writing = one.write(() => new Promise<void>((resolve) => (open = resolve)))
  expect(other.open(() => 'opened')).toBe('opened')
  open()
  await writing
})
