import type { SettingsPatch } from '../api/report.ts'
import type { RecipeName } from '../live/recipe-names.ts'
import type { Act } from '../logic/acts.ts'
import type { ControlName } from './controls.ts'
import type { Moment } from './moment.ts'

export interface LabStep {
  readonly id: string
  /** The control of the stage that does it; null where it is the browser that has to. */
  readonly control: ControlName | null
  /**
   * Whether it has really happened.
   *
   * @param before the stage when the step before was done, or when the page was loaded in the middle of this one
   */
  readonly isDone: (now: Moment, before: Moment) => boolean
}

export interface Lab {
  readonly id: LabId
  /** How the stage is set for it, from nothing. */
  readonly start: { readonly recipe: RecipeName; readonly settings?: SettingsPatch }
  readonly choices: readonly string[]
  readonly right: string
  readonly steps: readonly LabStep[]
  /** Where in the answers there is more. */
  readonly answer: string
}

export const labIds = [
  'read',
  'change-a-byte',
  'delete',
  'replay',
  'close-a-tab',
  'hide-from-javascript',
  'run-out',
  'on-the-server',
  'change-the-key'
] as const

export type LabId = (typeof labIds)[number]

/** Seconds that the session of "Run out" may last at most. */
const shortest = 30

const did = (kind: Act['kind'], now: Moment, before: Moment): boolean => now.act !== before.act && now.act.kind === kind
const isThere = ({ report }: Moment): boolean => report?.status === 'present'
const isRefused = ({ report }: Moment, ...reasons: readonly string[]): boolean =>
  report?.status === 'refused' && reasons.includes(report.reason ?? '')

const keepCopy: LabStep = { id: 'keep', control: 'keepCopy', isDone: (now, before) => did('copy-kept', now, before) }

const sendAndBeRead: LabStep = {
  id: 'send',
  control: 'sendCopy',
  isDone: (now, before) => did('replayed', now, before) && isThere(now)
}

export const labs: readonly Lab[] = [
  {
    id: 'read',
    start: { recipe: 'empty' },
    choices: ['server', 'holder', 'page'],
    right: 'holder',
    steps: [
      { id: 'save', control: 'save', isDone: (now, before) => did('saved', now, before) && isThere(now) },
      {
        id: 'ask',
        control: 'ask',
        isDone: (now, before) => did('asked', now, before) && isThere(now) && now.report?.wire.received.cookie === true
      }
    ],
    answer: 'where'
  },
  {
    id: 'change-a-byte',
    start: { recipe: 'live' },
    choices: ['reads', 'drops', 'refuses'],
    right: 'refuses',
    steps: [
      {
        id: 'change',
        control: 'change',
        // A dot between two parts is a byte too.
        isDone: (now, before) =>
          did('changed-byte', now, before) && (isRefused(now, 'signature-mismatch') || isRefused(now, 'malformed'))
      },
      { id: 'put-back', control: 'change', isDone: (now, before) => did('put-back', now, before) && isThere(now) }
    ],
    answer: 'where'
  },
  {
    id: 'delete',
    start: { recipe: 'live' },
    choices: ['all', 'id', 'nothing'],
    right: 'nothing',
    steps: [
      {
        id: 'delete',
        control: 'delete',
        isDone: (now, before) => did('deleted', now, before) && now.report?.wire.received.cookie === false
      }
    ],
    answer: 'what-ends-it'
  },
  {
    id: 'replay',
    start: { recipe: 'live', settings: { revocable: true } },
    choices: ['works', 'refused', 'once'],
    right: 'works',
    steps: [
      keepCopy,
      {
        id: 'delete',
        control: 'delete',
        isDone: (now, before) => did('deleted', now, before) && now.report?.status === 'absent'
      },
      sendAndBeRead,
      {
        id: 'revoke',
        control: 'revoke',
        // What the server can end, it ends for every copy, whichever of its buttons asks for it.
        isDone: (now, before) => (did('revoked', now, before) || did('cleared', now, before)) && !isThere(now)
      },
      {
        id: 'again',
        control: 'sendCopy',
        isDone: (now, before) => did('replayed', now, before) && isRefused(now, 'ended')
      }
    ],
    answer: 'what-ends-it'
  },
  {
    id: 'close-a-tab',
    start: { recipe: 'live' },
    choices: ['session', 'storage', 'nothing'],
    right: 'storage',
    steps: [
      { id: 'open', control: 'newTab', isDone: (now, before) => now.tabs > before.tabs },
      { id: 'close', control: null, isDone: (now, before) => now.tabs < before.tabs && isThere(now) },
      {
        id: 'bind',
        control: 'endsWith',
        isDone: (now) => isThere(now) && now.report?.tabs.scope === 'last-tab'
      },
      // Only a document that begins after the session had ended with its tabs finds this.
      { id: 'reopen', control: null, isDone: (now) => now.state === 'tabs-closed' }
    ],
    answer: 'what-ends-it'
  },
  {
    id: 'hide-from-javascript',
    start: { recipe: 'live' },
    choices: ['readonly', 'blind', 'lost'],
    right: 'blind',
    steps: [
      { id: 'hide', control: 'visibility', isDone: (now) => now.state === 'hidden' && isThere(now) },
      {
        id: 'try',
        control: 'delete',
        isDone: (now, before) => did('delete-failed', now, before) && isThere(now)
      },
      { id: 'clear', control: 'clear', isDone: (now, before) => did('cleared', now, before) && !isThere(now) }
    ],
    answer: 'what-ends-it'
  },
  {
    id: 'run-out',
    start: { recipe: 'live' },
    choices: ['works', 'renews', 'refused'],
    right: 'refused',
    steps: [
      {
        id: 'shorten',
        control: 'keepFor',
        isDone: (now) => isThere(now) && (now.report?.clocks.lifetime ?? Infinity) <= shortest
      },
      keepCopy,
      { id: 'wait', control: 'cookie', isDone: (now) => now.state === 'expired' && !isThere(now) },
      {
        id: 'send',
        control: 'sendCopy',
        isDone: (now, before) => did('replayed', now, before) && isRefused(now, 'too-old')
      }
    ],
    answer: 'timeout'
  },
  {
    id: 'on-the-server',
    start: { recipe: 'live' },
    choices: ['encrypted', 'id', 'empty'],
    right: 'id',
    steps: [
      { id: 'move', control: 'mode', isDone: (now) => isThere(now) && now.report?.mode === 'server' },
      {
        id: 'save',
        control: 'save',
        isDone: (now, before) =>
          did('saved', now, before) && now.report?.mode === 'server' && names(now) > names(before)
      }
    ],
    answer: 'on-the-server'
  },
  {
    id: 'change-the-key',
    start: { recipe: 'live' },
    choices: ['dies', 'depends', 'lives'],
    right: 'depends',
    steps: [
      keepCopy,
      { id: 'add', control: 'key', isDone: (now) => isThere(now) && now.report?.key === 'added' },
      sendAndBeRead,
      { id: 'replace', control: 'key', isDone: (now) => now.report?.key === 'replaced' },
      {
        id: 'again',
        control: 'sendCopy',
        isDone: (now, before) => did('replayed', now, before) && isRefused(now, 'signature-mismatch')
      }
    ],
    answer: 'where'
  }
]

export function labOf(id: string | undefined): Lab | null {
  return labs.find((lab) => lab.id === id) ?? null
}

function names({ report }: Moment): number {
  return Object.keys(report?.data ?? {}).length
}
