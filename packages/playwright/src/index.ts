export { expect, type MatcherOptions } from './lib/matchers.ts'
export { type SessionFixture, type SessionFixtures, type SessionOptions, test } from './lib/session-fixture.ts'
