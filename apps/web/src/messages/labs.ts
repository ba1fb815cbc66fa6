import { formatNumber } from '../logic/format.ts'

/** Text to show as code, whatever is in it. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\\]/g, '\\$&')}\``
}

/** What is said in one lab. The names of choices and steps are those of `labs/labs-data.ts`. */
export interface LabWords {
  readonly title: string
  /** On the card in the list. */
  readonly teaser: string
  readonly question: string
  readonly choices: Readonly<Record<string, string>>
  /** The right answer, as it is told after the experiment. */
  readonly answer: string
  /** What the stage is like after "Start". */
  readonly start: string
  /** `name` is short, for the list of steps; `how` says which control to use, and where it is. */
  readonly steps: Readonly<Record<string, { readonly name: string; readonly how: string }>>
  /** What to look at in the stage. */
  readonly look: string
  readonly why: readonly string[]
}

const labs = {
  read: {
    title: 'Read',
    teaser: 'Save a string, and read it in the cookie without a key.',
    question: 'You save a string. Who can read it in the cookie?',
    choices: {
      server: 'Only the server: it has the key',
      holder: 'Anyone who holds the cookie',
      page: 'Only this page: the cookie was set for it'
    },
    answer: 'Anyone who holds the cookie can read it. The key is only needed to change it.',
    start: 'The stage is empty then: no cookie, no session.',
    steps: {
      save: { name: 'Save a string', how: 'Press “Save” under “Your strings”. Any name and value will do.' },
      ask: { name: 'Ask the server', how: 'Press “Ask again” under “The server”, and watch what it reads.' }
    },
    look: 'Compare “Payload” under “Your cookie” with what the server reads. It is the same text, and this page has no key.',
    why: [
      'The payload is JSON, written in base64url. That is a way to write bytes, not a way to hide them.',
      'The signature is an HMAC (RFC 2104) of payload and timestamp. It proves that the server wrote them, and encrypts nothing.',
      'Flask keeps its session like this, and this app uses Flask’s format. Only the digest differs: SHA-256 here, SHA-1 in a stock Flask.',
      'The server remembers nothing of your string. Restart it, and the string is still there, because it is in your browser.',
      'So keep out of a cookie what its owner must not read.'
    ]
  },
  'change-a-byte': {
    title: 'Change a byte',
    teaser: 'Change one letter of the payload, and see what the server makes of it.',
    question: 'You change one letter of your string, in the cookie. What does the server do?',
    choices: {
      reads: 'It reads the changed string',
      drops: 'It drops that string and reads the others',
      refuses: 'It refuses the whole cookie'
    },
    answer: 'It refuses the whole cookie: the signature covers every byte of payload and timestamp.',
    start: 'There is a session with `string` = `"hello"` then.',
    steps: {
      change: { name: 'Change a byte', how: 'Press “Change a byte” under “Your cookie”.' },
      'put-back': { name: 'Put it back', how: 'Press “Put the byte back”, in the same place.' }
    },
    look: 'While the byte was changed, the signature was still there, and it did not fit. With the byte back, it fitted again.',
    why: [
      'The signature is an HMAC of everything before it. Another byte gives another HMAC, and only a key can make the one that fits.',
      'The signature is checked before the payload is read, so not a single value of a changed cookie counts.',
      'A refused cookie is an empty session, not an error: the status is 200. Flask does the same when the signature is bad.',
      'Nothing is sent back either, so the broken cookie stays in the browser until somebody overwrites or deletes it.',
      'An unchanged copy is another matter: its signature fits.'
    ]
  },
  delete: {
    title: 'Delete',
    teaser: 'Delete the cookie with JavaScript, and ask the server what it still knows.',
    question: 'JavaScript deletes the cookie. What does the server still know of your string?',
    choices: {
      all: 'Everything: it has only lost the way to you',
      id: 'That you were here, but not the string',
      nothing: 'Nothing: it never kept it'
    },
    answer: 'Nothing. The session was in the cookie, and the server never kept it.',
    start: 'There is a session with `string` = `"hello"` then.',
    steps: {
      delete: { name: 'Delete the cookie', how: 'Press “Delete with JavaScript” under “Your cookie”.' }
    },
    look: 'The next request carried no cookie, and the server did not know you any more.',
    why: [
      'With everything in the cookie, the session is the cookie. The server keeps its key, and nothing about you.',
      'To delete a cookie is to set it again with a date in the past, under the same name, domain and path (RFC 6265, section 5.3).',
      'A script may do that only where the cookie is not HttpOnly. Flask’s is, unless `SESSION_COOKIE_HTTPONLY` says otherwise; this one is not, so that you can try.',
      'From the server’s side it is `req.session = null` in Express with Clearjar, and `session.clear()` in Flask.',
      'Whoever copied the cookie before still has it.'
    ]
  },
  replay: {
    title: 'Replay',
    teaser: 'Keep a copy, delete the cookie, send the copy. Then revoke it.',
    question: 'You keep a copy of the cookie, delete the cookie, and send the copy. What happens?',
    choices: {
      works: 'It works as before',
      refused: 'The server refuses it: it was deleted',
      once: 'It works once, then no more'
    },
    answer: 'It works as before: the deletion happened in your browser, and the signature of the copy fits.',
    start:
      'There is a session with `string` = `"hello"` then, and “Sessions can be revoked” is on: the server remembers which are over. Without that, a copy could not be stopped at all.',
    steps: {
      keep: { name: 'Keep a copy', how: 'Press “Keep a copy” under “Copies you kept”.' },
      delete: { name: 'Delete the cookie', how: 'Press “Delete with JavaScript”.' },
      send: { name: 'Send the copy', how: 'Press “Send this copy” under “Copies you kept”.' },
      revoke: {
        name: 'Revoke every copy',
        how: 'Press “Revoke every copy” in the line above the stage. The server notes that this session is over.'
      },
      again: { name: 'Send it again', how: 'Press “Send this copy” once more.' }
    },
    look: 'The same copy was sent twice. Only the server’s memory differed.',
    why: [
      'Deleting happens in one browser. The server hears nothing of it, and a copy has a signature that fits.',
      'A copy works until its signature is too old: 31 days by default. Each answer to whoever uses it brings a newer one.',
      'To stop a copy the server has to remember something. Here it notes the id of the ended session, and looks for it with each request.',
      'Without that, only taking the key out of use stops a copy, and ends every other session with it. Flask by itself keeps no such list.',
      'HttpOnly keeps scripts from making the copy, and https keeps the network from it.'
    ]
  },
  'close-a-tab': {
    title: 'Close a tab',
    teaser: 'Close one of two tabs, then the last one. See what goes with each.',
    question: 'Two tabs share your session, and you close one. What goes with it?',
    choices: {
      session: 'The session: a tab holds it',
      storage: 'Only the sessionStorage of that tab',
      nothing: 'Nothing at all'
    },
    answer: 'Only its sessionStorage. The cookie belongs to the browser, and so to all tabs.',
    start:
      'There is a session with `string` = `"hello"` then. Close other tabs with this app first: each of them counts.',
    steps: {
      open: { name: 'Open a second tab', how: 'Press “+” in the row of tabs: “Open this page in a new tab”.' },
      close: { name: 'Close it', how: 'Close the second tab, and come back to this one.' },
      bind: {
        name: 'Bind the session to its tabs',
        how: 'Choose “The last tab” under “This session ends with”. From now on the server counts the tabs.'
      },
      reopen: {
        name: 'Close this tab, too, and reopen it',
        how: 'Close this tab and wait a quarter of a minute. Then reopen it with Ctrl+Shift+T (⌘⇧T on a Mac): the lab goes on there.'
      }
    },
    look: 'The reopened tab has its sessionStorage again, or it would not know where the lab was. The session was over all the same.',
    why: [
      'A cookie belongs to the browser, sessionStorage to one tab. Neither is a promise: a reopened tab gets its sessionStorage back.',
      'A cookie without a date is to go when the browser exits. Browsers that restore their last session can bring it back: seen in Chromium and Firefox.',
      'A page can delete its cookie while it closes, but a crash says nothing, and a copy goes on. Closing a tab is a security control only where the server agrees.',
      "With `tabs: 'last-tab'` the server keeps a lease for each tab. After an orderly close the session ended once the grace was over, in Chromium, Firefox and WebKitGTK; a crash is noticed when the lease runs out.",
      'A tab that comes back within the grace, as a reload does, keeps its session.'
    ]
  },
  'hide-from-javascript': {
    title: 'Hide from JavaScript',
    teaser: 'Make the cookie HttpOnly, and try to delete it.',
    question: 'The cookie becomes HttpOnly. What changes?',
    choices: {
      readonly: 'Scripts can read it, but not delete it',
      blind: 'Scripts neither see nor delete it; the browser still sends it',
      lost: 'The server does not get it any more'
    },
    answer: 'Scripts neither see nor delete it. The browser sends it with each request, as before.',
    start: 'There is a session with `string` = `"hello"` then, in a cookie that scripts can read.',
    steps: {
      hide: { name: 'Hide the cookie', how: 'Choose “Not see it” for “JavaScript can” under “How they are kept”.' },
      try: { name: 'Try to delete it', how: 'Press “Try to delete with JavaScript” under “Your cookie”.' },
      clear: { name: 'Let the server end it', how: 'Press “Clear session” under “The server”.' }
    },
    look: 'JavaScript saw an empty `document.cookie` while the server read your string. Only the server could end it.',
    why: [
      'HttpOnly keeps a cookie out of `document.cookie`, and has a script’s attempt to overwrite it ignored (RFC 6265, section 5.3).',
      'Flask sets it unless told otherwise, and so does `@clearjar/express`. This app begins with a readable cookie because seeing it is the point; a readable cookie is open to XSS.',
      'HttpOnly stops reading, not misuse: a script that got into the page can still send requests as you.',
      'Ending such a session is up to the server. It sets the cookie again with a date in the past.',
      'There is a middle way: `split` leaves the payload readable and hides the signature. The page can see and delete it, and what a script copies is refused.'
    ]
  },
  'run-out': {
    title: 'Run out',
    teaser: 'Give the session 30 seconds, and keep a copy for afterwards.',
    question: 'Your session lasts 30 seconds, and you kept a copy. Time is up: does the copy still work?',
    choices: {
      works: 'Yes: only the browser counted',
      renews: 'Yes: to send it starts the clock again',
      refused: 'No: the server counts, too'
    },
    answer: 'No. The server reads the age from the signed timestamp, and nobody can change that.',
    start: 'There is a session with `string` = `"hello"` then, for as long as the server allows.',
    steps: {
      shorten: { name: 'Set it to 30 seconds', how: 'Choose “30 seconds” for “Keep for” under “How they are kept”.' },
      keep: { name: 'Keep a copy', how: 'Press “Keep a copy” under “Copies you kept”.' },
      wait: {
        name: 'Let it run out',
        how: 'Press nothing, and watch the fuse: any request would start the clock again.'
      },
      send: { name: 'Send the copy', how: 'Press “Send this copy” under “Copies you kept”.' }
    },
    look: 'The browser dropped its cookie by itself. The copy had no such clock, and the server refused it for its age.',
    why: [
      'There are two clocks. `Expires` tells the browser when to drop the cookie; the signed timestamp tells the server how old it is.',
      'The browser’s clock does not bind a copy. The server’s does, because the timestamp cannot be changed without a key.',
      'In Flask the server’s clock is `PERMANENT_SESSION_LIFETIME`, 31 days unless configured. It holds for every session; only a permanent one also has an `Expires`.',
      'A permanent session is signed again as it is used, so it ends only where nobody uses it. `absolute` sets an end that use does not move.',
      'Without a date the browser drops the cookie when it exits, unless it restores its last session.'
    ]
  },
  'on-the-server': {
    title: 'On the server',
    teaser: 'Move the session to the server, and see what is left in the cookie.',
    question: 'Your session moves to the server. What is in the cookie now?',
    choices: {
      encrypted: 'The strings, encrypted',
      id: 'A session ID, signed',
      empty: 'Nothing'
    },
    answer: 'A session ID, signed. The strings are in the server’s store.',
    start: 'There is a session with `string` = `"hello"` in the cookie then.',
    steps: {
      move: { name: 'Move it to the server', how: 'Choose “On the server”, above the stage.' },
      save: { name: 'Save another string', how: 'Give a name that is new and a long value, and press “Save”.' }
    },
    look: 'The payload held nothing but the session ID, and the cookie did not grow with the second string.',
    why: [
      'The cookie only names the session now. The ID is random, and signed, so nobody can make up another.',
      'More than 4,096 bytes fit, and nobody reads them in the cookie.',
      'When the server drops its part, every copy of the cookie is worth nothing.',
      'The price: each request asks the store, and a server that loses its store loses its sessions.',
      "Flask-Session, Flask-KVSession and express-session are of this kind. Here it is one option: `mode: 'server'`."
    ]
  },
  'change-the-key': {
    title: 'Change the key',
    teaser: 'Give the server a new key, with and without the old one behind it.',
    question: 'The server gets a new key. What becomes of a cookie that the old key signed?',
    choices: {
      dies: 'It is refused at once',
      depends: 'It depends on whether the server keeps the old key, too',
      lives: 'It goes on: keys are for new cookies'
    },
    answer: 'It depends. While the old key is kept, it verifies; without it, the signature is worth nothing.',
    start: 'There is a session with `string` = `"hello"` then, signed with the server’s first key.',
    steps: {
      keep: {
        name: 'Keep a copy',
        how: 'Press “Keep a copy” under “Copies you kept”: it is signed with the first key.'
      },
      add: { name: 'Add a key', how: 'Choose “A new one, old kept” for “Signing key” under “The server”.' },
      send: { name: 'Send the copy', how: 'Press “Send this copy” under “Copies you kept”.' },
      replace: { name: 'Replace the key', how: 'Choose “A new one only” for “Signing key”.' },
      again: { name: 'Send it again', how: 'Press “Send this copy” once more.' }
    },
    look: 'The same copy was read while the old key was kept, and refused without it. Nobody had changed a byte.',
    why: [
      'The newest key signs, and every key verifies. To rotate: put the new one first, keep the old one for one lifetime, then take it out.',
      'In Flask these are `SECRET_KEY` and, since 3.1, `SECRET_KEY_FALLBACKS`. Here it is `secrets: [next, current]`.',
      'What the old key signed is signed with the new one when it is used, so nobody is signed out by a rotation.',
      'A key that leaked goes out at once: whoever has it can sign any session. All sessions under it end with it.',
      'Use 32 random bytes. A secret that a person thought up can be guessed from a single cookie, without asking the server.'
    ]
  }
} satisfies Readonly<Record<string, LabWords>>

/** Every sentence of the labs. Text between backticks is shown as code. */
const english = {
  list: {
    title: 'Labs',
    lead: 'Guess, do, see, why. Each lab takes your own session apart on the real stage, and puts it back whenever you like.',
    label: 'All labs',
    progress: (done: number, all: number) =>
      done === 0 ? `${all} labs. Begin with any of them.` : `${done} of ${all} done.`,
    allDone: (all: number) => `All ${all} done.`,
    next: (title: string) => `Next: ${title}`,
    first: (title: string) => `Begin with: ${title}`,
    suggested: 'Next',
    forget: 'Forget my progress',
    noLab: 'There is no lab of that name. These are all of them.',
    states: { right: 'Done, guessed right', wrong: 'Done, guessed otherwise', skipped: 'Done' },
    teachers: 'For teachers',
    link: 'A lab is a link: send the address of one, and it opens for everybody with a session of their own. Nothing starts before they press “Start”.',
    skip: 'Add `?guess=skip` to the address to go straight to the experiment.',
    kept: 'Which labs you did, and whether you guessed right, stays in this browser.'
  },

  nav: { back: 'All labs', label: 'Labs', at: (number: number, all: number) => `Lab ${number} of ${all}` },
  phases: { label: 'Steps of this lab', guess: 'Guess', do: 'Do', see: 'See', why: 'Why', done: '(done)' },

  guess: {
    title: 'What do you think?',
    skip: 'Skip the guess',
    go: 'Find out',
    note: 'Nothing happens yet.'
  },

  do: {
    title: 'Do it',
    start: 'Start',
    starting: 'Setting the stage…',
    failed: 'The stage could not be set: the server did not answer. Try again.',
    changes: 'What “Start” changes',
    unchanged: 'Nothing of yours is in the way.',
    session: 'Your session here will be replaced.',
    settings: (names: readonly string[]) => `Settings go back to how they began: ${names.join(', ')}.`,
    copies: 'The copies you kept will be dropped.',
    names: {
      visibility: 'who sees the cookie',
      mode: 'where the session is',
      lifetime: 'how long it is kept',
      revocable: 'whether sessions can be revoked',
      tabs: 'what it ends with',
      key: 'the key'
    },
    steps: 'What to do',
    done: '(done)',
    see: 'See what happened'
  },

  coach: {
    label: 'The next step',
    at: (number: number, all: number) => `${number}/${all}`,
    show: 'Show me',
    done: 'It happened. What did you see?',
    reset: 'Reset',
    resetLong: 'Reset the stage to the start of this lab'
  },

  held: 'The stage waits: its controls work once you press “Start”, under “Do”.',

  see: {
    title: 'What happened',
    facts: 'From your own session',
    none: 'Do the experiment first: what is shown here comes from your own session.',
    lost: 'The page was loaded again since, so the earlier figures are gone. Reset to do it once more.',
    go: 'Why?',
    toDo: 'Go to the experiment'
  },

  why: {
    title: 'Why',
    right: 'You guessed right.',
    wrong: (guess: string) => `You guessed: “${guess}”.`,
    unseen: 'You have not seen it happen yet.',
    toDo: 'Go to the experiment',
    next: (title: string) => `Next lab: ${title}`,
    last: 'All labs',
    answer: 'Read the answer',
    leave: 'Your session and its settings stay as this lab left them.',
    clean: 'Clean up'
  },

  facts: {
    labels: {
      payload: 'Payload',
      before: 'Payload before',
      after: 'Payload after',
      signature: 'Signature',
      server: 'The server read',
      refused: 'The server said',
      keeps: 'The server keeps',
      answer: 'Its answer',
      cookie: 'The cookie',
      browser: 'The browser',
      script: 'JavaScript',
      request: 'The request',
      copy: 'The copy',
      again: 'Sent again',
      tabs: 'Tabs',
      put: 'Put back',
      keys: 'Keys'
    },
    json: code,
    read: (json: string) => code(json),
    nothing: 'nothing: `{}`',
    refused: (reason: string) => `refused: ${code(reason)}`,
    status: (http: string, setCookie: boolean) =>
      `${code(http)}, ${setCookie ? 'with a `Set-Cookie`' : 'without a `Set-Cookie`: the cookie stays as it is'}`,
    cleared: '`Set-Cookie` with a date in the past',
    keeps: {
      nothing: 'nothing about you',
      theSession: 'your session',
      theId: 'an id, to end it by',
      theEnd: 'that it was ended',
      theTabs: 'its open tabs',
      theSessionAndTabs: 'your session and its tabs'
    },
    sameSignature: 'left as it was, and no longer fitting',
    bytes: (bytes: number) => `${formatNumber(bytes)} bytes`,
    growth: (before: number, after: number) => `${formatNumber(before)} bytes before, ${formatNumber(after)} after`,
    carried: (bytes: number) => `carried the cookie, ${formatNumber(bytes)} bytes`,
    carriedNone: 'carried no cookie',
    noCookie: '`document.cookie` held no session any more',
    emptyCookie: '`document.cookie` → `""`',
    works: (json: string) => `the server read ${code(json)}`,
    stayed: (bytes: number) => `stayed in the browser, ${formatNumber(bytes)} bytes`,
    tabsCounted: 'the server counted on this tab from then on',
    tabsOver: 'the server let go of the last one, and the session with it',
    dropped: (time: string) => `dropped it at ${time}`,
    lifetime: (seconds: number) => `accepted for ${formatNumber(seconds)} seconds`,
    keyed: (count: number) => `${count} then: the new one signed, the old one still verified`,
    byKey: (said: string, key: number, of: number) => `${said}, by key ${key} of ${of}`,
    replaced: 'the new one alone'
  },

  labs
}

export type LabsMessages = typeof english

export const labsMessages: LabsMessages = english
