import path from 'node:path'
import { fileURLToPath } from 'node:url'

import type { TabsOptions } from '@clearjar/express'
import type { Digest } from '@clearjar/session'
import * as z from 'zod'

import { ConfigError } from './config-error.ts'
import { makeOrReadSecret } from './secret.ts'

/** Where the server keeps what a visitor wants it to keep. */
export type StoreConfig =
  | { readonly kind: 'embedded'; readonly path: string }
  | { readonly kind: 'memory' }
  | { readonly kind: 'redis'; readonly url: string }

export interface Config {
  readonly host: string
  readonly port: number
  readonly production: boolean
  readonly logLevel: string
  /** Newest first. */
  readonly secrets: readonly string[]
  readonly digest: Digest
  /** Seconds. */
  readonly lifetime: number
  readonly store: StoreConfig
  /** Seconds; what is left out is as `session()` has it. */
  readonly tabs: Pick<TabsOptions, 'grace' | 'lease' | 'away' | 'idle'>
  /** Where the page is, if this server is behind another one, as in development. */
  readonly pageUrl: string | undefined
  /** Folder of the built web app. */
  readonly webRoot: string
}

/** `apps/api/src` and `apps/api/dist` are equally deep. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** @param example of the right size */
function duration(example: string) {
  return z
    .string()
    .regex(/^\d{1,9}[smhd]?$/, `must be a number of seconds, or text such as ${example}`)
    .transform(secondsOf)
}

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number('must be a whole number from 0 to 65535').int().min(0).max(65_535).default(3000),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SESSION_SECRET: z.string().min(1).optional(),
  SESSION_SECRET_FALLBACKS: z.string().default(''),
  SESSION_DIGEST: z.enum(['sha256', 'sha1', 'sha512']).default('sha256'),
  SESSION_LIFETIME: duration('31d, 12h, 30m or 45s').prefault('31d'),
  SESSION_STORE: z
    .string()
    .refine(
      (text) => text === 'memory' || isRedisUrl(text),
      'must be left out, memory, or the address of a Redis such as redis://localhost:6379 (rediss: for TLS)'
    )
    .optional(),
  TAB_GRACE: duration('10s').optional(),
  TAB_LEASE: duration('45s').optional(),
  TAB_AWAY: duration('10m').optional(),
  TAB_IDLE: duration('12h').optional(),
  CLEARJAR_PAGE: z.string().optional(),
  CLEARJAR_DATA: z.string().default(path.join(ROOT, '.data'))
})

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }

function secondsOf(text: string): number {
  const unit = text.at(-1) as keyof typeof SECONDS
  return Number.parseInt(text, 10) * (SECONDS[unit] ?? 1)
}

function isRedisUrl(text: string): boolean {
  return /^rediss?:\/\/./.test(text) && URL.canParse(text) && /^\/?\d*$/.test(new URL(text).pathname)
}

function storeOf(setting: string | undefined, folder: string): StoreConfig {
  if (setting === undefined) return { kind: 'embedded', path: path.join(folder, 'sessions') }
  return setting === 'memory' ? { kind: 'memory' } : { kind: 'redis', url: setting }
}

/** Only what was said, so that a default is said once. */
function given(times: Readonly<Record<string, number | undefined>>): Config['tabs'] {
  return Object.fromEntries(Object.entries(times).filter(([, seconds]) => seconds !== undefined))
}

const HOW_TO_MAKE_A_SECRET = `node -e "console.log(require('node:crypto').randomBytes(32).toString('base64url'))"`

/** @throws ConfigError for a setting that is wrong, or missing in production */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // Empty is how a shell or a container leaves a setting out.
  const result = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!result.success) {
    const [issue] = result.error.issues
    throw new ConfigError(`${String(issue?.path[0])}: ${issue?.message}.`)
  }
  const settings = result.data
  const production = settings.NODE_ENV === 'production'
  if (production && settings.SESSION_SECRET === undefined) {
    throw new ConfigError(
      `SESSION_SECRET is missing, and production needs one of its own. Make one with: ${HOW_TO_MAKE_A_SECRET}`
    )
  }
  const fallbacks = settings.SESSION_SECRET_FALLBACKS.split(',').filter((secret) => secret !== '')
  return {
    host: settings.HOST,
    port: settings.PORT,
    production,
    logLevel: settings.LOG_LEVEL,
    secrets: [settings.SESSION_SECRET ?? makeOrReadSecret(settings.CLEARJAR_DATA), ...fallbacks],
    digest: settings.SESSION_DIGEST,
    lifetime: settings.SESSION_LIFETIME,
    store: storeOf(settings.SESSION_STORE, settings.CLEARJAR_DATA),
    tabs: given({
      grace: settings.TAB_GRACE,
      lease: settings.TAB_LEASE,
      away: settings.TAB_AWAY,
      idle: settings.TAB_IDLE
    }),
    pageUrl: settings.CLEARJAR_PAGE,
    webRoot: path.join(ROOT, 'apps/web/dist')
  }
}
