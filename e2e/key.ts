/** The key of every server in these tests, so that a test can sign a cookie itself and Flask can read it. */
export const KEY = 'a key for end-to-end tests, and for nothing else'
