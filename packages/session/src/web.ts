/**
 * The codec for pages and edge runtimes, over WebCrypto and therefore asynchronous. It works on keys, so a page uses
 * it only on keys that the person at the page typed: a server's key has no business in a browser.
 */
export type { Digest, KeyDerivation, Secret, SessionCodecOptions } from './lib/codec-options.ts'
export { createWebSessionCodec, type WebSessionCodec } from './lib/web-codec.ts'
