import type { CookiePlace } from '../logic/cookie-places.ts'

const places: Readonly<Record<CookiePlace, string>> = {
  payload: 'in the payload',
  timestamp: 'in the timestamp',
  signature: 'in the signature',
  dot: 'between two parts'
}

/** Every sentence of those parts of the Live screen that are loaded after it. A second language is another object of the same type. */
const english = {
  ways: {
    title: 'Five ways to end it',
    hint: 'Try one. Watch what changes above.',
    here: {
      title: 'Delete it here',
      text: 'JavaScript removes the cookie. The server learns nothing, and a copy still works.',
      act: 'Delete it here'
    },
    server: {
      title: 'Ask the server',
      text: 'The server empties the session and sends back a cookie that has already expired. A copy still works, unless the server can end it.',
      act: 'Clear it there'
    },
    tab: {
      title: 'Close the tab',
      text: 'sessionStorage goes with its tab. Bound to its tabs, the session does, too: the server counts them.',
      act: 'Bind it to its tabs',
      open: 'Open a tab to close'
    },
    time: {
      title: 'Let it run out',
      text: 'The server refuses a signature that is too old: 31 days unless it is told otherwise. Watch a short fuse burn down.',
      act: (lifetime: string) => `Set to ${lifetime}`
    },
    revoke: {
      title: 'Revoke it',
      text: 'The only way to stop a stolen copy at once: the server must remember which sessions are over.',
      act: 'Revoke it now',
      first: 'Make it revocable first'
    }
  },

  leases: {
    title: 'Tabs it counts on',
    tab: 'Tab',
    state: 'State',
    left: 'For',
    self: 'this tab',
    states: { open: 'open', leaving: 'leaving', parked: 'away', asleep: 'asleep' },
    hidden: 'hidden',
    over: '—'
  },

  sessions: {
    title: 'Your sessions that still count',
    began: (ago: string) => `began ${ago}`,
    current: 'This one',
    end: 'End it',
    endOthers: (others: number) => `End the ${others} others`
  },

  statusBar: {
    label: 'Session status',
    alive: (left: string | null) => (left === null ? 'Alive' : `Alive · ${left}`),
    none: 'No session',
    broken: 'Signature broken',
    ended: 'Ended',
    tabsClosed: 'Its tabs closed',
    otherTab: 'In another tab',
    asleep: 'Asleep',
    expired: 'Too old',
    offline: 'No answer',
    hidden: 'Alive, hidden',
    unreadable: 'Unreadable',
    checking: 'Checking…',
    blocked: 'Cookies blocked',
    delete: 'Delete',
    putBack: 'Put it back',
    start: 'Start one',
    clear: 'Clear'
  },

  exchange: {
    title: 'Raw request and response',
    noRequest: 'No request yet.',
    none: '(none)',
    noResponse: '(no answer)',
    waiting: '(waiting)',
    copy: 'Copy both'
  },

  bytePicker: {
    label: 'Which byte to change',
    place: (at: number, length: number) => `Byte ${at} of ${length}`,
    letter: (letter: string, part: CookiePlace) => `“${letter}”, ${places[part]}`,
    change: (from: string, to: string) => `Change “${from}” to “${to}”`,
    note: 'The signature is over every character before it. There is none that does not matter.'
  },

  attributes: {
    title: 'What the browser keeps with it',
    note: 'JavaScript sees none of this. It is what the server sent, and what this page wrote itself.',
    domain: 'Domain',
    thisHost: 'none: this host alone',
    path: 'Path',
    sameSite: 'SameSite',
    secure: 'Secure',
    isSecure: 'yes: over https alone',
    notSecure: 'no: over http too',
    httpOnly: 'HttpOnly',
    isHttpOnly: 'yes',
    notHttpOnly: 'no: scripts can read it',
    half: 'for the signature alone',
    expires: 'Expires',
    untilClose: 'no date: it goes with the browser',
    cap: 'A browser that follows RFC 6265bis keeps no cookie for more than 400 days, whatever its date says.'
  },

  seenAndSent: {
    seen: 'JavaScript sees',
    sent: 'The browser sends',
    nothing: '(nothing)',
    notYet: 'the next request will tell'
  }
}

export type LiveLaterMessages = typeof english

export const liveLaterMessages: LiveLaterMessages = english
