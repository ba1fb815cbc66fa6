import { formatNumber } from '../logic/format.ts'

type Pair = readonly [lead: string, rest: string]

/** Text to show as code, whatever is in it. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\\]/g, '\\$&')}\``
}

function pair(lead: string, rest: string): Pair {
  return [lead, rest]
}

/**
 * Every sentence on the Live screen. Text between backticks is shown as code. A second language is another object of the same type.
 */
const english = {
  title: 'See where a session lives, and what ends it',

  missingPart: 'This part could not be loaded. Reload the page once the server answers again.',

  steps: {
    label: 'Try this',
    done: '(done)',
    hide: 'Hide these steps',
    show: 'Show five things to try',
    save: 'Save a string',
    read: 'Read it in the cookie',
    change: 'Change a byte',
    delete: 'Delete it',
    close: 'Close a tab'
  },

  narrator: {
    checking: pair('Asking the server…', ''),
    empty: pair('There is no session yet.', 'Save a string: the server signs it and hands it back as a cookie.'),
    live: pair(
      'Your session is in this cookie.',
      'Anyone can read it. Nobody can change it without breaking the signature.'
    ),
    liveOnServer: pair('Your session is on the server.', 'The cookie only names it, and nobody can change that.'),
    liveSplit: pair(
      'JavaScript can read this cookie, but not its signature.',
      'The signature is in a second cookie, which is HttpOnly: a script that steals what it sees has no working copy.'
    ),
    saved: pair(
      'Saved. The server signed your strings and your browser holds them now.',
      'Anyone can read this cookie. Nobody can change it without breaking the signature.'
    ),
    savedHidden: pair(
      'Saved. The server signed your strings, and JavaScript cannot see the cookie.',
      'The browser holds it all the same, and sends it with every request.'
    ),
    savedOnServer: pair(
      'Saved. The server keeps your strings; the cookie only names them.',
      'Whoever holds the cookie still has the session, but not a word of what is in it.'
    ),
    removed: (name: string) =>
      pair(`Removed ${code(name)}.`, 'The server signed what is left, and your browser holds that now.'),
    keptFor: (lifetime: string) =>
      pair(
        `Kept for ${lifetime}.`,
        'The cookie carries a date now: it stays when the browser closes, and every request starts the clock again.'
      ),
    keptUntilClose: pair(
      'Kept until the browser closes.',
      'The cookie carries no date now. Restoring the browser’s last session can bring it back; the server’s own limit still ends it.'
    ),
    renewed: pair('Kept alive.', 'The server signed it again, so both clocks start over.'),
    putBack: pair(
      'The byte is back, and the signature fits again.',
      'The server never changed its mind: it only checks what it is shown.'
    ),
    back: pair('The server answers again.', 'It read your session from the cookie, as if nothing had happened.'),
    tampered: pair(
      'You changed one byte. The server refused the whole cookie.',
      'It did not read a single value from it.'
    ),
    refused: pair(
      'The signature does not fit. The server refused the whole cookie.',
      'It was changed, the server’s key was, or another server on this host wrote it. Saving a string starts over; deleting it ends it.'
    ),
    ended: pair(
      'This session was ended. The server refuses the cookie and every copy of it.',
      'Its signature still fits, but the server knows that it is over. Saving a string starts over; deleting it ends it here, too.'
    ),
    deleted: pair(
      'The cookie is gone, and so is your session.',
      'The server kept nothing, so it cannot bring it back. Someone who copied the cookie still can.'
    ),
    deletedId: pair(
      'The cookie is gone. Your strings are still on the server.',
      'Only the id was deleted here. Whoever has a copy of the cookie still has the session, until the server ends it.'
    ),
    replayed: pair('The copy works.', 'To the server, a copy is the cookie: deleting yours does not end it.'),
    copyRefused: pair(
      'The copy is refused: its session was ended.',
      'The signature still fits, and the server knows that it is over.'
    ),
    copyBroken: pair(
      'The copy is refused: its signature does not fit.',
      'It was signed with a key that the server holds no more, or something in it was changed.'
    ),
    copyHalf: pair(
      'The copy is refused: it is only half of a session.',
      'JavaScript saw the readable cookie alone. Its signature was in the other one, and a script cannot take that.'
    ),
    copyDropped: pair('Dropped that copy.', 'This page has it no more.'),
    nothingToRevoke: pair(
      'There is nothing on the server’s list to revoke.',
      'A copy of a session that it never noted goes on working until its signature is too old.'
    ),
    deletedSplit: pair(
      'The cookie is gone, and so is your session.',
      'A script could have copied the readable half only, and that is no session.'
    ),
    replayBlocked: pair(
      'The browser did not let JavaScript write the copy.',
      'An HttpOnly cookie of that name is in the way: only the server can replace it. Clear the session first.'
    ),
    revoked: pair(
      'Revoked, with every copy of it.',
      'The server remembers that this session is over, until its signature would be too old anyway.'
    ),
    endedOthers: pair('Ended.', 'Wherever a cookie of it still is, the server refuses it from now on.'),
    keyRefuses: pair(
      'The server’s keys are others now. It refuses every cookie signed with a key that it no longer holds.',
      'That ends all sessions at once. Adding a key, and keeping the old one to check with, ends none.'
    ),
    proof: (names: readonly string[]) =>
      pair(
        names.length === 0
          ? '`document.cookie` is empty.'
          : `\`document.cookie\` has ${names.map(code).join(', ')}, and no session.`,
        'The server has just read one from this very browser, which sends what JavaScript cannot see.'
      ),
    linkWaits: pair(
      'This link sets up another session.',
      'The one that is here would end, and your settings would be those of a new visitor. Nothing has been changed yet.'
    ),
    copyKept: pair(
      'Kept a copy.',
      'Whoever has one has your session. Delete the cookie, then send the copy back to see it.'
    ),
    set: {
      next: (lead: string) => `From your next session on: ${lead.charAt(0).toLowerCase()}${lead.slice(1)}`,
      visibility: {
        readable: pair(
          'JavaScript can read and delete this cookie.',
          'So can any script that gets into the page: that is what HttpOnly is against.'
        ),
        split: pair(
          'JavaScript can read and delete this cookie, but not steal it.',
          'The signature went into a second cookie, which is HttpOnly.'
        ),
        hidden: pair(
          'JavaScript can no longer see this cookie.',
          'The browser still sends it. Only the server can end it now.'
        )
      },
      mode: {
        cookie: pair('Your strings are in the cookie now.', 'The server forgot them: it reads them from each request.'),
        server: pair(
          'The cookie is only an id now.',
          'Your strings are on the server. End the session there and every copy of the cookie is worth nothing.'
        )
      },
      lifetime: (lifetime: string) =>
        pair(
          `The server refuses signatures older than ${lifetime}.`,
          'A cookie that is kept for as long gets that date, too.'
        ),
      key: {
        first: pair('The server signs with its first key again.', 'It checks with that one alone.'),
        added: pair(
          'The server signs with a new key, and still checks with the old one.',
          'Nobody is signed out: each cookie gets the new signature when it is written next.'
        ),
        replaced: pair('The server has another key now.', 'It refuses every cookie signed before.')
      },
      revocable: pair(
        'This session can be revoked now, with every copy of it.',
        'It notes an id for it. Copies made before have none, and go on working until they are too old.'
      ),
      notRevocable: pair(
        'This session can no longer be revoked: the server keeps nothing about it.',
        'So it cannot end a copy: that works until its signature is too old.'
      )
    },
    clearedAll: pair(
      'The server ended your session, for every copy of it.',
      'It remembers that the session is over, and your browser dropped the cookie.'
    ),
    cleared: pair(
      'The server cleared your session.',
      'It answered with a cookie that had already expired, so your browser dropped it. A copy made before would still work.'
    ),
    nothingToClear: pair('There was no session to clear.', 'The server saw none, and sent nothing back to end one.'),
    goneElsewhere: pair(
      'The cookie is gone, and so is your session.',
      'Something outside this page removed it: another tab, or the browser itself.'
    ),
    expiring: (seconds: number) =>
      pair(
        `${seconds} seconds left.`,
        'When the fuse ends, the browser drops the cookie and the server would refuse it anyway.'
      ),
    expiringServer: (seconds: number) =>
      pair(
        `${seconds} seconds left.`,
        'When the fuse ends, the server will refuse it; the browser still holds it until it closes.'
      ),
    expired: pair('Time is up.', 'The browser dropped the cookie; the server would have refused it too.'),
    tooOld: pair(
      'Time is up.',
      'The signature is too old, so the server refuses the cookie. The browser still holds it.'
    ),
    offline: pair('The server is not answering.', 'You can still read and delete the cookie: it lives here.'),
    offlineDeleted: pair('The cookie is gone, without the server.', 'It lived here, so deleting it needed no answer.'),
    offlineEmpty: pair('The server is not answering.', 'There is no cookie here; saving a string needs the server.'),
    offlineNotSaved: pair('The server is not answering, so nothing was saved.', 'Your text is still in the form.'),
    failing: pair(
      'The server answers, but only with errors.',
      'You can still read and delete the cookie: it lives here.'
    ),
    failingEmpty: pair(
      'The server answers, but only with errors.',
      'There is no cookie here; saving a string needs the server.'
    ),
    serverError: pair('The server could not answer that.', 'Your cookie is as it was.'),
    tooBig: (limit: number, bytes: number) =>
      pair(
        'That is too much for a cookie.',
        `${formatNumber(limit)} bytes is the limit; yours would be ${formatNumber(bytes)}. Nothing was changed.`
      ),
    blocked: pair('This browser refuses cookies here.', 'Allow them for this site, then reload.'),
    unreadable: pair(
      'This cookie cannot be read here.',
      'Its payload is not JSON this page can decode. The server may still understand it.'
    ),
    hidden: pair(
      'JavaScript cannot see this cookie.',
      'It is HttpOnly, or set for another path. The browser still sends it; only the server can end it.'
    ),
    deleteHttpOnly: pair(
      'JavaScript could not delete this cookie: it is HttpOnly.',
      'Only the server can end it. Use “Clear session”.'
    ),
    removedLast: (name: string) =>
      pair(
        `You removed ${code(name)}, the last one.`,
        'A session with nothing in it is none: the server ended it and dropped the cookie.'
      ),
    howToClose: pair('Open this page in a second tab with +, then close that tab.', 'This one sees it go.'),
    deleteFailed: {
      absent: pair('There was nothing to delete.', 'JavaScript sees no cookie here.'),
      hidden: pair(
        'JavaScript could not delete this cookie: it is HttpOnly, or set for another path.',
        'Only the server can end it. Use “Clear session”.'
      ),
      'other-path-or-domain': pair(
        'The cookie is still there.',
        'It was set with another path or domain, and a deletion must name the same ones. Use “Clear session”.'
      )
    },
    copied: pair(
      'Copied.',
      'Whoever has this text has your session until the signature is too old. Deleting yours does not end the copy.'
    ),
    exchangeCopied: pair('Copied.', 'A cookie in it is cut short, so it is nobody’s session.'),
    copyFailed: pair('The browser did not allow copying.', 'It is selected: press Ctrl+C, or ⌘C on a Mac.'),
    tabClosing: (number: number) =>
      pair(
        `Tab ${number} closed, and its sessionStorage with it.`,
        'The server waits a little in case it comes back, as it does after a reload.'
      ),
    tabClosed: (number: number, left: number, holdsCookie: boolean) =>
      pair(
        `Tab ${number} closed, and its sessionStorage with it.`,
        `${left === 1 ? 'This is the last one open.' : `${left} tabs are open.`} ${holdsCookie ? 'The cookie belongs to all of them, so it stays.' : ''}`.trim()
      ),
    bound: {
      browser: pair(
        'This session ends with its cookie again.',
        'Closing a tab deletes nothing, and a copy of the cookie goes on working.'
      ),
      'last-tab': pair(
        'This session ends with its last tab now.',
        'The server counts its open tabs. A copy of the cookie ends with them, unless it was made before this.'
      ),
      tab: pair(
        'This session ends with this tab now.',
        'Other tabs have the cookie, but not the key of this tab: to them the server reads nothing.'
      )
    },
    boundNext: {
      browser: pair('The next session ends with its cookie.', 'Closing a tab deletes nothing.'),
      'last-tab': pair('The next session ends with its last tab.', 'It begins with the string that you save.'),
      tab: pair('The next session ends with the tab that begins it.', 'Save a string here, and that is this tab.')
    },
    tabLetGo: (number: number, left: number, took: string) =>
      pair(
        `Tab ${number} closed; the server let it go after ${took}.`,
        left === 1 ? 'This is the last one open: the session ends with it.' : `${left} tabs are open.`
      ),
    sessionLetGo: (number: number, took: string) =>
      pair(
        `Tab ${number} closed; the server let it go after ${took}, and the session with it.`,
        'Its cookie is deleted, and a copy of it is refused.'
      ),
    tabsClosed: {
      reopened: pair(
        'This tab was closed and opened again: its session had ended.',
        'The browser brought the tab back, and the server had let it go. A tab that stays away too long counts as closed.'
      ),
      'new-tab': pair(
        'The session that was here ended with its tabs.',
        'The server let it go when they had closed. A copy of its cookie is refused, too.'
      )
    },
    closedElsewhere: pair(
      'This session has ended, for all of its tabs.',
      'Another tab ended it, or the server had not heard of this one for too long.'
    ),
    otherTab: pair(
      'This session belongs to another tab.',
      'The cookie came from here, too, but not the key of that tab. Saving a string here starts another session in its place.'
    ),
    asleep: pair(
      'This session is asleep.',
      'The server has heard of none of its tabs for longer than their lease. It counts again once one of them is back.'
    ),
    trying: (seconds: number) => `Trying again in ${seconds} s.`,
    tryingNow: 'Trying again…',
    ticking: (seconds: number) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'} left.`,
    actions: {
      'put-back': 'Put it back',
      'keep-alive': 'Keep it alive',
      'try-now': 'Try now',
      replay: 'Send the copy back',
      revoke: 'Revoke every copy',
      'make-revocable': 'Make it revocable',
      'keep-on-server': 'Keep it on the server',
      proof: 'Show me proof',
      'set-up': 'Set it up'
    }
  },

  tabs: {
    browser: 'Your browser',
    label: 'Tabs with this page',
    self: 'This tab',
    other: (number: number) => `Tab ${number}`,
    closed: (ago: string) => `closed ${ago}`,
    letGo: (took: string) => `closed, let go after ${took}`,
    sessionLetGo: (took: string) => `closed, ended the session after ${took}`,
    open: 'Open this page in a new tab'
  },

  strings: {
    title: 'Your strings',
    keeping: 'How they are kept',
    name: 'Name',
    type: 'Type',
    value: 'Value',
    types: {
      string: 'Text',
      number: 'Number',
      boolean: 'Yes or no',
      date: 'Date (UTC)',
      bytes: 'Bytes',
      list: 'List',
      point: 'Point (own)'
    },
    examples: {
      string: 'hello',
      number: '42',
      boolean: 'true',
      date: '2026-12-24 18:00',
      bytes: '01 02 ff',
      list: '[1, "two"]',
      point: '3, 4'
    },
    typeOf: {
      string: 'text',
      number: 'number',
      boolean: 'yes or no',
      null: 'nothing',
      list: 'list',
      object: 'object',
      date: 'date',
      bytes: 'bytes',
      tuple: 'tuple',
      uuid: 'UUID',
      markup: 'Markup',
      point: 'own type',
      tagged: 'own type'
    },
    save: 'Save',
    saved: 'Strings the server reads',
    remove: (name: string) => `Remove ${name}`,
    none: 'There is no session now. Press Save to start one.',
    noneRead: 'The server sees none of your strings.',
    noneLeft: 'The session is there, with no strings in it.',
    unknown: 'Waiting for the server to say what it reads.',
    errors: {
      nameEmpty: 'Name is empty. Try `string`.',
      nameReserved: 'Names that begin with `_` belong to the server. Try one without it.',
      nameTooLong: (length: number) => `Name has ${length} characters; 64 fit. Make it shorter.`,
      valueTooLong: (length: number) => `Value has ${formatNumber(length)} characters; 3,000 fit. Make it shorter.`,
      typed: {
        'not-a-number': 'That is no number. Try `42` or `3.14`.',
        'not-a-boolean': 'Write `true` or `false`.',
        'not-a-date': 'Write a date such as `2026-12-24`, or with a time: `2026-12-24 18:00` (UTC).',
        'not-bytes': 'Write pairs of hexadecimal digits, such as `01 02 ff`.',
        'not-a-list': 'Write a list as JSON: `[1, "two", true]`.',
        'not-a-point': 'Write two numbers, such as `3, 4`.'
      },
      tooBig: (bytes: number, limit: number) =>
        `The cookie would be ${formatNumber(bytes)} bytes; ${formatNumber(limit)} fit. Save a shorter value, or remove a string.`,
      refused: 'The server did not take this. Try another name or value.'
    }
  },

  keepFor: {
    label: 'Keep for',
    untilClose: 'Until the browser closes',
    sliding: 'Each request starts the clock again',
    fixed: (lifetime: string) => `The server still refuses it ${lifetime} after the last change`,
    next: 'For the session you start next'
  },

  mode: { label: 'Where the session is kept', cookie: 'In the cookie', server: 'On the server' },

  visibility: {
    label: 'JavaScript can',
    choices: { readable: 'Read it', split: 'Read, not steal', hidden: 'Not see it' },
    notes: {
      readable:
        'Not HttpOnly, so that this page can show and delete it. Flask and most others hide it unless told otherwise.',
      split: 'The payload is readable, the signature is a second cookie, HttpOnly: a script has no working copy.',
      hidden: 'HttpOnly: the page can neither read nor delete it. The browser still sends it.'
    }
  },

  endsWith: {
    label: 'This session ends with',
    next: 'The next session ends with',
    choices: { browser: 'Its cookie', 'last-tab': 'The last tab', tab: 'This tab' },
    notes: {
      browser: 'Closing a tab deletes nothing: the cookie, and every copy of it, goes on working.',
      'last-tab':
        'The server agrees: a copy of the cookie is refused once the last tab has closed. A crash says nothing, so it is noticed only when the lease runs out.',
      tab: 'The server agrees: without the key of this tab, or of a duplicate of it, the cookie is refused. A crash is noticed only when the lease runs out.'
    },
    times: (grace: string, lease: string) => `Grace ${grace} after a close, lease ${lease}.`,
    unsupported: 'This page has no sessionStorage of its own here, so its tab cannot hold a session.',
    lease: (mark: string) => `Tab ${code(mark)}: the server counts on it for`,
    more: (left: string) => `${left} more`
  },

  tabStorage: {
    title: 'This tab’s sessionStorage',
    gone: 'Gone when this tab closes, unless the browser reopens it. Each tab has its own.',
    back: 'Duplicating a tab copies it, too: no security control.',
    copied: 'This tab began as a copy of another, so it had the same mark at first.'
  },

  cookie: {
    title: 'Your cookie',
    none: 'no cookie',
    meta: (bytes: number, limit: number, sameSite: string | null, path: string | null) =>
      [`${formatNumber(bytes)} B of ${formatNumber(limit)}`, sameSite, path && `Path ${path}`]
        .filter(Boolean)
        .join(' · '),
    hiddenMeta: 'hidden from JavaScript',
    httpOnlyMeta: (bytes: number, sameSite: string, path: string) =>
      `${formatNumber(bytes)} B · HttpOnly · ${sameSite} · Path ${path}`,
    empty: pair('No cookie yet', 'It appears here the moment the server sends one.'),
    blocked: pair('No cookie', 'The browser refuses to keep any for this site.'),
    deleted: (ago: string) => `Deleted ${ago}`,
    gone: (ago: string) => `Disappeared ${ago}`,
    goneNow: '`document.cookie` holds no session now.',
    expired: (time: string) => `Ran out at ${time}`,
    left: 'left',
    timeLeft: 'Time left',
    until: (date: string) => `until ${date}`,
    untilClose: 'when the browser closes',
    browserClock: 'Browser: drops it',
    serverClock: 'Server: refuses it after',
    raw: 'The cookie as it is',
    copy: 'Copy the cookie',
    payload: 'Payload',
    timestamp: 'Timestamp',
    signature: 'Signature',
    payloadWhy: 'Anyone can read it',
    timestampWhy: 'Nobody can change it',
    signatureWhy: 'Only the server can make it',
    serverNote: (names: readonly string[]) =>
      `${names.map(code).join(' and ')} ${names.length === 1 ? 'was' : 'were'} set by the server.`,
    signedAt: (moment: string, ago: string) => `Signed ${moment}, ${ago}`,
    noTimestamp: 'No time can be read here',
    unreadable: {
      missing: 'There is no payload.',
      'not-base64url': 'Not base64url, so nothing can be decoded.',
      'not-utf8': 'The bytes are not text.',
      'not-json': 'The text is not JSON.',
      'not-zlib': 'Marked as compressed, yet it does not decompress.',
      'too-large': 'Too large to decompress here.'
    },
    reading: 'Decompressing…',
    verdicts: { holds: 'Holds', broken: 'Broken', 'too-old': 'Too old', unchecked: 'Not checked' },
    notEncrypted: 'Signed, not encrypted: anyone who holds this cookie can read it.',
    delete: 'Delete with JavaScript',
    tryDelete: 'Try to delete with JavaScript',
    change: 'Change a byte',
    pick: 'Choose the byte',
    putBack: 'Put the byte back',
    inspect: 'Inspect',
    inspectThis: 'Inspect this cookie',
    clear: 'Clear from the server',
    nearlyFull: 'Nearly full: a cookie holds no more.',
    deleteRuns: 'Delete runs',
    hiddenValue: 'document.cookie → ""',
    hiddenPayload: 'Hidden from this page. The server reads',
    hiddenId: 'Hidden from this page. It holds only the id of the session.'
  },

  copies: {
    title: 'Copies you kept',
    note: 'A copy is a working session. Send one back after you delete the cookie. They are in the memory of this page alone.',
    none: 'A copy is a working session. Keep one, delete the cookie, and send the copy back.',
    keep: 'Keep a copy',
    revocable: 'can be revoked',
    notRevocable: 'cannot be revoked',
    send: 'Send this copy',
    sendOf: (time: string) => `Send this copy, of ${time}`,
    drop: (time: string) => `Drop the copy of ${time}`
  },

  wire: {
    label: 'The wire',
    cookie: 'Cookie: session=…',
    noCookie: 'no cookie',
    setCookie: 'Set-Cookie',
    noAnswer: 'no answer',
    asking: 'asking…',
    sent: 'sent',
    changedNothing: 'nothing changed',
    oneByteChanged: 'one byte changed',
    newlySigned: 'newly signed',
    signedAgain: 'signed again',
    alreadyExpired: 'already expired',
    cookieIgnored: 'cookie ignored',
    cookieUnchanged: 'cookie unchanged',
    onlyId: 'only an id',
    setHidden: 'Set-Cookie; HttpOnly',
    setTwo: 'Set-Cookie, twice',
    noSession: 'no session',
    outWord: 'To the server:',
    backWord: 'Back to the browser:'
  },

  server: {
    title: 'The server',
    checked: (time: string) => `checked ${time}`,
    notAsked: 'not asked yet',
    offline: 'offline',
    verdicts: {
      checking: pair('Checking…', 'It reads the cookie and nothing else.'),
      holds: pair('The signature holds', 'So it trusts what it read:'),
      looksUp: pair('The signature holds', 'It looked up what the id names:'),
      signed: pair('The signature holds', 'It has just signed this:'),
      broken: pair('The signature is broken', 'So it reads nothing and starts over.'),
      otherKey: pair('Signed with another key', 'So it reads nothing and starts over.'),
      tabsClosed: pair('Its tabs are closed', 'So it reads nothing and has the cookie deleted.'),
      asleep: pair('Its tabs are asleep', 'So it reads nothing until one of them is back.'),
      otherTab: pair('Sent by another tab', 'So it reads nothing, and lets the cookie be.'),
      ended: pair('This session was ended', 'The signature holds, yet it reads nothing and starts over.'),
      missing: pair('The signature did not come', 'So it reads nothing and starts over.'),
      tooLong: pair('The session has lasted too long', 'So it reads nothing and starts over.'),
      tooOld: pair('The signature is too old', 'So it reads nothing and starts over.'),
      future: pair('Signed in the future', 'So it reads nothing and starts over.'),
      unreadable: pair('The payload makes no sense', 'So it reads nothing and starts over.'),
      none: pair('No cookie came', 'It does not know you.'),
      noneAnyMore: pair('No cookie came', 'It does not know you any more.'),
      cleared: pair('Cleared', 'It told your browser to drop the cookie.')
    },
    noAnswer: 'No answer',
    failing: 'Only an error came',
    lastSeen: (ago: string) => `Last seen ${ago}`,
    neverSeen: 'Not seen since this page opened',
    reads: 'What the server reads',
    remembers: 'Remembers about you',
    nothing: 'Nothing',
    theSession: 'Your session',
    theId: 'An id, to end it by',
    theEnd: 'That it was ended',
    theTabs: 'Its open tabs',
    theSessionAndTabs: 'Your session and its tabs',
    holds: 'Holds',
    keys: (keys: number) => `${keys} ${keys === 1 ? 'key' : 'keys'}, never sent`,
    stops: 'Can it stop a copy?',
    notYet: 'No, until it is too old',
    yes: 'Yes, everywhere',
    withTabs: 'Yes, with its tabs',
    settings: {
      revocable: 'Sessions can be revoked',
      revocableNote: 'Then it remembers which are over: a note for each session.',
      always: 'Always so: what is on the server can be ended there.',
      key: 'Signing key',
      keys: { first: 'The first one', added: 'A new one, old kept', replaced: 'A new one only' }
    },
    ask: 'Ask again',
    clear: 'Clear session'
  }
}

export type Messages = typeof english

export const messages: Messages = english
