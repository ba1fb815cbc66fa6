/** Every sentence of the API's page; what each address does, the API says itself. A second language is another object of the same type. */
const english = {
  title: 'The API',
  lead: 'What the server does for this page, it does for your scripts and tests, too. It describes itself:',
  document: '/api/openapi.json',
  loading: 'Asking the API what it can do…',
  unreachable: 'The API does not answer, so there is nothing to show here.',
  unreadable: 'The API described itself in a way that this page does not understand.',
  retry: 'Try again',

  operations: 'Operations',
  shapes: 'Shapes',
  shapesLead: 'What bodies and answers are made of.',
  variant: (number: number) => `Either (${number})`,

  parameters: 'Parameters',
  alongside: (count: number) => `Cookies and headers (${count})`,
  places: { path: 'in the path', query: 'in the query', header: 'header', cookie: 'cookie' },
  required: 'required',
  optional: 'optional',
  body: 'Body',
  answers: 'Answers',
  withHeaders: (headers: string) => `· with ${headers}`,

  request: 'Request',
  example: 'Example',
  exampleAnswer: 'Example of an answer',
  realAnswer: 'The real answer',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select and copy it yourself',
  tryIt: 'Try it',
  asking: 'Asking…',
  noAnswer: 'No answer came. Is the server running?',
  showAll: (lines: number) => `Show all ${lines} lines`,
  showLess: 'Show less',
  more: (characters: number) => `… and ${characters.toLocaleString('en')} more characters`,
  noCookieShown: 'A browser shows no script what is in `Set-Cookie`.',

  said: {
    answered: (operation: string, http: string) => `${operation} answered ${http}.`,
    noAnswer: (operation: string) => `${operation} got no answer.`,
    copied: 'The curl line was copied.',
    copyFailed: 'This browser does not allow copying.'
  }
}

export type ReferenceMessages = typeof english

export const referenceMessages: ReferenceMessages = english
