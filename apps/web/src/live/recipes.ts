import type { Deeds } from './use-deeds.ts'
import type { Live } from './use-live.ts'

/** States that the stage can be brought into, by real deeds; also the words of `/?state=…`. */
export const recipeNames = [
  'empty',
  'live',
  'tampered',
  'gone',
  'replayed',
  'revoked',
  'expiring',
  'hidden',
  'split',
  'server',
  'too-big'
] as const

export type RecipeName = (typeof recipeNames)[number]

/** What a press would do now: deeds are made anew with each drawing, and the newest knows the latest answer. */
export type Latest = () => Live

/** Begins with nothing, whatever was there: the session that was ends. */
export async function resetStage(live: Latest): Promise<void> {
  await live().deeds.reset()
}

/** @param live the screen as it is when a deed begins */
export const recipes: Readonly<Record<RecipeName, (live: Latest) => Promise<void>>> = {
  empty: resetStage,
  live: begin,
  async tampered(live) {
    await begin(live)
    await live().deeds.changeByte()
  },
  async gone(live) {
    await begin(live)
    await live().deeds.deleteHere()
  },
  async replayed(live) {
    await recipes.gone(live)
    await replayNewest(live)
  },
  async revoked(live) {
    await resetStage(live)
    await live().deeds.set({ revocable: true })
    await save(live().deeds, 'string', 'hello')
    await live().deeds.revoke()
    await replayNewest(live)
  },
  async expiring(live) {
    await resetStage(live)
    await live().deeds.set({ lifetime: 30 })
    await save(live().deeds, 'string', 'hello')
  },
  async hidden(live) {
    await begin(live)
    await live().deeds.set({ visibility: 'hidden' })
  },
  async split(live) {
    await begin(live)
    await live().deeds.set({ visibility: 'split' })
  },
  async server(live) {
    await begin(live)
    await live().deeds.set({ mode: 'server' })
  },
  async 'too-big'(live) {
    await begin(live)
    await save(live().deeds, 'first', longText(7))
    await save(live().deeds, 'second', longText(11))
  }
}

async function begin(live: Latest): Promise<void> {
  await resetStage(live)
  await save(live().deeds, 'string', 'hello')
}

async function save(deeds: Deeds, name: string, value: unknown): Promise<void> {
  await deeds.save(name, value, true)
}

async function replayNewest(live: Latest): Promise<void> {
  const [copy] = live().page.copies.getSnapshot()
  if (copy) await live().deeds.replay(copy)
}

/** 2,900 letters that do not compress to much less: a repeated one would fit in any cookie. */
function longText(seed: number): string {
  let state = seed
  return Array.from({ length: 2900 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return String.fromCharCode(33 + ((state >>> 16) % 90))
  }).join('')
}
