import type { IncomingMessage } from 'node:http'

import { isHttps } from './is-https.ts'
import { SessionMiddlewareError } from './session-middleware-error.ts'

/** `true`, or with the origins of other sites whose requests are wanted. */
export type CrossSiteOption =
  | true
  | {
      /**
       * As browsers write them in `Origin`: `https://example.com` or `https://example.com:8443`. Behind a proxy that
       * changes `Host`, the public origin of this application belongs here too. An `http:` one is as trustworthy as
       * the networks that its visitors are in.
       */
      readonly trustedOrigins: readonly string[]
    }

/** The request may go on: null. Otherwise what to answer, code `cross-site-request`, status 403. */
export type CrossSiteGuard = (request: IncomingMessage) => SessionMiddlewareError | null

/** RFC 9110, section 9.2.1. */
const SAFE_METHODS: ReadonlySet<string | undefined> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

/** A host as clients write it (RFC 9110, section 7.2), without what an URL parser would take for something else. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{0,5})?$/i

/**
 * A guard that refuses requests which change something and which a page of another origin had the browser send.
 *
 * - `Sec-Fetch-Site` decides where it is there: pages cannot forge it, and browsers send it to every https address and
 *   to localhost (Fetch Metadata, section 2.3). `same-site` is refused too: a sibling domain is another origin.
 * - Otherwise `Origin` must name the host and port of `Host` (HTTP/2: `:authority`). `X-Forwarded-Host` and Express's
 *   `req.host` play no part, so that the answer is the same under Express 4, 5 and plain Node, and nobody's header is
 *   believed. `Host` has no scheme: an `http:` origin is refused where the connection is known to be https (by the
 *   socket, or by Express with `trust proxy`), and elsewhere only HSTS keeps such pages away.
 * - With neither header it is no browser, or one from before 2020; then `SameSite` alone protects.
 *
 * What GET does is not looked at, nor are WebSocket handshakes, which are GET requests.
 *
 * @throws SessionMiddlewareError `invalid-option`
 */
export function createCrossSiteGuard(option: CrossSiteOption): CrossSiteGuard {
  const trusted: ReadonlySet<string> = new Set(trustedOriginsOf(option))
  return (request) => {
    if (SAFE_METHODS.has(request.method)) return null
    const { origin, 'sec-fetch-site': site } = request.headers
    if (origin !== undefined && trusted.has(origin)) return null
    if (site !== undefined) return site === 'same-origin' || site === 'none' ? null : refusal(CROSS_SITE)
    if (origin === undefined || isOwnOrigin(origin, request)) return null
    return refusal(origin === 'null' ? HIDDEN_ORIGIN : OTHER_HOST)
  }
}

const CROSS_SITE =
  'A page of another origin sent this request. If that page is yours, name its origin: ' +
  'crossSite: { trustedOrigins: ["https://app.example.com"] }.'

const HIDDEN_ORIGIN =
  'The browser hid which page sent this request. If that page is yours, send it with Referrer-Policy: same-origin ' +
  'instead of no-referrer (the default of helmet), do not sandbox it, or serve the application over https.'

const OTHER_HOST =
  'The Origin of this request is not the Host that it came for. If a proxy changes Host, let it pass Host on, or name ' +
  'the origin that browsers see: crossSite: { trustedOrigins: ["https://example.com"] }.'

function refusal(message: string): SessionMiddlewareError {
  return new SessionMiddlewareError('cross-site-request', message)
}

function isOwnOrigin(origin: string, request: IncomingMessage): boolean {
  const { host, ':authority': authority = host } = request.headers
  const page = parseOrigin(origin)
  if (page === null || typeof authority !== 'string' || !HOST.test(authority)) return false
  if (page.protocol === 'http:' && isHttps(request)) return false
  // With the scheme of the page, so that its default port is the one that may be left out.
  const own = parseUrl(`${page.protocol}//${authority}`)
  return own !== null && own.host === page.host
}

/** An http or https origin exactly as a browser writes it (HTML Standard, serialization of an origin). */
function parseOrigin(text: unknown): URL | null {
  if (typeof text !== 'string' || !/^https?:/.test(text)) return null
  const url = parseUrl(text)
  return url !== null && url.origin === text ? url : null
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

function trustedOriginsOf(option: CrossSiteOption): readonly string[] {
  if (option === true) return []
  const { trustedOrigins, ...others } = Object(option) as { readonly trustedOrigins?: unknown }
  if (!Array.isArray(trustedOrigins) || Object.keys(others).length > 0)
    fail('crossSite is true, or names other origins: crossSite: { trustedOrigins: ["https://app.example.com"] }.')
  for (const [place, origin] of (trustedOrigins as readonly unknown[]).entries()) {
    if (parseOrigin(origin) === null || String(origin).includes('*'))
      fail(
        `crossSite.trustedOrigins[${place}] is not an origin as browsers write it, such as "https://example.com" or ` +
          '"https://example.com:8443": lower case, no default port, no path or slash at the end, no wildcard. ' +
          'new URL(address).origin gives it.'
      )
  }
  return trustedOrigins as readonly string[]
}

function fail(message: string): never {
  throw new SessionMiddlewareError('invalid-option', message)
}
