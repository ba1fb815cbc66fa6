import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { afterAll, afterEach, expect, test, vi } from 'vitest'

import { createOpeningGate } from './opening-gate.ts'

const root = mkdtempSync(join(tmpdir(), 'clearjar-gate-'))
afterAll(() => rmSync(root, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const newFolder = (): string => mkdtempSync(join(root, 'test-'))

/** How this process calls its numbers of processes. */
const [own = ''] = await (async (folder) => createOpeningGate(folder).write(async () => readdirSync(folder)))(
  newFolder()
)
const space = own.split('-')[2] ?? ''

/** A mark as another process leaves it. */
function leaveMark(folder: string, deed: 'opening' | 'writing', { pid = process.ppid, of = space } = {}): string {
  const path = join(folder, `clearjar-${deed}-${of}-${pid}-00000000`)
  writeFileSync(path, '')
  return path
}

function spawnGate(folder: string, script: string) {
  const gate = new URL('opening-gate.ts', import.meta.url).href
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const program = `
    import { existsSync, readdirSync, writeFileSync } from 'node:fs'
    import { once } from 'node:events'
    import { createOpeningGate } from ${JSON.stringify(gate)}
    const gate = createOpeningGate(process.argv[1])
    const told = () => once(process.stdin.resume(), 'end')
    console.log('ready')
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
  const mark = leaveMark(folder, 'opening')
  const write = vi.fn(async () => 'written')
  const gates = [createOpeningGate(folder), createOpeningGate(folder)]
  const looks = vi.spyOn(Date, 'now')
  const writing = gates.flatMap((gate) => [gate.write(write), gate.write(write)])
  // At a mark, there and then and after each pause.
  await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(10))
  expect(write).not.toHaveBeenCalled()
  expect(readdirSync(folder)).toHaveLength(1)
  rmSync(mark)
  expect(await Promise.all(writing)).toEqual(Array(4).fill('written'))
  expect(write).toHaveBeenCalledTimes(4)
})

test('lets another process open, however long it has something to write', async () => {
  const folder = newFolder()
  const gate = createOpeningGate(folder)
  let finish = (): void => {}
  const writing = [gate.write(() => new Promise<void>((resolve) => (finish = resolve)))]
  const mark = leaveMark(folder, 'opening')
  await vi.waitFor(() => {
    const write = vi.fn(async () => {})
    writing.push(gate.write(write))
    expect(write).not.toHaveBeenCalled()
  })
  finish()
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1))
  rmSync(mark)
  await Promise.all(writing)
})

test('does not open while another process writes', { timeout: 60_000 }, async () => {
  const folder = newFolder()
  const opened = JSON.stringify(join(root, 'opened'))
  const writer = spawnGate(
    folder,
    `await gate.write(async () => {
      await told()
      console.log(existsSync(${opened}) ? 'opened' : 'alone')
    })`
  )
  const opener = spawnGate(folder, `await told(); gate.open(() => writeFileSync(${opened}, ''))`)
  const end = once(opener, 'exit')
  await Promise.all([writer, opener].map(({ stdout }) => once(stdout, 'data')))
  // Its write began when it started, and only then it listens.
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1))
  utimesSync(join(folder, readdirSync(folder)[0] ?? ''), new Date(), new Date())
  opener.stdin.end()
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2))
  writer.stdin.end()
  expect(String((await once(writer.stdout, 'data'))[0])).toBe('alone\n')
  expect(await end).toEqual([0, null])
  expect(existsSync(join(root, 'opened'))).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})

test('does not wait for what is gone: a process that ended, one that cannot be asked and is silent', async () => {
  const folder = newFolder()
  const gate = createOpeningGate(folder)
  const { pid } = spawnSync(process.execPath, ['--version'])
  const pause = vi.spyOn(Atomics, 'wait')
  for (const deed of ['opening', 'writing'] as const) {
    const marks = [leaveMark(folder, deed, { pid }), leaveMark(folder, deed, { of: '00000000' })]
    utimesSync(marks[1]!, 0, 0)
    if (deed === 'writing') gate.open(() => {})
    else {
      const write = vi.fn(async () => {})
      const written = gate.write(write)
      expect(write).toHaveBeenCalled()
      await written
    }
    for (const mark of marks) expect(existsSync(mark)).toBe(false)
  }
  expect(pause).not.toHaveBeenCalled()
})

test('does not wait for this process, in which the folder is open already', async () => {
  const folder = newFolder()
  const [one, other] = [createOpeningGate(folder), createOpeningGate(folder)]
  const pause = vi.spyOn(Atomics, 'wait')
  let finish = (): void => {}
  const writing = one.write(() => new Promise<void>((resolve) => (finish = resolve)))
  expect(other.open(() => 'opened')).toBe('opened')
  expect(pause).not.toHaveBeenCalled()
  finish()
  await writing
})

test('touches no file but its own, and goes on in a folder that was removed', async () => {
  const folder = newFolder()
  const gate = createOpeningGate(folder)
  for (const file of ['opening-hours.json', 'clearjar-writing-notes.md']) {
    writeFileSync(join(folder, file), '')
    utimesSync(join(folder, file), 0, 0)
  }
  mkdirSync(join(folder, 'clearjar-opening-00000000-1-plans'))
  await gate.write(async () => gate.open(() => {}))
  expect(readdirSync(folder)).toHaveLength(3)
  rmSync(folder, { recursive: true })
  expect(await gate.write(async () => 'written')).toBe('written')
})
