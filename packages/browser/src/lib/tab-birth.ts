const answerTime = 400
// Who says that nobody else is there ends the session of all: a page that is busy gets more time to answer.
const patience = 1000

/**
 * How this document came to have what its tab's sessionStorage holds:
 *
 * - `fresh`: the tab held no key
 * - `same`: the document before it in this tab left in order, or went without a trace that says otherwise
 * - `copy`: the storage was copied from a tab that is still open: a duplicated tab, `window.open`
 * - `restored`: the browser brought back a tab whose document never left: after a crash or a quit of the browser
 * - `revived`: this tab's document died under it and was loaded again: discarded by the browser, or crashed and reloaded
 */
export type TabBirth = 'fresh' | 'same' | 'copy' | 'restored' | 'revived'

/** What the tabs of one name tell each other, besides looking for the holder of a key. */
export type TabNews = 'opened' | 'ended'

/** What a tab's sessionStorage holds for this name; `open` as long as the document that holds the key has not left. */
export interface TabRecord {
  readonly tab: string
  readonly open: boolean
  /** The tab was restored, and the server has not answered yet: whatever is loaded in it until then is no better. */
  readonly restored?: true
}

/** What deciding a birth needs of a browser, and no more. */
export interface TabBirthBrowser {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** `undefined`: nobody is asked, and nobody answers. */
  readonly openChannel: ((name: string) => TabBirthChannel) | undefined
  readonly navigation: NavigationTimingType | undefined
  /** `document.wasDiscarded`, Chromium's alone. */
  readonly wasDiscarded: boolean
}

export interface TabBirthChannel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  close(): void
}

export interface TabKeeper {
  /** The tab's key, as far as this document knows it. */
  readonly tab: string | undefined
  /** Whether this document may speak for that key: it answers for it, and says in the record that it left. */
  readonly held: boolean
  /** Whether no document of any tab answered when this one found itself `restored`: the browser itself had ended. */
  readonly alone: boolean
  /**
   * Decides how this document came to be; takes 400 ms where the record says that another document may hold the key,
   * and a second where it seems to be `restored` and nobody is there. Once.
   */
  decide(): Promise<TabBirth>
  /** This document holds this key from now on. */
  hold(tab: string): void
  /** The key turned out to be another document's. */
  cede(): void
  /** The key is worth nothing any more. */
  drop(): void
  /** Marks the record as left. In Firefox what `pagehide` stores is often lost, so before the unload too. */
  leave(): void
  /** On `pagehide`: closes the channel, which would cost the back/forward cache, and marks the record as left. */
  hide(): void
  /** On a persisted `pageshow`: takes up what the tab holds now; `undefined` where the birth is not decided yet. */
  show(): TabBirth | undefined
  tell(news: TabNews): void
}

/** `pong`: the one who holds that key; `here`: one who holds another. */
type TabMessage = { readonly type: 'ping' | 'pong'; readonly tab: string } | { readonly type: 'here' | TabNews }

/** Owns the record `<name>-tab` in this tab's sessionStorage and the BroadcastChannel of the same name. */
export function createTabKeeper(browser: TabBirthBrowser, name: string, heard: (news: TabNews) => void): TabKeeper {
  const { storage, openChannel, navigation, wasDiscarded } = browser
  const key = `${name}-tab`
  let tab: string | undefined
  let held = false
  let hidden = false
  let decided = false
  let alone = false
  let heardOther = false
  let answered: (() => void) | undefined
  let channel = listen()

  function listen(): TabBirthChannel | undefined {
    const opened = openChannel?.(key)
    opened?.addEventListener('message', ({ data }) => receive(parseTabMessage(data)))
    return opened
  }

  function receive(message: TabMessage | undefined): void {
    if (!message) return
    if (message.type === 'ping') {
      if (held && tab !== undefined) say(message.tab === tab ? { type: 'pong', tab } : { type: 'here' })
    } else if (message.type === 'pong') {
      if (message.tab === tab) answered?.()
    } else if (message.type === 'here') heardOther = true
    else heard(message.type)
  }

  function say(message: TabMessage): void {
    if (!hidden) channel?.postMessage(message)
  }

  function read(): TabRecord | undefined {
    return parseTabRecord(storage.getItem(key))
  }

  function hold(mine: string, open = !hidden): void {
    tab = mine
    held = true
    write({ tab, open })
  }

  function write(record: TabRecord): void {
    try {
      storage.setItem(key, JSON.stringify(record))
    } catch {
      // A full storage: the key lives as long as the document.
    }
  }

  function leave(): void {
    if (held && tab !== undefined) hold(tab, false)
  }

  function drop(): void {
    tab = undefined
    held = false
    storage.removeItem(key)
  }

  async function decide(): Promise<TabBirth> {
    tab = read()?.tab
    const copied = read()?.open === true && (await isHeldElsewhere())
    // Read again: this tab's document before, slow to leave, may have left only now.
    const record = read()
    tab = record?.tab
    decided = true
    if (!record) return 'fresh'
    const birth = record.open ? (record.restored && !copied ? 'restored' : birthOfOpen(copied)) : 'same'
    // It is noted first, so that a reload without the server cannot turn what was restored into `revived`.
    if (birth === 'restored') {
      write({ tab: record.tab, open: true, restored: true })
      alone = await isAlone()
    } else if (birth !== 'copy') hold(record.tab)
    return birth
  }

  function birthOfOpen(copied: boolean): TabBirth {
    if (copied) return 'copy'
    if (wasDiscarded || navigation === 'reload') return 'revived'
    return navigation === 'back_forward' ? 'restored' : 'same'
  }

  function isHeldElsewhere(): Promise<boolean> {
    if (!channel || tab === undefined) return Promise.resolve(false)
    say({ type: 'ping', tab })
    return new Promise((resolve) => {
      const stop = inPieces(answerTime, () => resolve(false))
      answered = () => {
        stop()
        resolve(true)
      }
    })
  }

  async function isAlone(): Promise<boolean> {
    if (channel && !heardOther) await new Promise<void>((resolve) => inPieces(patience - answerTime, resolve))
    return channel !== undefined && !heardOther
  }

  return {
    get tab() {
      return tab
    },
    get held() {
      return held
    },
    get alone() {
      return alone
    },
    decide,
    hold,
    drop,
    tell: (type) => say({ type }),

    cede() {
      held = false
    },

    leave,

    hide() {
      channel?.close()
      hidden = true
      leave()
    },

    show() {
      hidden = false
      channel = listen()
      if (!decided) return undefined
      // While this document was cached, another one of the same tab may have been given another key, or lost it.
      const record = read()
      tab = record?.tab
      held = false
      if (tab === undefined) return 'fresh'
      if (record?.restored) return 'restored'
      hold(tab)
      return 'same'
    }
  }
}

/** `undefined` for whatever this package has not written. */
export function parseTabRecord(text: string | null): TabRecord | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    if (!isObject(value)) return undefined
    const { tab, open, restored } = value
    if (!isTabKey(tab) || typeof open !== 'boolean') return undefined
    return restored === true ? { tab, open, restored } : { tab, open }
  } catch {
    return undefined
  }
}

function parseTabMessage(value: unknown): TabMessage | undefined {
  if (!isObject(value)) return undefined
  const { type, tab } = value
  if (type === 'opened' || type === 'ended' || type === 'here') return { type }
  return (type === 'ping' || type === 'pong') && isTabKey(tab) ? { type, tab } : undefined
}

/** A tab's key as the server mints it: 128 random bits in base64url. */
export function isTabKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{22}$/.test(value)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** How often a wait is taken up again. */
const PIECES = 4

/**
 * A duplicate may share its thread with the tab that it asks: while the page renders, no answer comes, and that time
 * counts as one piece at most.
 *
 * @param ms milliseconds of a thread that has time
 * @returns ends the wait
 */
function inPieces(ms: number, done: () => void): () => void {
  let left = PIECES
  let timer: ReturnType<typeof setTimeout> | undefined
  function next(): void {
    if (left-- === 0) done()
    else timer = setTimeout(next, ms / PIECES)
  }
  next()
  return () => clearTimeout(timer)
}
