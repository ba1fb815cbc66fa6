import { messages } from '../messages/live.ts'
import type { Act } from './acts.ts'
import { formatLifetime, formatTook } from './format.ts'
import type { LiveState } from './live-state.ts'
import type { SessionReport } from '../api/report.ts'
import type { TabEnding } from './tab-story.ts'

export type NarratorAction =
  | 'put-back'
  | 'keep-alive'
  | 'try-now'
  | 'replay'
  | 'revoke'
  | 'make-revocable'
  | 'keep-on-server'
  | 'proof'
  | 'set-up'
export type NarratorIcon =
  | 'cookie'
  | 'stamp'
  | 'shield-x'
  | 'info'
  | 'unplug'
  | 'timer'
  | 'eye-off'
  | 'ban'
  | 'tab'
  | 'copy'
  | 'server'
  | 'key'

export interface Narration {
  readonly tone: 'plain' | 'bad' | 'time' | 'info'
  readonly icon: NarratorIcon
  readonly lead: string
  readonly rest: string
  readonly action: NarratorAction | null
}

export interface Story {
  readonly state: LiveState
  readonly act: Act
  /** Whether JavaScript sees a cookie now. */
  readonly holdsCookie: boolean
  /** Whether this page changed the byte and can put it back. */
  readonly canPutBack: boolean
  /** Whether this page deleted the cookie that is gone. */
  readonly deletedHere: boolean
  /** Whether this page had the server clear the session that is gone. */
  readonly cleared: boolean
  /** How the session that is gone had ended with its tabs, if it had. */
  readonly ending: TabEnding | null
  /** Whether this tab was one of the session's until it ended. */
  readonly lostHere: boolean
  /** Whether the browser has a date at which it drops the cookie, not only its own end. */
  readonly browserDrops: boolean
  /** Whether the data is on the server, and only an id in the cookie. */
  readonly onServer: boolean
  /** What JavaScript can do with the cookie. */
  readonly visibility: SessionReport['cookie']['visibility']
  /** Whether the server can end the session for all of its copies. */
  readonly revocable: boolean
  /** Whether the person has a copy to send back. */
  readonly hasCopy: boolean
  /** Seconds left, rounded up to the mark at which the narrator speaks. */
  readonly spokenLeft: number
  readonly lifetime: number
  /** Whether the server has just answered after a silence. */
  readonly recovered: boolean
  /** Whether the server answered last, but with an error of its own. */
  readonly failing: boolean
}

const text = messages.narrator

/** One line for what just happened: what is running out speaks first, then what went wrong, an act, and a quiet state. */
export function narrate(story: Story): Narration {
  return trouble(story) ?? news(story) ?? quiet(story)
}

function line(
  [lead, rest]: readonly [string, string],
  icon: NarratorIcon,
  tone: Narration['tone'] = 'plain',
  action: NarratorAction | null = null
): Narration {
  return { tone, icon, lead, rest, action }
}

function trouble(story: Story): Narration | null {
  const { state, act, holdsCookie, canPutBack, browserDrops, spokenLeft, failing } = story
  if (state === 'blocked') return line(text.blocked, 'ban', 'bad')
  if (state === 'expiring') {
    if (act.kind === 'renewed' && spokenLeft > 10) return line(text.renewed, 'stamp', 'plain', 'keep-alive')
    return line((browserDrops ? text.expiring : text.expiringServer)(spokenLeft), 'timer', 'time', 'keep-alive')
  }
  if (state === 'expired') return line(holdsCookie ? text.tooOld : text.expired, 'timer', 'time')
  if (act.kind === 'delete-failed') {
    const isHttpOnly = act.reason === 'hidden' && story.visibility === 'hidden'
    return line(isHttpOnly ? text.deleteHttpOnly : text.deleteFailed[act.reason], 'ban', 'bad')
  }
  if (act.kind === 'too-big') {
    return line(text.tooBig(act.limit, act.bytes), 'ban', 'bad', story.onServer ? null : 'keep-on-server')
  }
  if (act.kind === 'link-waits') return line(text.linkWaits, 'info', 'info', 'set-up')
  if (act.kind === 'replay-blocked') return line(text.replayBlocked, 'ban', 'bad')
  if (act.kind === 'server-error' && failing) return line(text.serverError, 'unplug', 'bad', 'try-now')
  if (state === 'offline') return line(offline(story), 'unplug', 'bad', 'try-now')
  if (state === 'ended') return line(act.kind === 'replayed' ? text.copyRefused : text.ended, 'ban', 'bad')
  if (state === 'tampered') {
    if (act.kind === 'set' && act.patch.key) return line(text.keyRefuses, 'key', 'bad')
    if (act.kind === 'replayed') return line(act.copy.whole ? text.copyBroken : text.copyHalf, 'shield-x', 'bad')
    return canPutBack ? line(text.tampered, 'shield-x', 'bad', 'put-back') : line(text.refused, 'shield-x', 'bad')
  }
  return null
}

function offline({ act, holdsCookie, deletedHere, failing }: Story): readonly [string, string] {
  if (act.kind === 'not-saved') return text.offlineNotSaved
  if (deletedHere) return text.offlineDeleted
  if (failing) return holdsCookie ? text.failing : text.failingEmpty
  return holdsCookie ? text.offline : text.offlineEmpty
}

function news(story: Story): Narration | null {
  const { state, act } = story
  if (act.kind === 'tab-closed' && act.counted) return line(text.tabClosing(act.number), 'tab')
  if (act.kind === 'tab-closed') return line(text.tabClosed(act.number, act.left, story.holdsCookie), 'tab')
  if (act.kind === 'tab-let-go') return line(text.tabLetGo(act.number, act.left, formatTook(act.seconds)), 'tab')
  if (act.kind === 'session-let-go') return line(text.sessionLetGo(act.number, formatTook(act.seconds)), 'tab', 'time')
  if (act.kind === 'bound') return line((act.pending ? text.boundNext : text.bound)[act.scope], 'tab')
  if (act.kind === 'set') return settingNews(act, story)
  if (act.kind === 'removed' && state === 'gone') return line(text.removedLast(act.name), 'info', 'time')
  if (act.kind === 'how-to-close') return line(text.howToClose, 'tab')
  if (act.kind === 'copied') return line(text.copied, 'copy')
  if (act.kind === 'exchange-copied') return line(text.exchangeCopied, 'copy')
  if (act.kind === 'copy-failed') return line(text.copyFailed, 'copy')
  if (act.kind === 'copy-kept') return line(text.copyKept, 'copy')
  if (act.kind === 'copy-dropped') return line(text.copyDropped, 'copy')
  if (act.kind === 'nothing-to-revoke') return line(text.nothingToRevoke, 'info')
  if (act.kind === 'revoked' && state !== 'ended') {
    return line(text.revoked, 'ban', 'time', story.hasCopy && !story.holdsCookie ? 'replay' : null)
  }
  if (act.kind === 'proof') return line(text.proof(act.names), 'eye-off', 'info')
  if (act.kind === 'ended-others') return line(text.endedOthers, 'ban')
  if (act.kind === 'nothing-to-clear') return line(text.nothingToClear, 'info')
  return state === 'live' || state === 'hidden' ? sessionNews(story) : null
}

function sessionNews({ act, recovered, lifetime, revocable, ...story }: Story): Narration | null {
  if (act.kind === 'saved') return line(savedText(story), 'stamp')
  if (act.kind === 'removed') return line(text.removed(act.name), 'stamp')
  if (act.kind === 'kept')
    return line(act.permanent ? text.keptFor(formatLifetime(lifetime)) : text.keptUntilClose, 'stamp')
  if (act.kind === 'renewed') return line(text.renewed, 'stamp')
  if (act.kind === 'put-back') return line(text.putBack, 'stamp')
  if (act.kind === 'replayed') return line(text.replayed, 'copy', 'time', revocable ? 'revoke' : 'make-revocable')
  return recovered ? line(text.back, 'info') : null
}

function savedText({ onServer, visibility }: Pick<Story, 'onServer' | 'visibility'>): readonly [string, string] {
  if (onServer) return text.savedOnServer
  return visibility === 'hidden' ? text.savedHidden : text.saved
}

/** A change of how sessions are kept; where there is none yet, it is about the next one. */
function settingNews({ patch, pending }: Extract<Act, { kind: 'set' }>, { lifetime, state }: Story): Narration | null {
  const told = text.set
  const say = ([lead, rest]: readonly [string, string], icon: NarratorIcon, action: NarratorAction | null = null) =>
    line(pending ? [told.next(lead), rest] : [lead, rest], icon, 'info', action)
  if (patch.visibility) {
    return say(told.visibility[patch.visibility], 'eye-off', state === 'hidden' ? 'proof' : null)
  }
  if (patch.mode) return say(told.mode[patch.mode], patch.mode === 'server' ? 'server' : 'cookie')
  if (patch.lifetime) return say(told.lifetime(formatLifetime(lifetime)), 'timer')
  if (patch.key) return say(told.key[patch.key], 'key')
  if (patch.revocable !== undefined) return say(patch.revocable ? told.revocable : told.notRevocable, 'ban')
  return null
}

function quiet(story: Story): Narration {
  const { state, deletedHere, cleared, ending, lostHere, onServer, revocable, visibility } = story
  const replay = story.hasCopy ? 'replay' : null
  if (state === 'checking') return line(text.checking, 'cookie')
  if (state === 'other-tab') return line(text.otherTab, 'tab', 'info')
  if (state === 'asleep') return line(text.asleep, 'timer', 'time')
  if (state === 'tabs-closed' && ending !== null) return line(text.tabsClosed[ending], 'tab', 'time')
  if (state === 'hidden') return line(text.hidden, 'eye-off', 'info', 'proof')
  if (state === 'unreadable') return line(text.unreadable, 'info', 'time')
  if (state === 'live' && visibility === 'split') return line(text.liveSplit, 'eye-off')
  if (state === 'live') return line(onServer ? text.liveOnServer : text.live, 'stamp')
  if (state === 'empty') return line(text.empty, 'cookie')
  if (deletedHere && visibility === 'split') return line(text.deletedSplit, 'info', 'time', replay)
  if (deletedHere) return line(onServer ? text.deletedId : text.deleted, 'info', 'time', replay)
  if (cleared) return line(revocable ? text.clearedAll : text.cleared, 'info', 'time', replay)
  return line(lostHere ? text.closedElsewhere : text.goneElsewhere, 'info', 'time')
}

/** The marks at which the narrator speaks, so that a countdown does not flood a screen reader. */
export function spokenMark(left: number): number {
  if (left <= 10) return 10
  return left <= 30 ? 30 : 60
}
