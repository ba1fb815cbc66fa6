import { inspectMessages as messages } from '../messages/inspect.ts'
import type { KeyInput } from './logic/key-input.ts'

/** A key as it is called on the screen: itself, cut where it is long. */
export function keyName({ text }: KeyInput): string {
  if (text === '') return messages.keys.empty
  return text.length > 40 ? `${text.slice(0, 38)}…` : text
}
