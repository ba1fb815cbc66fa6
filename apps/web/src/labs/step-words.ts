import type { LabWords } from '../messages/labs.ts'
import { labsMessages } from '../messages/labs.ts'
import type { LabId } from './labs-data.ts'

/** A step is known by its id in two files; a test holds them together. */
export function stepWords(lab: LabId, step: string): LabWords['steps'][string] {
  const words: LabWords = labsMessages.labs[lab]
  return words.steps[step] ?? { name: step, how: '' }
}
