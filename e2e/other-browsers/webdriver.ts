/** Sends commands of W3C WebDriver to a driver, or to a session of it. */
export interface WebDriver {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: object): Promise<T>
  delete<T>(path: string): Promise<T>
}

export function createWebDriver(base: string): WebDriver {
  async function send<T>(method: string, command: string, body?: object): Promise<T> {
    const response = await fetch(base + command, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`)
    return value
  }
  return {
    get: (command) => send('GET', command),
    post: (command, body = {}) => send('POST', command, body),
    delete: (command) => send('DELETE', command)
  }
}
