import type { CannotCheck } from '../inspect/logic/check-keys.ts'
import type { Mend } from '../inspect/logic/found-cookie.ts'
import type { KeyWeakness } from '../inspect/logic/key-input.ts'
import type { PasteKind, UnreadPiece } from '../inspect/logic/read-paste.ts'
import type { Confidence, Damage, Fact, FormatId, PartKind, Payload } from '../inspect/logic/recognised.ts'
import type { SignAgain } from '../inspect/logic/sign-again.ts'
import type { SignDerivation, SignDigest } from '../inspect/logic/sign-options.ts'
import { formatStamp } from '../inspect/moment.ts'
import { formatLifetime, formatNumber } from '../logic/format.ts'
import type { ValueType } from '../logic/typed-value.ts'

/** Text to show as code, whatever is in it. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\\]/g, '\\$&')}\``
}

function bytes(count: number): string {
  return `${formatNumber(count)} ${count === 1 ? 'byte' : 'bytes'}`
}

/** Of two cookies that are compared. */
type Which = 'first' | 'second'

function list(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

const formats = {
  clearjar: 'Clearjar session',
  flask: 'Flask session',
  itsdangerous: 'itsdangerous token',
  'cookie-session': 'Express cookie-session',
  'express-session': 'express-session ID',
  'django-signed-session': 'Django signed session',
  'django-signed-cookie': 'Django signed cookie',
  'django-session-id': 'Django session ID',
  rack: 'Rack session',
  'rails-encrypted': 'Rails encrypted session',
  jwt: 'JWT',
  jwe: 'Encrypted JWT (JWE)',
  'iron-session': 'iron-session',
  uuid: 'UUID',
  'hex-id': 'Session ID',
  'random-id': 'Random ID',
  json: 'Plain JSON',
  text: 'Plain text',
  nothing: 'Nothing'
} satisfies Record<FormatId, string>

const cannotCheck = {
  'no-webcrypto':
    'This page came over plain http, where browsers offer no WebCrypto. Open it on https or on localhost to try keys.',
  'signature-missing': 'There is no signature to try keys on.',
  'not-signed': 'This format has no signature.',
  encrypted: 'Encrypted: only the server’s own library opens it.',
  'public-key': 'Signed with a private key, so it is checked with a public one. That is not done here.',
  'unknown-algorithm': 'Its algorithm is none that is known here.',
  'name-missing': 'The name of the cookie is signed too, and it is not there: paste `name=value`.',
  'unknown-format': 'How this format is signed is not known here.'
} satisfies Record<CannotCheck, string>

const digests = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } satisfies Record<
  SignDigest,
  string
>

const derivations = {
  hmac: 'HMAC',
  concat: 'Concatenation',
  'django-concat': 'Django’s concatenation',
  none: 'None'
} satisfies Record<SignDerivation, string>

/** The words for one fact. */
function fact(known: Fact): string {
  switch (known.kind) {
    case 'compressed':
      return `Compressed: ${formatNumber(known.from)} → ${bytes(known.to)}.`
    case 'permanent':
      return known.permanent
        ? 'Permanent: it outlives the browser’s close.'
        : 'Not permanent: it ends when the browser closes.'
    case 'jar':
      return [
        'Clearjar’s own notes are in it.',
        known.born === null ? '' : ` The session began ${formatStamp(known.born)}.`,
        known.id === null ? '' : ' It has an ID, so the server can revoke it.',
        known.tabs === null ? '' : ' It ends with its tabs.'
      ].join('')
    case 'digest':
      return `The signature is as long as one made with ${digests[known.digest]}.`
    case 'algorithm':
      return `It names ${code(known.algorithm)} as its algorithm.`
    case 'key-id':
      return `It names its key: ${code(known.id)}.`
    case 'claim':
      return `${{ iss: 'Issuer', sub: 'Subject', aud: 'Meant for' }[known.name]} ${code(known.text)}.`
    case 'server-side':
      return 'Whoever has this ID has the session: the server looks the values up by it.'
    case 'encrypted':
      return 'Encrypted: nobody without the key can read it.'
    case 'unsigned':
      return 'Neither signed nor encrypted: anyone can read it, and anyone can change it.'
    case 'signature-cookie':
      return `The signature travels in a cookie of its own, ${code(known.name)}.`
    case 'marshal':
      return 'Ruby’s Marshal: binary, and dangerous to load from a stranger. It is not loaded here.'
    case 'long-numbers':
      return 'Some numbers are too long for JavaScript. The JSON view has them exactly.'
    case 'bits':
      return `At most ${formatNumber(known.bits)} random bits.`
  }
}

/**
 * Every sentence on the Inspect screen. Text between backticks is shown as code. A second language is another object of the same type.
 */
const english = {
  title: 'Inspect any session cookie',
  intro: 'Paste a cookie, a header or a curl line. It is read here, in this page; nothing is sent.',

  paste: {
    title: 'Paste',
    label: 'Cookie',
    placeholder: 'A cookie, a Cookie or Set-Cookie header, a curl line, HAR, cookies.txt…',
    mine: 'Use mine',
    clear: 'Clear',
    try: 'Nothing to paste? Try one of these',
    which: 'Which cookie',
    legend: 'Its parts',
    hint: 'Quotes, line breaks and missing parts are fine.',
    mended: {
      quotes: 'Quotes were taken off.',
      'line-breaks': 'Broken lines were put together.',
      spaces: 'Spaces inside it were left out.',
      'percent-encoding': 'Percent-encoding was undone.',
      escapes: 'Escapes were undone.',
      name: 'Its name was told from its value.',
      'invisible-marks': 'Invisible marks were left out.'
    } satisfies Record<Mend, string>,
    unread: {
      'no-equals': 'A piece without “=” was skipped.',
      'no-value': 'A cookie without a value was skipped.',
      'not-a-cookie': 'What is no cookie was skipped.',
      'broken-json': 'The JSON is cut or broken; what could be read was.'
    } satisfies Record<UnreadPiece['why'], string>,
    alone: 'A bare value'
  },

  status: {
    empty: 'Nothing pasted yet.',
    reading: 'Reading…',
    unreadable: 'No cookie was found in this text.',
    found: (count: number, kind: PasteKind, name: string | null) => {
      const where = foundIn[kind]
      const what = name === null ? 'a bare value' : code(name)
      return count === 1 && (kind === 'value' || kind === 'pair')
        ? `Reading ${what}.`
        : `Found ${count === 1 ? 'one cookie' : `${formatNumber(count)} cookies`} in ${where}. Reading ${what}.`
    },
    mine: 'This is the cookie that JavaScript sees here now.',
    noneOfMine: 'JavaScript sees no session cookie here. Start a session on Live, or it is HttpOnly.',
    cleared: (keys: number) =>
      keys === 0
        ? 'Cleared.'
        : keys === 1
          ? 'Cleared. The key is still in the list.'
          : `Cleared. The ${formatNumber(keys)} keys are still in the list.`,
    copied: (what: string) => `Copied: ${what}.`,
    notCopied: 'The browser did not allow copying. The text is selected: press Ctrl+C, or ⌘C on a Mac.',
    notAllowed: 'The browser did not allow copying here.',
    keyAdded: 'The key is in the list.',
    keyTwice: 'That key is in the list already.',
    keyRemoved: 'The key is forgotten.',
    signed: 'Signed: a new cookie is below. The one you pasted is as it was.',
    inspecting: 'This is the new cookie now.'
  },

  keys: {
    title: 'Keys to try',
    promise:
      'Kept in this tab’s memory only, never in a link or in storage. A reload forgets the keys, your edits and what you pasted.',
    label: 'Key',
    placeholder: 'A secret to try',
    encoding: 'Written as',
    encodings: { text: 'Text', hex: 'Hex', base64: 'Base64' },
    add: 'Add a key',
    listed: 'Keys',
    remove: (key: string) => `Remove the key ${key}`,
    empty: '(empty)',
    writtenIn: (key: string, encoding: 'hex' | 'base64') => `${key} (${{ hex: 'Hex', base64: 'Base64' }[encoding]})`,
    blanks: 'It has blanks that are hard to see: they are written out.',
    fitsTrimmed: 'It would fit without the blanks around it.',
    trim: 'Take them off',
    answers: {
      fits: 'Fits',
      'does-not-fit': 'Does not fit',
      'cannot-be-checked': 'Cannot be checked',
      waiting: 'Not tried',
      checking: 'Trying…'
    },
    notBytes: {
      'not-hex': 'Not hexadecimal: pairs of 0–9 and a–f.',
      'not-base64': 'Not base64.'
    },
    weak: {
      empty: 'Weak: an empty key keeps nobody out.',
      'well-known': 'Weak: it stands in examples and leaks, where others look first.',
      short: 'Weak: shorter than 16 bytes.',
      repeated: 'Weak: one character again and again.'
    } satisfies Record<KeyWeakness, string>,
    fitsWith: (differences: readonly string[]) => `It would fit with ${list(differences, 'and')}.`,
    use: 'Use that',
    settings: 'How it is signed',
    salt: 'Salt',
    saltNote: (usual: string) => `Usual here: ${code(usual)}`,
    digest: 'Digest',
    digestNote: (usual: SignDigest) => `Usual here: ${digests[usual]}`,
    derivation: 'Key made with',
    derivationNote: (usual: SignDerivation) => `Usual here: ${derivations[usual]}`,
    digests,
    derivations,
    saltIs: (salt: string) => `the salt ${code(salt)}`,
    derivationIs: (derivation: SignDerivation) =>
      derivation === 'none' ? 'the key as it is' : `a key made with ${derivations[derivation]}`,
    lifetime: 'Lifetime',
    lifetimeNote: (usual: number) => `How long the server accepts it. Usual here: ${formatLifetime(usual)}`,
    lifetimeAmount: 'Lifetime, amount',
    lifetimeUnit: 'Lifetime, unit',
    units: { 1: 'seconds', 60: 'minutes', 3600: 'hours', 86400: 'days' },
    overCap: 'Browsers keep a cookie for 400 days at most.',
    reset: 'Back to the usual'
  },

  what: {
    title: 'What it is',
    empty: 'Paste a cookie, and it is taken apart here. Three questions are answered, each by itself:',
    answersTo: {
      format: 'Which framework made it, and what it says. Nobody needs a key to read it.',
      signature: 'Which of your keys made it. Several are tried side by side; none leaves this tab.',
      age: 'When it was signed, and when a server stops accepting it.'
    },
    reads:
      'Reads Flask and Clearjar, Express (cookie-session and express-session), Django, Rack and Rails, JWT, iron-session, and plain session IDs.',
    unreadable: 'There is no cookie in that text. A cookie is `name=value`, or just the value.',
    link: 'Copy link',
    linkCopied: 'a link with the cookie in it, and no key',
    linkNote: 'Whoever has it can read the cookie, and use it while it is good',
    format: 'Format',
    signature: 'Signature',
    age: 'Age',
    formats,
    ofLimit: (count: number, limit: number, named: boolean) =>
      `${formatNumber(count)} of ${bytes(limit)}${named ? ', with its name' : ''}.`,
    plain: 'Plain, not compressed.',
    confidence: { certain: '', likely: 'By all its parts.', guess: 'A guess.' } satisfies Record<Confidence, string>,
    alternatives: (ids: readonly FormatId[]) =>
      `It could also be: ${list(
        ids.map((id) => formats[id]),
        'or'
      )}.`,
    twins: 'Flask and Clearjar write it alike: it may be of either.',
    unknown: {
      format: 'Not recognised',
      why: 'Not a session cookie that is known here.',
      age: 'No time was found in it.',
      signature: 'What signs it, if anything does, is not known here.'
    },
    damage: {
      'signature-missing': 'The signature is missing.',
      'signature-cut': 'The signature is cut short.',
      'signature-unreadable': 'The signature cannot be decoded.',
      'timestamp-missing': 'The timestamp is missing.',
      'timestamp-unreadable': 'The timestamp cannot be decoded.',
      'payload-missing': 'The payload is missing.',
      'payload-cut': 'The payload is cut short.',
      'payload-unreadable': 'The payload cannot be decoded.',
      'header-unreadable': 'The header cannot be decoded.'
    } satisfies Record<Damage, string>,
    rest: 'What is left was read all the same.',
    facts: 'Facts',
    fact,
    attributes: (text: string) => `It was set with ${code(text)}.`,
    signatures: {
      fits: 'Fits',
      'does-not-fit': 'Does not fit',
      'not-checked': 'Not checked',
      missing: 'Missing',
      none: 'None',
      unknown: 'Not known',
      'cannot-be-checked': 'Cannot be checked'
    },
    madeWith: (key: string) => `Made with the key ${code(key)}.`,
    noneFits: (count: number) =>
      count === 1
        ? 'The key you gave did not make it, or the cookie was changed.'
        : `None of the ${formatNumber(count)} keys made it, or the cookie was changed.`,
    addKey: 'Add a key to check it.',
    toKeys: 'Go to the keys',
    cannotCheck,
    ages: {
      fresh: 'Fresh',
      'too-old': 'Too old',
      'from-the-future': 'From the future',
      endless: 'No end',
      unknown: 'Not known'
    },
    endless: 'It names no end: it is good as long as its key is.',
    signed: (moment: string, ago: string) => `Signed ${moment}, ${ago}.`,
    lives: (lifetime: number, until: string, left: string) => `${formatLifetime(lifetime)} end ${until}, ${left}.`,
    lived: (lifetime: number, until: string, ago: string) => `${formatLifetime(lifetime)} ended ${until}, ${ago}.`,
    ends: (until: string, left: string) => `It names its end: ${until}, ${left}.`,
    ended: (until: string, ago: string) => `It named its end: ${until}, ${ago}.`,
    from: (moment: string, wait: string) => `Good only from ${moment}, ${wait}.`,
    browserDrops: (moment: string, when: string) => `The browser’s own clock drops it ${moment}, ${when}.`,
    noAge: {
      'none-in-format': 'This format carries no time.',
      missing: 'The timestamp is missing.',
      unreadable: 'The timestamp cannot be decoded.'
    },
    unproven: 'Nothing proves this time until a key fits.'
  },

  views: {
    label: 'Views',
    values: 'Values',
    json: 'JSON',
    bytes: 'Bytes',
    compare: 'Compare',
    notEncrypted: 'Signed, not encrypted: anyone who has this cookie can read this.',
    notSigned: 'Not signed: anyone who has this cookie can read this, and change it.',
    header: 'Header',
    payload: 'Payload',
    copyJson: 'Copy the JSON',
    jsonText: 'the JSON',
    jsonIs: 'The JSON as it travels, indented.',
    none: {
      encrypted: 'Encrypted. Nobody without the key can read it, and a key alone is not enough here.',
      elsewhere: 'This cookie is only a session ID: the values are on the server.',
      bytes: 'Binary, so there are no values to show. See the bytes.'
    } satisfies Partial<Record<Payload['status'], string>>,
    noJson: 'There is no JSON in this cookie.',
    noBytes: 'There are no bytes to show.',
    unreadable: {
      missing: 'There is no payload.',
      'not-base64': 'The payload is not base64, so nothing can be decoded.',
      'not-zlib': 'Marked as compressed, yet it does not decompress.',
      'too-large': 'Too large to decompress here.',
      'not-utf8': 'The bytes are not text.',
      'not-json': 'The text is not JSON.'
    } satisfies Record<Extract<Payload, { status: 'unreadable' }>['why'], string>,
    types: {
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
      markup: 'markup',
      point: 'point',
      tagged: 'tagged'
    } satisfies Record<ValueType, string>,
    time: 'time',
    known: {
      _permanent: 'Flask: keep it when the browser closes',
      _user_id: 'Flask-Login: who is signed in',
      _id: 'Flask-Login: a print of the browser',
      _fresh: 'Flask-Login: signed in just now, not remembered',
      _remember: 'Flask-Login: remembered',
      _flashes: 'Flask: messages to show once',
      csrf_token: 'Flask-WTF: against forged forms',
      _csrf_token: 'Rails: against forged forms',
      _jar: 'Clearjar’s own notes',
      passport: 'Passport: who is signed in',
      _auth_user_id: 'Django: who is signed in',
      _auth_user_hash: 'Django: ends with the password',
      iat: 'issued at',
      exp: 'good until',
      nbf: 'not before'
    } as Readonly<Record<string, string>>,
    more: (count: number) => `Show all ${formatNumber(count)} bytes`,
    fewer: (count: number) => `Show the first ${formatNumber(count)} bytes`,
    bytesOf: (part: string, count: number) => `${part}, ${bytes(count)}`
  },

  parts: {
    header: 'Header',
    payload: 'Payload',
    timestamp: 'Timestamp',
    signature: 'Signature',
    other: 'Other'
  } satisfies Record<PartKind, string>,

  compare: {
    label: 'A second cookie',
    placeholder: 'Paste the cookie to compare it with',
    note: 'Nothing of it is sent either. The first is the one you pasted above.',
    waiting: 'Paste a second cookie to see what differs.',
    none: 'No cookie was found in the second text.',
    result: 'What differs',
    identical: 'They are the same, to the character.',
    name: 'Name',
    format: 'Format',
    signature: 'Signature',
    signedAt: 'Signed',
    expiresAt: 'End',
    values: 'Values',
    same: 'the same',
    signatures: { same: 'the same', differs: 'differs', 'one-missing': 'one has none', none: 'neither has one' },
    verdicts: {
      fits: (which: Which, key: string) => `The ${which} fits ${code(key)}.`,
      changed: (which: Which) =>
        `The ${which} fits no key: it has the other’s signature, and what that signs was changed.`,
      'does-not-fit': (which: Which) => `The ${which} fits none of the keys: another made it, or it was changed.`,
      copied: 'The same signature under other values: at most one of them can be right. Add a key to see which.',
      'not-checked': 'Add a key to see which of them fit.'
    },
    fromTo: (before: string, after: string) => `${before} → ${after}`,
    nothing: 'none',
    later: (took: string) => `${took} later`,
    earlier: (took: string) => `${took} earlier`,
    payloads: {
      same: 'The same values, spelt the same.',
      spelling: 'The same values, spelt otherwise.',
      differs: 'Differ, and at least one is no JSON.',
      unknown: 'Neither can be read.'
    },
    added: 'added',
    removed: 'removed',
    changed: 'changed',
    top: 'all of it'
  },

  edit: {
    edit: 'Edit the values',
    done: 'Show the values',
    undo: 'Undo the edits',
    label: 'Values as JSON',
    hint: 'Types that JSON lacks are tagged: `{" d": "…"}` is a date, `{" b": "…"}` bytes in base64, `{" t": […]}` a tuple.',
    bad: 'This is not JSON yet.',
    badAt: (line: number, column: number) => `This is not JSON yet: look at line ${line}, character ${column}.`,
    notObject: 'A session is an object: begin with `{` and end with `}`.',
    changed: 'Edited, not signed: the cookie is as it was.',
    sign: 'Sign it again',
    with: 'Sign with',
    note: 'Checking never changes the cookie. Signing makes a new one, below, with the key you choose.',
    needsKey: 'To sign it again, add the key to sign with.',
    needsFit: 'This key did not make the cookie: a server that has another will refuse the new one.',
    faults: {
      ...cannotCheck,
      'not-hex': 'The key is not hexadecimal.',
      'not-base64': 'The key is not base64.',
      'not-json': 'The values are not JSON.',
      'not-an-object': 'The values must be an object: `{ … }`.',
      'bad-tag': 'A tag such as `{" d": …}` holds something that is none of its kind.',
      'format-not-written': 'This format is read here, not written: it cannot be signed again.',
      'too-large': 'That is too large to sign here.'
    } satisfies Record<Extract<SignAgain, { status: 'not-signed' }>['why'], string>
  },

  fresh: {
    title: 'The new cookie',
    label: 'The new cookie as it is',
    copy: 'Copy the new cookie',
    inspect: 'Inspect it',
    made: (moment: string, key: string) => `Signed ${moment} with the key ${code(key)}.`,
    meter: 'Size of the new cookie',
    fine: (count: number, limit: number) => `${formatNumber(count)} of ${bytes(limit)}`,
    near: 'Nearly full: the server’s attributes need room, too.',
    tooBig: 'Too big: browsers drop it without a word. Keep less in it, or keep it on the server.',
    stale: 'The values were edited since. Sign again to take them in.'
  },

  take: {
    title: 'Take it with you',
    label: 'Format',
    formats: { playwright: 'Playwright', curl: 'curl', python: 'Python', header: 'Header', netscape: 'Netscape' },
    which: 'Which cookie',
    pasted: 'The pasted one',
    fresh: 'The new one',
    url: 'For the address',
    urlError: 'Not an http or https address, so `http://localhost:3000` stands in.',
    copy: (format: string) => `Copy as ${format}`,
    code: (format: string) => `Code for ${format}`,
    warning: 'Whoever has this text has the session while it is good.',
    cannotTravel: 'This value has characters that a header cannot carry as they are.'
  }
}

const foundIn: Readonly<Record<PasteKind, string>> = {
  nothing: 'the text',
  value: 'the text',
  pair: 'the text',
  'cookie-header': 'a Cookie header',
  'set-cookie-header': 'a Set-Cookie header',
  headers: 'the headers',
  curl: 'a curl line',
  program: 'a line of code',
  table: 'a table',
  har: 'a HAR file',
  netscape: 'a cookies.txt',
  'storage-state': 'a storage state of Playwright',
  'cookie-list': 'a list of cookies',
  'cookie-object': 'a JSON object'
}

export type InspectMessages = typeof english

export const inspectMessages: InspectMessages = english
