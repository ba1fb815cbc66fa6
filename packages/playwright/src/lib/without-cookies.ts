/** Playwright tells in the log of a request that failed what headers it had; the cookie of a session is one of them. */
export async function withoutCookies<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof Error) {
      const { message, stack } = error
      error.message = cut(message)
      if (stack !== undefined) error.stack = cut(stack.replace(message, error.message))
    }
    throw error
  }
}

function cut(text: string): string {
  const log = text.indexOf('\nCall log:')
  return log === -1 ? text : text.slice(0, log)
}
