import { createHmac } from 'node:crypto'

/**
 * Which keys sign and verify somebody's sessions: `first`, the server's own; `added`, a new one signs and the server's
 * still verify, as with a rotation; `replaced`, the new one alone, so that nothing signed before holds.
 */
export type KeyChoice = (typeof KEY_CHOICES)[number]

export const KEY_CHOICES = ['first', 'added', 'replaced'] as const

/** Newest first. The new secret follows from the server's newest, so that all servers that share this share that. */
export function secretsFor(choice: KeyChoice, secrets: readonly string[]): readonly string[] {
  if (choice === 'first') return secrets
  const added = createHmac('sha256', secrets[0]!).update('clearjar: the key that was added').digest('base64url')
  return choice === 'added' ? [added, ...secrets] : [added]
}
