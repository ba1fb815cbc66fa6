/**
 * Where the server keeps what it must remember: text under a key, until its time is over. Two operations, so that
 * any database can be one. Rejections mean that the store does not answer.
 */
export interface SessionStore {
  /** The text under `key`; null when there is none, or its time is over. */
  read(key: string): Promise<string | null>
  /**
   * In one step: if `key` holds `before` (null: nothing), makes it hold `after` (null: nothing) and answers true.
   * Otherwise it changes nothing and answers false. With `after` equal to `before` only the time is set anew.
   *
   * @param ttl seconds, a whole number above 0, after which the text is gone; not looked at when `after` is null
   */
  swap(key: string, before: string | null, after: string | null, ttl: number): Promise<boolean>
  /** Frees what the store opened itself: files, timers. */
  close?(): Promise<void>
}
