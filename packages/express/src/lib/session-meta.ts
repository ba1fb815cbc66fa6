import { createHash, randomBytes } from 'node:crypto'

import type { SessionPolicy } from './policy.ts'
import { isTabScope, type TabScope } from './tab-leases.ts'

/**
 * What the middleware itself has to know of a session. It travels under one name beside the data, and only what an
 * option asks for is there.
 */
export interface SessionMeta {
  /** 128 random bits in base64url; null where nothing needs an id. */
  readonly id: string | null
  /** UNIX second in which the session began; null where nothing asks. */
  readonly born: number | null
  /** Names the generation of its subject's sessions that it belongs to; 0 until all of them were ended once. */
  readonly generation: number
  /** What it was bound to; null where nobody said so: then it is what the option says for new ones, and nothing for others. */
  readonly scope: TabScope | null
}

/** The name under which it travels. Flask keeps it as it keeps any other. */
export const META_NAME = '_jar'

const ID = /^[\w-]{22}$/

export const NO_META: SessionMeta = { id: null, born: null, generation: 0, scope: null }

export function createId(): string {
  return randomBytes(16).toString('base64url')
}

export function isId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id)
}

/** The id of a cookie that was signed before there were any: the same for every copy, so that it can be ended, too. */
export function idOf(signature: string): string {
  return createHash('sha256').update(signature).digest().subarray(0, 16).toString('base64url')
}

/** Parts what came into the data and the rest. Only the holder of a key wrote it, yet not always this program. */
export function takeMeta(stored: object): { readonly data: object; readonly meta: SessionMeta } {
  if (!Object.hasOwn(stored, META_NAME)) return { data: stored, meta: NO_META }
  const { [META_NAME]: found, ...data } = stored as Record<string, unknown>
  const { id, born, gen, tabs } = (typeof found === 'object' && found !== null ? found : {}) as Record<string, unknown>
  const meta = {
    id: isId(id) ? id : null,
    born: typeof born === 'number' && Number.isSafeInteger(born) ? born : null,
    generation: typeof gen === 'number' && Number.isSafeInteger(gen) ? gen : 0,
    scope: isTabScope(tabs) ? tabs : null
  }
  return { data, meta }
}

/** The data with what is worth saying beside it. */
export function addMeta(data: object, { id, born, generation, scope }: SessionMeta): Record<string, unknown> {
  return {
    ...data,
    [META_NAME]: {
      ...(id === null ? {} : { id }),
      ...(born === null ? {} : { born }),
      ...(generation === 0 ? {} : { gen: generation }),
      ...(scope === null ? {} : { tabs: scope })
    }
  }
}

/** With what a session lacks that was made before an option asked for it, or that starts now. */
export function completeMeta(
  policy: SessionPolicy,
  { id, born, generation, scope }: SessionMeta,
  startedAt: number
): SessionMeta {
  const knowsBirth = policy.absolute !== null || policy.revocation?.tracks === true
  const hasId = policy.hasIds || isBound({ scope })
  if (!hasId && !knowsBirth) return { ...NO_META, scope }
  return { id: hasId ? (id ?? createId()) : null, born: knowsBirth ? (born ?? startedAt) : null, generation, scope }
}

/** What the option `tabs` says of sessions that start; nothing, if that is what all sessions do. */
export function scopeOfNew({ tabs }: Pick<SessionPolicy, 'tabs'>): TabScope | null {
  return tabs === null || tabs.scope === 'browser' ? null : tabs.scope
}

/** Whether a session ends with its tabs. */
export function isBound<Meta extends Pick<SessionMeta, 'scope'>>(
  meta: Meta
): meta is Meta & { readonly scope: 'last-tab' | 'tab' } {
  return meta.scope === 'last-tab' || meta.scope === 'tab'
}
