import { createHash, randomBytes } from 'node:crypto'

import type { Request, Response } from 'express'

import { keptForAYear } from './settings.ts'

/** Whose a session is, under this name in its data. The page can read it there, so it is no key to anything. */
const MARK = '_visitor'

/** 128 random bits; whoever has them sees and ends the sessions that have the mark made of them. */
const VISITOR_COOKIE = 'clearjar-visitor'

/** Whose session has this data; null for one that nobody can list. */
export function visitorIn(data: Readonly<Record<string, unknown>>): string | null {
  const mark = data[MARK]
  return typeof mark === 'string' ? mark : null
}

/** Whose sessions a request may list and end: those of the session that came, or of a browser that had one before. */
export function visitorOf(req: Request): string | null {
  const secret = secretOf(req)
  return visitorIn(req.session) ?? (secret === null ? null : markOf(secret))
}

/**
 * Writes into a session whose it is, once there is something in it that can be ended; and takes that out of one that
 * nobody can end, so that it holds nothing but the data.
 */
export function markSession(req: Request, res: Response, revocable: boolean): void {
  const { session } = req
  if (!revocable) {
    delete session[MARK]
  } else if (visitorIn(session) === null && Object.keys(session).some((name) => !name.startsWith('_'))) {
    session[MARK] = markOf(secretOf(req) ?? makeSecret(req, res))
  }
}

function makeSecret(req: Request, res: Response): string {
  const secret = randomBytes(16).toString('base64url')
  res.cookie(VISITOR_COOKIE, secret, keptForAYear(req))
  return secret
}

function secretOf(req: Request): string | null {
  const secret = (req.cookies as Record<string, unknown>)[VISITOR_COOKIE]
  return typeof secret === 'string' && /^[\w-]{22}$/.test(secret) ? secret : null
}

function markOf(secret: string): string {
  return createHash('sha256').update(secret).digest().subarray(0, 16).toString('base64url')
}
