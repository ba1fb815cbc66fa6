import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

import { afterAll, expect, onTestFinished, test, vi } from 'vitest'

import { createEmbeddedStore } from './embedded-store.ts'
import type { SessionStore } from './store.ts'

vi.setConfig({ testTimeout: 60_000 })

const root = mkdtempSync(join(tmpdir(), 'clearjar-embedded-'))
afterAll(() => rmSync(root, { recursive: true }))
const newFolder = (): string => join(mkdtempSync(join(root, 'test-')), 'sessions')

test('survives a restart', async () => {
  const path = newFolder()
  const before = createEmbeddedStore({ path })
  await before.swap('s:id', null, 'text', 60)
  await before.close?.()
  const after = createEmbeddedStore({ path })
  expect(await after.read('s:id')).toBe('text')
  await after.close?.()
})

test('loses no increment of four processes that race, nor of their neighbour in this one', async () => {
  const path = newFolder()
  const store = createEmbeddedStore({ path })
  const children = Array.from({ length: 4 }, () => spawnChild(incrementing, path, '500'))
  await Promise.all([...children.map((child) => once(child.stdout!.resume(), 'end')), incrementAll(store, 500)])
  expect(await store.read('s:count')).toBe('2500')
  await store.close?.()
})

test('loses nothing to processes that open the folder meanwhile', async () => {
  // In memory, where there is some, commits come fast enough to fall into an opening every few milliseconds.
  const memory = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/clearjar-embedded-') : root
  const path = join(memory, 'sessions')
  const store = createEmbeddedStore({ path })
  const openers = [spawnChild(opening, path), spawnChild(opening, path)]
  onTestFinished(async () => {
    for (const child of openers) child.kill()
    await store.close?.()
    if (memory !== root) rmSync(memory, { recursive: true })
  })
  await Promise.all(openers.map((child) => once(child.stdout!.resume(), 'data')))
  await incrementAll(store, 1_000)
  expect(await store.read('s:count')).toBe('1000')
  expect(openers.map(({ exitCode, signalCode }) => exitCode ?? signalCode)).toEqual([null, null])
})

test('has all that was answered before a process was killed, and goes on', async () => {
  const path = newFolder()
  const store = createEmbeddedStore({ path })
  let [answers, last] = [0, 0]
  for (let round = 0; round < 5; round += 1) {
    const child = spawnChild(incrementing, path, 'Infinity')
    const neighbour = incrementAll(store, 20)
    for await (const line of createInterface({ input: child.stdout! })) {
      answers += 1
      if (answers % 50 === 0) child.kill('SIGKILL')
      last = Number(line)
    }
    await neighbour
    expect(Number(await store.read('s:count'))).toBeGreaterThanOrEqual(last)
  }
  // A swap that was made, but not answered before the end, may be there, too.
  const count = Number(await store.read('s:count'))
  expect(count - answers - 5 * 20).toBeGreaterThanOrEqual(0)
  expect(count - answers - 5 * 20).toBeLessThanOrEqual(5)
  await store.close?.()
})

test('sees at once what another process wrote, also in the same turn of the event loop', async () => {
  const path = newFolder()
  const store = createEmbeddedStore({ path })
  const before = store.read('s:id')
  const script = `
    const store = createEmbeddedStore({ path: process.argv[1] })
    await store.swap('s:id', null, 'theirs', 60)
    await store.close()`
  spawnSync(process.execPath, [...childArguments(script), path])
  const after = store.read('s:id')
  expect(await Promise.all([before, after])).toEqual([null, 'theirs'])
  await store.close?.()
})

test('opens one folder twice in one process', async () => {
  const path = newFolder()
  const [one, other] = [createEmbeddedStore({ path }), createEmbeddedStore({ path })]
  await Promise.all([incrementAll(one, 50), incrementAll(other, 50)])
  expect(await one.read('s:count')).toBe('100')
  const closing = one.close?.()
  const third = createEmbeddedStore({ path })
  await closing
  await Promise.all([incrementAll(third, 10), incrementAll(other, 10)])
  expect(await third.read('s:count')).toBe('120')
  expect(await other.read('s:count')).toBe('120')
  await one.close?.()
  expect(await third.swap('s:count', '120', '121', 60)).toBe(true)
  await Promise.all([third.close?.(), other.close?.()])
})

test('rejects when it is closed, and closes more than once', async () => {
  const store = createEmbeddedStore({ path: newFolder() })
  await store.swap('s:id', null, 'text', 60)
  await Promise.all([store.close?.(), store.close?.()])
  await expect(store.read('s:id')).rejects.toThrow('closed')
  await expect(store.swap('s:id', null, 'text', 60)).rejects.toThrow('closed')
})

test('finishes a swap that was under way when it was closed', async () => {
  const path = newFolder()
  const store = createEmbeddedStore({ path })
  const swaps = Array.from({ length: 20 }, (_, index) => store.swap(`s:${index}`, null, 'text', 60))
  await store.close?.()
  expect(new Set(await Promise.all(swaps))).toEqual(new Set([true]))
  const after = createEmbeddedStore({ path })
  expect(await after.read('s:19')).toBe('text')
  await after.close?.()
})

test('finishes a swap that waited for another process to open, when it was closed meanwhile', async () => {
  const path = newFolder()
  const store = createEmbeddedStore({ path })
  const first = store.swap('s:first', null, 'text', 60)
  const own = readdirSync(path).find((file) => file.startsWith('clearjar-writing')) ?? ''
  expect(await first).toBe(true)
  const mark = join(path, own.replace('writing', 'opening').replace(`-${process.pid}-`, `-${process.ppid}-`))
  writeFileSync(mark, '')
  const swap = store.swap('s:second', null, 'text', 60)
  const closing = store.close?.()
  rmSync(mark)
  expect(await swap).toBe(true)
  await closing
})

test('sweeps what is over, and nothing else', async () => {
  const path = newFolder()
  let time = 1_000
  const store = createEmbeddedStore({ path, now: () => time, sweepEvery: 0.01 })
  // More than are looked at in one turn of the event loop, before those that are over.
  const lasting = Array.from({ length: 20_000 }, (_, index) => `a:${index}`)
  const brief = Array.from({ length: 3_000 }, (_, index) => `r:${index}`)
  await Promise.all(lasting.map((key) => store.swap(key, null, '', 11)))
  await Promise.all(brief.map((key) => store.swap(key, null, '', 10)))
  await store.swap('s:brief', null, 'x'.repeat(100_000), 10)

  // For a clock that stands still, nothing is over: what it does not see is not there.
  const witness = createEmbeddedStore({ path, now: () => 1_000 })
  expect(await witness.read('s:brief')).not.toBeNull()
  time = 1_011
  await vi.waitFor(
    async () => {
      for (const key of [...brief, 's:brief']) expect(await witness.read(key)).toBeNull()
    },
    { timeout: 10_000 }
  )
  for (const key of lasting) expect(await witness.read(key)).toBe('')
  await Promise.all([store.close?.(), witness.close?.()])
})

test('makes .clearjar for this user alone, ignored by git, and does not keep the process alive', () => {
  const folder = mkdtempSync(join(root, 'cwd-'))
  const script = "console.log(await createEmbeddedStore().swap('s:id', null, 'text', 60))"
  const { stdout, status } = spawnSync(process.execPath, childArguments(script), { cwd: folder, encoding: 'utf8' })
  expect([stdout, status]).toEqual(['true\n', 0])
  expect(readdirSync(folder)).toEqual(['.clearjar'])
  expect(statSync(join(folder, '.clearjar')).mode & 0o777).toBe(0o700)
  expect(readFileSync(join(folder, '.clearjar', '.gitignore'), 'utf8')).toBe('*\n')
})

test('takes a folder as it is, also one whose name has a dot', async () => {
  const path = mkdtempSync(join(root, 'v1.'))
  const store = createEmbeddedStore({ path })
  await store.swap('s:id', null, 'text', 60)
  expect(readdirSync(path).sort()).toEqual(['data.mdb', 'lock.mdb'])
  await store.close?.()
})

test('says at once what to install when lmdb is missing', () => {
  const folder = mkdtempSync(join(root, 'bare-'))
  for (const file of [
    'embedded-store.ts',
    'expiry.ts',
    'opening-gate.ts',
    'option-names.ts',
    'session-middleware-error.ts',
    'store.ts'
  ]) {
    copyFileSync(new URL(file, import.meta.url), join(folder, file))
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const script = `try { createEmbeddedStore() } catch (error) { console.log(error.code, error.message) }`
  const { stdout } = spawnSync(
    process.execPath,
    childArguments(script, pathToFileURL(join(folder, 'embedded-store.ts')).href),
    {
      cwd: folder,
      encoding: 'utf8'
    }
  )
  expect(stdout).toContain('missing-package')
  expect(stdout).toContain('npm install lmdb')
  expect(existsSync(join(folder, '.clearjar'))).toBe(false)
})

test('rejects while the disk is full, time and again, and still reads', () => {
  // A limit on the size of files fails as a full disk does.
  const limited = ['-c', 'trap \'\' XFSZ; ulimit -f 1000; exec "$@"', 'sh', process.execPath]
  const { stdout, status } = spawnSync('sh', [...limited, ...childArguments(filling), newFolder()], {
    encoding: 'utf8'
  })
  expect([stdout, status]).toEqual(['rejected rejected rejected, read\n', 0])
})

const incrementing = `
  const store = createEmbeddedStore({ path: process.argv[1] })
  for (let times = 0; times < Number(process.argv[2]); ) {
    const held = await store.read('s:count')
    const next = String(Number(held) + 1)
    if (!(await store.swap('s:count', held, next, 60))) continue
    process.stdout.write(next + '\\n')
    times += 1
  }
  await store.close()`

const opening = `
  for (;;) {
    await createEmbeddedStore({ path: process.argv[1] }).close()
    process.stdout.write('opened\\n')
    await new Promise((resolve) => setTimeout(resolve, 1))
  }`

const filling = `
  const store = createEmbeddedStore({ path: process.argv[1] })
  const text = 'x'.repeat(20_000)
  const outcomes = []
  for (let key = 0; key < 500 && outcomes.length < 3; key += 1) {
    const swaps = [store.swap('s:' + key, null, text, 60), store.swap('r:' + key, null, '', 60)]
    await Promise.all(swaps).catch(() => outcomes.push('rejected'))
    await new Promise(setImmediate)
  }
  console.log(outcomes.join(' ') + ((await store.read('s:0')) === text ? ', read' : ''))
  await store.close()`

async function incrementAll(store: SessionStore, times: number): Promise<void> {
  for (let done = 0; done < times;) {
    const held = await store.read('s:count')
    if (await store.swap('s:count', held, String(Number(held) + 1), 60)) done += 1
  }
}

/** Runs a script that has `createEmbeddedStore`, in a process of its own. */
function childArguments(script: string, source = new URL('embedded-store.ts', import.meta.url).href): string[] {
  const program = `import { createEmbeddedStore } from ${JSON.stringify(source)}\n${script}`
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return ['--conditions=@clearjar/source', '--import', tsx, '--input-type=module', '--eval', program]
}

function spawnChild(...[script, ...given]: [script: string, ...given: string[]]): ChildProcess {
  return spawn(process.execPath, [...childArguments(script), ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
}
