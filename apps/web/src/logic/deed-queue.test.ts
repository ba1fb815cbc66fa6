import { expect, test } from 'vitest'
import { createDeedQueue } from './deed-queue.ts'

function createDeeds() {
  const log: string[] = []
  const ends = new Map<string, () => void>()
  const deed = (name: string) => (): Promise<string> =>
    new Promise((resolve) => {
      log.push(name)
      ends.set(name, () => resolve(name))
    })
  return { log, deed, end: (name: string) => ends.get(name)?.() }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('runs what was pressed meanwhile, in order', async () => {
  const { run } = createDeedQueue()
  const { log, deed, end } = createDeeds()
  const results = [run('a', '', deed('a')), run('b', '', deed('b'))]
  await turn()
  expect(log).toEqual(['a'])
  end('a')
  await turn()
  expect(log).toEqual(['a', 'b'])
  end('b')
  expect(await Promise.all(results)).toEqual(['a', 'b'])
})

test('takes a second press of the same for one, and a later one for another', async () => {
  const { run } = createDeedQueue()
  const { log, deed, end } = createDeeds()
  const first = run('a', '', deed('a'))
  expect(await run('a', 'again', deed('a'))).toBe('again')
  await turn()
  end('a')
  await first
  await turn()
  void run('a', '', deed('a'))
  await turn()
  expect(log).toEqual(['a', 'a'])
})

test('what jumps the queue gives up what waits, and not what comes after', async () => {
  const { run, jump } = createDeedQueue()
  const { log, deed, end } = createDeeds()
  void run('a', '', deed('a'))
  const waiting = run('b', 'given up', deed('b'))
  await turn()
  const jumped = jump(deed('delete'))
  const after = run('c', '', deed('c'))
  expect(log).toEqual(['a', 'delete'])
  end('a')
  expect(await waiting).toBe('given up')
  await turn()
  expect(log).toEqual(['a', 'delete'])
  end('delete')
  await jumped
  await turn()
  end('c')
  expect(await after).toBe('c')
})

test('a deed that fails does not hold up the next', async () => {
  const { run } = createDeedQueue()
  const failed = run('a', '', () => Promise.reject(new Error('no')))
  const next = run('b', '', async () => 'b')
  await expect(failed).rejects.toThrow('no')
  expect(await next).toBe('b')
})
