import type { FieldErrors } from '../logic/check-string.ts'
import { createDeedQueue } from '../logic/deed-queue.ts'
import { createCookieDeeds } from './cookie-deeds.ts'
import type { Deeds, Scene } from './deeds.ts'
import { createServerDeeds } from './server-deeds.ts'

/** One deed at a time, in the order of the presses; deleting interrupts what is under way, and what waits. */
export function createDeeds(scene: Scene): Deeds {
  const { reports, copies, memory } = scene
  const queue = createDeedQueue()
  const here = createCookieDeeds(scene)
  const there = createServerDeeds(scene, here.keepCopy)

  async function work<T>(deed: () => Promise<T>): Promise<T> {
    memory.update({ working: memory.getSnapshot().working + 1 })
    try {
      return await deed()
    } finally {
      memory.update({ working: memory.getSnapshot().working - 1 })
    }
  }

  /** @param key the same press again while it waits is one press */
  const inTurn = (key: string, deed: () => Promise<unknown>): Promise<void> =>
    work(() => queue.run(key, undefined, async () => void (await deed())))

  return {
    save: (name, value, permanent) => {
      const key = JSON.stringify(['save', name, value, permanent])
      return work(() => queue.run<FieldErrors | null>(key, {}, () => there.save({ name, value, permanent })))
    },
    remove: (name) => inTurn(`remove ${name}`, () => there.remove(name)),
    keep: (permanent) => inTurn(`keep ${permanent}`, () => there.keep(permanent)),
    clear: () => inTurn('clear', there.clear),
    bind: (scope) => inTurn(`bind ${scope}`, () => there.bind(scope)),
    set: (patch) => inTurn(`set ${JSON.stringify(patch)}`, () => there.set(patch)),
    keepOnServer: (saving) => inTurn('keep on server', () => there.keepOnServer(saving)),
    keepCopy: () => here.keepCopy() !== null && memory.tell({ kind: 'copy-kept' }),
    replay: (copy) => inTurn(`replay ${copy.id}`, () => here.replay(copy)),
    dropCopy(copy) {
      copies.drop(copy)
      memory.tell({ kind: 'copy-dropped' })
    },
    revoke: () => inTurn('revoke', there.revoke),
    end: (which) => inTurn(`end ${JSON.stringify(which)}`, () => there.end(which)),
    prove: here.prove,
    reset: () => inTurn('reset', there.reset),
    deleteHere: () => work(() => queue.jump(here.deleteHere)),
    changeByte: (at) => inTurn('change', () => here.changeOne(at)),
    putBack: () => inTurn('put back', here.putBack),
    keepAlive: () => inTurn('keep alive', there.keepAlive),
    look: async () => void (await reports.ask()),
    ask: () => inTurn('ask', there.ask),
    tell: memory.tell,
    round: queue.round
  }
}
