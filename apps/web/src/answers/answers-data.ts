export const answerIds = ['where', 'what-ends-it', 'timeout', 'objects', 'on-the-server'] as const

export type AnswerId = (typeof answerIds)[number]

/** Where each answer can be seen to be true; a lab begins only when somebody presses "Start". */
export const proofs: Readonly<Record<AnswerId, readonly string[]>> = {
  where: ['/labs/read?guess=skip', '/labs/change-a-byte?guess=skip'],
  'what-ends-it': [
    '/labs/delete?guess=skip',
    '/labs/close-a-tab?guess=skip',
    '/labs/replay?guess=skip',
    '/labs/hide-from-javascript?guess=skip'
  ],
  timeout: ['/labs/run-out?guess=skip'],
  objects: ['/'],
  'on-the-server': ['/labs/on-the-server?guess=skip', '/labs/change-the-key?guess=skip']
}

/** The questions that came after the first three. */
export const followUps: readonly AnswerId[] = ['objects', 'on-the-server']
