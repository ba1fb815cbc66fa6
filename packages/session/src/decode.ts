/**
 * Reads a session cookie without a key, in any browser: what anyone who sees the cookie can do. Nothing that comes
 * from here was verified; only a server with the key can tell whether it is true.
 */
export {
  type DecodedCookie,
  type DecodedPayload,
  type DecodeOptions,
  decodeUnverified,
  inflateUnverified
} from './lib/decode.ts'
