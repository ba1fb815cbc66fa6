/** Every sentence of "What happened" and "What survives what". Text between backticks is shown as code. A second language is another object of the same type. */
const english = {
  log: {
    title: 'What happened',
    list: 'Events, the newest first',
    lookHint: 'Press an event to see the page as it was.',
    empty: 'Nothing has happened yet. Save a string, and it begins here.',
    cleared: 'The list is empty. What happens next appears here.',
    nothingFound: 'No event is like that.',
    showAll: 'Show all events',
    count: (shown: number, all: number) =>
      shown === all ? `${all} ${all === 1 ? 'event' : 'events'}` : `${shown} of ${all} events`,
    kindLabel: 'Kind',
    kinds: {
      all: 'All events',
      sessions: 'Sessions',
      values: 'Values',
      tabs: 'Pages and tabs',
      acts: 'Acts and settings',
      server: 'The server’s state'
    },
    actorLabel: 'Who',
    actors: {
      all: 'Everybody',
      you: 'You',
      page: 'This page',
      browser: 'The browser',
      server: 'The server',
      tab: 'Other tabs'
    },
    search: 'Search events',
    pause: 'Pause',
    resume: 'Resume',
    paused: (held: number) =>
      held === 0 ? 'Paused. Nothing came since.' : `Paused. ${held} ${held === 1 ? 'event' : 'events'} came since.`,
    clear: 'Clear',
    file: 'Export or import',
    withValues: 'Include the values',
    withValuesNote: 'Without it the file says which values changed, not what they were.',
    neverCookie: 'The cookie itself and keys are never in it.',
    export: 'Export as JSON',
    fileName: 'clearjar-log.json',
    import: 'Import a file',
    imported: (events: number) => `Imported: ${events} ${events === 1 ? 'event' : 'events'} of a file. Read-only.`,
    backToMine: 'Back to mine',
    faults: {
      'not-json': 'This file is not JSON. Choose one that was exported here.',
      'not-a-log': 'This JSON is no log of events. Choose one that was exported here.',
      'other-version': 'This log was written by another version, which this page cannot read.',
      damaged: 'This log is damaged: some of its events make no sense. Export it again.',
      'too-large': 'This file is too large for a log.'
    }
  },

  who: {
    you: 'You',
    page: 'This page',
    browser: 'Browser',
    server: 'Server',
    tab: 'Another tab',
    tabNumber: (number: string) => `Tab ${number}`
  },

  events: {
    opened: {
      first: 'The page was opened',
      'new-tab': 'The page was opened in a new tab',
      started: 'The page was opened after the browser had quit',
      restored: 'The browser had quit, and brought this tab back',
      reload: 'The page was reloaded',
      duplicate: 'This tab began as a copy of another, with its sessionStorage',
      reopened: 'This tab was brought back, with its sessionStorage',
      'same-tab': 'The page was opened again in this tab'
    },
    began: {
      saved: (session: string) => `Session ${session} began`,
      found: (session: string) => `Session ${session} was there when the page opened`,
      appeared: (session: string) => `Session ${session} appeared: something outside this tab began it`
    },
    changed: {
      saved: 'Saved; the server signed the cookie again',
      removed: 'Removed; the server signed the cookie again',
      elsewhere: 'The values changed outside this tab',
      server: 'The server changed the values'
    },
    read: {
      asked: (names: string) => `The server read ${names}`,
      renewed: (names: string) => `Signed again: both clocks start over. The server read ${names}`,
      nothing: 'a session with nothing in it'
    },
    ended: {
      deleted: (session: string) => `Session ${session} ended: the cookie was deleted with JavaScript`,
      cleared: (session: string) => `Session ${session} ended: the server told the browser to drop the cookie`,
      reset: (session: string) => `Session ${session} ended: everything was reset`,
      vanished: (session: string) => `Session ${session} ended: its cookie disappeared outside this tab`,
      'ran-out': (session: string) => `Session ${session} ended: its time ran out, and the browser dropped the cookie`,
      'too-old': (session: string) => `Session ${session} ended: its signature is too old`,
      refused: (session: string) => `Session ${session} ended: the signature broke, and the cookie was refused`,
      key: (session: string) => `Session ${session} ended: the key changed, and the cookie was refused`,
      revoked: (session: string) => `Session ${session} was revoked: every copy of its cookie is refused`,
      ended: (session: string) => `Session ${session} was ended on the server`,
      'tabs-closed': (session: string) => `Session ${session} ended with its tabs`,
      'other-tab': (session: string) => `Session ${session} belongs to another tab now`,
      asleep: (session: string) => `Session ${session} fell asleep: none of its tabs was heard of`
    },
    back: {
      'put-back': (session: string) => `The byte was put back: session ${session} lives again`,
      replayed: (session: string) => `A copy was sent: session ${session} lives again`,
      appeared: (session: string) => `Session ${session} lives again: its cookie came back outside this tab`,
      awake: (session: string) => `Session ${session} is awake again`,
      key: (session: string) => `The key fits again: session ${session} lives`
    },
    did: {
      'changed-byte': 'One byte of the cookie was changed',
      copied: 'The cookie was copied',
      'copy-kept': 'A copy of the cookie was kept',
      replayed: 'A copy of the cookie was sent',
      revoked: 'Every session of this visitor was ended',
      'ended-others': 'Other sessions of this visitor were ended'
    },
    failed: {
      'delete-failed': 'JavaScript could not delete the cookie',
      'nothing-to-clear': 'There was nothing to clear',
      'too-big': 'Not saved: too much for a cookie',
      'not-saved': 'Not saved: the server did not answer',
      'server-error': 'The server answered with an error of its own',
      'copy-failed': 'The browser did not allow copying',
      'replay-blocked': 'The browser did not let JavaScript write the copy',
      refused: 'The server refused the cookie'
    },
    set: {
      visibility: (to: string) => `Visible to JavaScript: ${to}`,
      mode: (to: string) => `Kept: ${to}`,
      lifetime: (to: string) => `Lifetime: ${to}`,
      revocable: (to: string) => `Can be revoked: ${to}`,
      key: (to: string) => `Key: ${to}`,
      tabs: (to: string) => `Ends with: ${to}`,
      permanent: (to: string) => `Stays when the browser closes: ${to}`
    },
    settings: {
      readable: 'yes',
      hidden: 'no, `HttpOnly`',
      split: 'all but the signature',
      cookie: 'in the cookie',
      server: 'on the server',
      true: 'yes',
      false: 'no',
      first: 'the first one',
      added: 'a new one signs, the old still fits',
      replaced: 'replaced by a new one',
      browser: 'its cookie',
      'last-tab': 'the last tab',
      tab: 'this tab',
      null: 'as the server has it'
    },
    tab: {
      opened: (tab: string) => `${tab} opened`,
      returned: (tab: string) => `${tab} came back`,
      closed: (tab: string, left: string) => `${tab} closed, and its sessionStorage with it; ${left}`,
      'let-go': (tab: string, left: string) => `The server let ${tab} go; ${left}`,
      lastOne: 'this is the last one open',
      open: (left: number) => `${left} are open`
    },
    wire: {
      silent: 'The server does not answer',
      failing: 'The server answers with errors of its own',
      answers: 'The server answers again',
      restarted: 'The server was restarted'
    }
  },

  changes: {
    label: 'What changed',
    added: 'added',
    removed: 'removed',
    changed: 'changed',
    masked: '•••',
    to: 'to'
  },

  lines: {
    reasons: {
      deleted: 'deleted here',
      cleared: 'cleared by the server',
      reset: 'reset',
      vanished: 'disappeared',
      'ran-out': 'ran out',
      'too-old': 'too old',
      refused: 'signature broken',
      key: 'key changed',
      revoked: 'revoked',
      ended: 'ended by the server',
      'tabs-closed': 'tabs closed',
      'other-tab': 'in another tab',
      asleep: 'asleep'
    },
    alive: 'alive',
    sentence: {
      none: 'No session yet.',
      alive: (session: string, from: string) => `Session ${session} is alive since ${from}.`,
      ended: (session: string, from: string, to: string, why: string) =>
        `Session ${session} lived from ${from} to ${to}: ${why}.`
    }
  },

  lookBack: {
    label: 'Looking back',
    at: (time: string) => `You are looking at ${time}.`,
    note: 'Read-only: nothing below acts.',
    earlier: 'Earlier',
    later: 'Later',
    back: 'Back to now'
  },

  survival: {
    title: 'What survives what',
    intro: 'A ring means that you have seen it happen in this browser.',
    happening: 'What happens',
    places: { cookie: 'Cookie', storage: 'sessionStorage', server: 'On the server' },
    rows: {
      reload: 'Reload the page',
      'new-tab': 'Open a new tab',
      duplicate: 'Duplicate the tab',
      close: 'Close this tab',
      reopen: 'Reopen the closed tab',
      quit: 'Quit the browser',
      delete: 'Delete with JavaScript',
      restart: 'Server restarts',
      key: 'Signing key changes',
      lifetime: 'Lifetime passes'
    },
    fates: {
      lives: 'lives',
      dies: 'dies',
      empty: 'starts empty',
      copied: 'copied',
      refused: 'refused',
      dated: 'lives if dated',
      stored: 'lives if stored',
      locked: 'locked out'
    },
    seen: (when: string) => `, seen here at ${when}`,
    otherwise: (fate: string) => `here: ${fate}`,
    notes: [
      'If dated: kept for a time, not only until the browser closes. If stored: on a disk or in a database, not only in memory.',
      'On the server: of a session that is kept there, so that the cookie only names it.'
    ],
    warning:
      '“Reopen closed tab” and “continue where you left off” can bring both back. Closing is not a security control, unless the server agrees: a session that ends with its tabs.',
    progress: (seen: number, all: number) => `${seen} of ${all} seen`,
    forget: 'Forget what I saw'
  }
}

export type HappenedMessages = typeof english

export const happenedMessages: HappenedMessages = english
