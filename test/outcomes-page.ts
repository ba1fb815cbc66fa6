import { type Act, acts, type Kind, kinds, outcomes, storage } from '../apps/web/src/happened/outcomes.ts'

/** `docs/what-ends-a-session.md`: the table of outcomes as a person reads it. */
export function outcomesPage(): string {
  const columns = Object.entries(kinds) as [Kind, string][]
  const rows = (Object.entries(acts) as [Act, string][]).map(([act, what]) => {
    const cells = columns.map(([kind]) => outcomes[act][kind])
    return line([what, ...cells, act in storage ? storage[act as keyof typeof storage] : ''])
  })
  return [
    ...INTRODUCTION,
    line(['what happens', ...columns.map(([, name]) => name), 'the tab’s sessionStorage']),
    line(Array.from({ length: columns.length + 2 }, () => '---')),
    ...rows,
    '',
    ...NOTES
  ].join('\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

const INTRODUCTION = [
  '# What ends a session, and for whom',
  '',
  'Each cell is measured in Chromium, by `npm run test:e2e -- e2e/matrix`, from the table in',
  '`apps/web/src/happened/outcomes.ts`. This page, and what the grid of the web app says of the cookie and the server, are made from the same table.',
  '',
  '- **lives**: the server knows this browser, and whoever has a copy of its cookie.',
  '- **lost**: the browser has no cookie any more. A copy of it still works.',
  '- **refused**: the browser has a cookie that the server refuses. A copy from before still works.',
  '- **over**: the server refuses everybody.',
  ''
]

const NOTES = [
  'A copy is what a thief has: the cookies, and the sessionStorage of the tab. For a signature that is too old the copy is taken afterwards.',
  'Split, revocable and server-side sessions, and those that end with tabs, are permanent here, and readable but for the split one.',
  'For what happens to tabs, the grace is 3 seconds, lease and `away` are 6, and a session that lives was watched for 7; “later” is after the grace, and the browser is started again after',
  '`away`. Until then the session of a tab that could not say goodbye is open: [Sessions that end with their tabs](tabs.md).',
  '',
  'For what happens to cookies, lease and `away` are 600 seconds, and each session was looked at once.',
  'A page that has lost its cookie speaks for its tab no more. A copy of the session of such a tab, where it works at all, works, by the rules, until the lease is over; and the cookie that is put back',
  'has no tab any more, which a session that ends with its tab needs.',
  '',
  'A deleted cookie is “lost”, not “over”: only what the server knows of, it can end for everybody. Closing a tab is “over” only where the',
  'server counts tabs.',
  '',
  'Firefox and WebKit: Playwright’s builds of them were not at hand, and none of this was run there. The tests that need no browser of their',
  'own use nothing but Playwright’s interface, except `crash` and `freeze`, which are Chromium’s. What tabs do in a real Firefox and WebKitGTK',
  'is in [Sessions that end with their tabs](tabs.md).',
  ''
]
