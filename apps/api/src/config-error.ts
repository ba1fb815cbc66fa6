/** What keeps the server from starting, in a sentence that names the fix. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
