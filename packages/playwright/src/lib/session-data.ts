/**
 * What the application keeps in a session. Add to it by declaration merging:
 *
 * ```ts
 * declare module '@clearjar/playwright' {
 *   interface SessionData { user: string }
 * }
 * ```
 */
export interface SessionData {}

/** Some of the session's data, or anything while {@link SessionData} is empty. */
export type SomeData = SomeOf<SessionData>

/** The same, to be changed. */
export type SessionDraft = DraftOf<SessionData>

type DraftOf<Data> = keyof Data extends never ? Record<string, unknown> : Partial<Data> & Record<string, unknown>

type SomeOf<Data> = keyof Data extends never ? Readonly<Record<string, unknown>> : Readonly<Partial<Data>>
