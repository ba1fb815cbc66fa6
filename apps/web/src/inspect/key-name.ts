import { inspectMessages as messages } from '../messages/inspect.ts'
import type { KeyInput } from './logic/key-input.ts'

const LONG = 40
const START = 24
const END = 13

/**
 * A key as it is called on the screen: itself, with the blanks that nobody would see as signs, and what it is written in. Of a long one
 * the start and the end, where keys differ.
 */
export function keyName({ text, encoding }: KeyInput): string {
  if (text === '') return messages.keys.empty
  const letters = [...text].map((letter, at, all) => visible(letter, at === 0 || at === all.length - 1, all[at - 1]))
  const shown = letters.length > LONG ? [...letters.slice(0, START), '…', ...letters.slice(-END)] : letters
  return encoding === 'text' ? shown.join('') : messages.keys.writtenIn(shown.join(''), encoding)
}

/** Whether `keyName` shows signs for blanks. */
export function hasBlanks(key: KeyInput): boolean {
  return /[␠⇥�]/.test(keyName(key)) && !/[␠⇥�]/.test(key.text)
}

/** Between two words a space is plain to see; at an end, or after another, it is not. */
function visible(letter: string, atEnd: boolean, before: string | undefined): string {
  if (letter === ' ') return atEnd || before === ' ' ? '␠' : letter
  if (letter === '\t') return '⇥'
  return /[\s\p{C}]/u.test(letter) ? `<${(letter.codePointAt(0) ?? 0).toString(16)}>` : letter
}
