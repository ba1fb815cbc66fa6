export { clearjar, type ClearjarFormatOptions } from './lib/formats/clearjar.ts'
export { cookieSession, type CookieSessionFormatOptions } from './lib/formats/cookie-session.ts'
export { expressSession } from './lib/formats/express-session.ts'
export { flask, type FlaskFormatOptions } from './lib/formats/flask.ts'
export type { CookieKey, CookiePart, SessionFormat, SessionReading, SignInput } from './lib/formats/format.ts'
export { jwt, type JwtAlgorithm, type JwtFormatOptions, type JwtHeader } from './lib/formats/jwt.ts'
export { opaque } from './lib/formats/opaque.ts'
export type { CookieExpectations } from './lib/matchers/compare-cookie.ts'
export type { EndOptions, OutliveOptions } from './lib/matchers/endings.ts'
export { expect, type SessionMatchers } from './lib/matchers/expect.ts'
export type { MatcherOptions } from './lib/matchers/verdict.ts'
export { readAnswer } from './lib/read-answer.ts'
export type { SessionData, SessionDraft, SomeData } from './lib/session-data.ts'
export type {
  AwayOptions,
  ExpireOptions,
  RestartOptions,
  SeedOptions,
  SessionCopy,
  SessionFixture,
  TamperPart
} from './lib/session-handle.ts'
export type { Asking, Doing, SeededCookie, SessionOptions, SessionServer } from './lib/session-options.ts'
export { SessionTestError, type SessionTestErrorCode } from './lib/session-test-error.ts'
export { type SessionFixtures, type SessionTest, type SessionWorkerFixtures, test } from './lib/session-test.ts'
