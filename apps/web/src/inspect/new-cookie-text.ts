import type { NewCookie } from './use-edit.ts'

/** A cookie that was made here as a header has it, with its signature's cookie behind it where it has one. */
export function newCookieText({ name, value, signature }: NewCookie): string {
  const first = name === null ? value : `${name}=${value}`
  return signature === null || name === null ? first : `${first}; ${name}.sig=${signature}`
}
