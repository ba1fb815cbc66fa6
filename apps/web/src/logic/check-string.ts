import type { Problem } from '../api/report.ts'
import { messages } from '../messages/live.ts'
import type { TypedFault } from './typed-value.ts'

export interface FieldErrors {
  readonly name?: string
  readonly value?: string
}

const text = messages.strings.errors

/** What the API would refuse, said before asking it. */
export function checkString(name: string, value: string): FieldErrors {
  return {
    ...whenSaid('name', nameError(name)),
    ...whenSaid('value', value.length > 3_000 ? text.valueTooLong(value.length) : null)
  }
}

/** What was typed is no value of the type that was chosen. */
export function typedError(why: TypedFault): string {
  return text.typed[why]
}

function nameError(name: string): string | null {
  if (name === '') return text.nameEmpty
  if (name.startsWith('_')) return text.nameReserved
  return name.length > 64 ? text.nameTooLong(name.length) : null
}

/** Which field the API's own refusal belongs under. */
export function problemErrors(problem: Problem): FieldErrors {
  if (problem.code === 'session-too-large') return { value: text.tooBig(problem.bytes ?? 0, problem.limit ?? 4096) }
  const [first] = problem.errors ?? []
  const detail = first?.detail ?? problem.detail ?? text.refused
  return first && first.code !== 'invalid-key' ? { value: detail } : { name: detail }
}

function whenSaid(field: 'name' | 'value', message: string | null): FieldErrors {
  return message === null ? {} : { [field]: message }
}
