/** The data of this application: whatever names a person makes up, and the story's `string`. */
declare module '@clearjar/express' {
  interface SessionData {
    string: string
    [name: string]: unknown
  }
}

export {}
