import { inspectMessages as messages } from '../messages/inspect.ts'
import type { KeyInput } from './logic/key-input.ts'

const LONG = 40
const START = 24
const END = 13

/**
 * A key as it is called on the screen: itself, with the blanks that nobody would see as words, and what it is written in. Of a long one
 * the start and the end, where keys differ.
 */
export function keyName({ text, encoding }: KeyInput): string {
  if (text === '') return messages.keys.empty
  const letters = [...text].map((letter, at, all) => visible(letter, at === 0 || at === all.length - 1, all[at - 1]))
  const shown = letters.length > LONG ? [...letters.slice(0, START), '…', ...letters.slice(-END)] : letters
  return encoding === 'text' ? shown.join('') : messages.keys.writtenIn(shown.join(''), encoding)
}

/** Whether there are blanks in it that only `keyName` shows. */
export function hasUnseen({ text }: KeyInput): boolean {
  return /^\s|\s$|\s\s|[^\S ]|[\p{Cc}\p{Cf}\p{Cs}]/u.test(text)
}

/** Between two words a space is plain to see; at an end, or after another, it is not. */
function visible(letter: string, atEnd: boolean, before: string | undefined): string {
  if (letter === ' ') return atEnd || before === ' ' ? '<space>' : letter
  if (letter === '\t') return '<tab>'
  return /[\s\p{Cc}\p{Cf}\p{Cs}]/u.test(letter) ? `<${(letter.codePointAt(0) ?? 0).toString(16)}>` : letter
}
