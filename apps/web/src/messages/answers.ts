import { formatNumber } from '../logic/format.ts'

/** Text to show as code, whatever is in it. */
function code(text: string): string {
  return `\`${text.replaceAll(/[`\\]/g, '\\$&')}\``
}

export interface AnswerWords {
  readonly question: string
  /** The answer in one sentence. */
  readonly short: string
  readonly text: readonly string[]
  readonly code: readonly { readonly title: string; readonly lines: string }[]
  /** Where it can be seen, in the order of `answers/answers-data.ts`. */
  readonly show: readonly string[]
}

const answers = {
  where: {
    question: 'Where is the string stored: in the server’s memory, or in the user’s?',
    short: 'In a signed cookie, in the user’s browser.',
    text: [
      'The server writes the session as JSON, adds a timestamp and a signature, and sends all of it as one cookie. The browser sends it back with each request, and the server reads the string from there.',
      'The server keeps its key, and nothing about you. Restart it, and the string is still there.',
      'Signed is not encrypted: whoever holds the cookie can read it, and nobody can change it without the key.'
    ],
    code: [
      {
        title: 'Flask',
        lines: `app.secret_key = secret

@app.get('/enter_string')
def enter_string():
    string = request.args['string']
    session['string'] = string
    return 'Saved.'`
      },
      {
        title: 'Express',
        lines: `app.use(session({ secrets: [secret] }))

app.get('/enter_string', (req, res) => {
  const { string } = req.query
  req.session.string = String(string)
  res.send('Saved.')
})`
      }
    ],
    show: ['Show me: read a cookie', 'Show me: change a byte']
  },
  'what-ends-it': {
    question: 'Can something other than the browser’s exit end the session, such as closing the window?',
    short: 'Yes: JavaScript can, the server can, time does, and closing the tab does where the server agrees.',
    text: [
      'A page can delete a cookie that is not HttpOnly. Flask’s is HttpOnly unless told otherwise, and so is that of `@clearjar/express`: then only the server can delete it.',
      'Closing a tab or a window deletes no cookie. Even the browser’s exit is no promise: Chromium and Firefox bring cookies back when they restore the last session.',
      "With `tabs: 'last-tab'` the server counts the open tabs, and the session ends with the last one: within seconds of an orderly close, and when a lease runs out after a crash.",
      'A copy of the cookie outlives a deletion. Only a server that keeps track of its sessions can stop one.'
    ],
    code: [
      {
        title: 'Flask',
        lines: `# the answer deletes the cookie
session.clear()`
      },
      {
        title: 'Express',
        lines: `// the answer deletes the cookie
req.session = null

// and every copy of it ends
session({
  secrets,
  store,
  revocation: true
})
// or with the last tab
session({
  secrets,
  store,
  tabs: 'last-tab'
})`
      },
      {
        title: 'JavaScript in the page, if it is readable',
        lines: `Cookies.remove('session', { path: '/' })`
      }
    ],
    show: ['Show me: delete it', 'Show me: close a tab', 'Show me: replay a copy', 'Show me: hide it']
  },
  timeout: {
    question: 'Does it ever time out?',
    short: 'Yes, on two clocks. Unless configured, the server’s is 31 days.',
    text: [
      'The server refuses a signature that is older than the lifetime. It does so for every session, and nobody can change the timestamp without the key.',
      'A permanent session also gives the browser a date, `Expires`, and is signed again as it is used. So it runs out only where nobody uses it.',
      'Any other cookie goes when the browser exits, and the server still refuses it after the lifetime. A copy hears only the server’s clock.'
    ],
    code: [
      {
        title: 'Flask',
        lines: `# seconds, or a timedelta
app.permanent_session_lifetime = 1800

# a date for the browser, too
session.permanent = True`
      },
      {
        title: 'Express',
        lines: `session({
  secrets,
  lifetime: '30m',
  // a date for the browser, too
  permanent: true
})`
      }
    ],
    show: ['Show me: let it run out']
  },
  objects: {
    question: 'How are objects stored that JSON does not know?',
    short: 'As JSON with tags, and an application can add tags of its own.',
    text: [
      'A date travels as `{" d": "Mon, 23 Nov 2026 07:00:00 GMT"}` and bytes as `{" b": "AQL/"}`. Tuples, UUIDs and markup have tags, too, the same ones in Flask and here.',
      'For a class of your own you register what to write and how to read it back, under a new tag. It has to be known to every server that reads the cookie.',
      'It stays JSON that anyone can read, and reading it runs nothing but your own decoder, once the signature fits.'
    ],
    code: [
      {
        title: 'Flask',
        lines: `class TagPoint(JSONTag):
    key = ' point'
    def check(self, value):
        return isinstance(value, Point)
    def to_json(self, value):
        return [value.x, value.y]
    def to_python(self, value):
        return Point(*value)

interface = app.session_interface
interface.serializer.register(TagPoint)`
      },
      {
        title: 'Express',
        lines: `const point = defineSessionType<Point>({
  tag: ' point',
  check: (value) => value instanceof Point,
  toJSON: ({ x, y }) => [x, y],
  fromJSON: (json) => readPoint(json)
})

session({ secrets, types: [point] })`
      }
    ],
    show: ['Show me: save a point on Live']
  },
  'on-the-server': {
    question: 'Is it not usually an ID in the cookie, and the data on the server?',
    short: 'That is the other kind of session. Both are common, and here they are one option apart.',
    text: [
      'Flask and cookie-session keep the data in the cookie. Flask-Session, Flask-KVSession and express-session keep it on the server, and put a session ID into the cookie.',
      'On the server there is room for more than 4,096 bytes, nobody reads it in the cookie, and what the server drops is gone for every copy. The price is a store that each request asks, and that must not be lost.',
      'In the cookie nothing is stored or shared or cleaned up, and several servers need only the same key. The price is that a copy works until it is too old, unless the server remembers which sessions are over.'
    ],
    code: [
      {
        title: 'Flask, with Flask-Session',
        lines: `app.config['SESSION_TYPE'] = 'redis'
Session(app)`
      },
      {
        title: 'Express',
        lines: `session({
  secrets,
  store,
  mode: 'server'
})`
      }
    ],
    show: ['Show me: move it to the server', 'Show me: change the key']
  }
} satisfies Readonly<Record<string, AnswerWords>>

/** Every sentence of the answers. Text between backticks is shown as code. */
const english = {
  title: 'Answers',
  lead: 'Three questions that people ask about a small Flask app which saves a string in its session, and two that follow.',
  contents: 'Questions',
  follow: 'Follow-up',

  here: {
    title: 'Your session here',
    none: 'JavaScript sees none on this page.',
    reading: 'There is one; its payload is being decompressed.',
    unreadable: 'There is one, and this page cannot read it.',
    bytes: (bytes: number) => `${formatNumber(bytes)} bytes in the cookie.`,
    hidden: 'There is one that JavaScript cannot see.',
    server: {
      nothing: 'On the server: nothing about you.',
      theSession: 'On the server: the session itself.',
      theId: 'On the server: an id, to end it by.',
      theEnd: 'On the server: that it was ended.',
      theTabs: 'On the server: its open tabs.',
      theSessionAndTabs: 'On the server: the session itself, and its tabs.'
    },
    refused: 'The server refuses it.',
    absent: 'The server knows of none.',
    failed: 'The server did not answer.',
    ask: 'Ask the server',
    asking: 'Asking…',
    note: 'Nothing here changes your session. To ask counts as use: a permanent session is signed again.'
  },

  facts: {
    payload: (json: string) => `Your cookie says ${code(json)}. This page read that without a key.`,
    unseen: 'Your cookie is hidden from JavaScript, so this page cannot read it.',
    readable: 'JavaScript on this page can delete your cookie.',
    hidden: 'JavaScript on this page cannot delete your cookie.',
    signed: (ago: string) => `Your cookie was signed ${ago}.`,
    ends: (left: string) => `The server accepts it for ${left} more.`,
    types: (list: string) => `Your session holds ${list}.`,
    type: (name: string, type: string) => `${code(name)}, of type ${type}`,
    cookie: 'Your session is in the cookie now.',
    server: 'Your session is on the server now.'
  },

  answers
}

export type AnswersMessages = typeof english

export const answersMessages: AnswersMessages = english
