import type { IncomingMessage } from 'node:http'

/** Express answers `req.secure` with `trust proxy` in mind; plain Node has the socket. */
export function isHttps(request: IncomingMessage & { readonly secure?: boolean }): boolean {
  return request.secure ?? (request.socket as { readonly encrypted?: boolean } | undefined)?.encrypted === true
}
