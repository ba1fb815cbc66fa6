import type { SettingsPatch } from '../api/report.ts'
import type { Deeds } from './deeds.ts'
import type { RecipeName } from './recipe-names.ts'
import type { Live } from './use-live.ts'

/** What a press would do now: deeds are made anew with each drawing, and the newest knows the latest answer. */
export type Latest = () => Live

type Step = (deeds: Deeds, live: Latest) => Promise<unknown>

const reset: Step = (deeds) => deeds.reset()
const save =
  (name: string, value: string): Step =>
  (deeds) =>
    deeds.save(name, value, true)
const set =
  (patch: SettingsPatch): Step =>
  (deeds) =>
    deeds.set(patch)
const begin = [reset, save('string', 'hello')]
const deleteHere: Step = (deeds) => deeds.deleteHere()
const replayNewest: Step = async (deeds, live) => {
  const [copy] = live().page.copies.getSnapshot()
  if (copy) await deeds.replay(copy)
}

/** One step after the other; a person who deletes meanwhile, or goes to another screen, has other plans. */
function inOrder(...steps: readonly Step[]): (live: Latest) => Promise<void> {
  return async (live) => {
    const { pathname } = location
    for (const step of steps) {
      const { deeds } = live()
      const round = deeds.round() + (step === deleteHere ? 1 : 0)
      await step(deeds, live)
      if (deeds.round() !== round || location.pathname !== pathname) return
    }
  }
}

/** Begins with nothing, whatever was there: the session that was ends. */
export const resetStage = inOrder(reset)

/** How to bring the stage into a state, given the screen as it is when a deed begins. */
export const recipes: Readonly<Record<RecipeName, (live: Latest) => Promise<void>>> = {
  empty: resetStage,
  live: inOrder(...begin),
  tampered: inOrder(...begin, (deeds) => deeds.changeByte()),
  gone: inOrder(...begin, deleteHere),
  replayed: inOrder(...begin, deleteHere, replayNewest),
  revoked: inOrder(reset, set({ revocable: true }), save('string', 'hello'), (deeds) => deeds.revoke(), replayNewest),
  expiring: inOrder(reset, set({ lifetime: 30 }), save('string', 'hello')),
  hidden: inOrder(...begin, set({ visibility: 'hidden' })),
  split: inOrder(...begin, set({ visibility: 'split' })),
  server: inOrder(...begin, set({ mode: 'server' })),
  'too-big': inOrder(...begin, save('first', longText(7)), save('second', longText(11)))
}

/** 2,900 letters that do not compress to much less: a repeated one would fit in any cookie. */
function longText(seed: number): string {
  let state = seed
  return Array.from({ length: 2900 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return String.fromCharCode(33 + ((state >>> 16) % 90))
  }).join('')
}
