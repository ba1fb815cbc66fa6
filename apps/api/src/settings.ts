import type { SessionVisibility, TabScope } from '@clearjar/express'
import type { CookieOptions, Request, Response } from 'express'
import * as z from 'zod'

import { KEY_CHOICES, type KeyChoice } from './keys.ts'

/** How a visitor wants sessions to be kept. */
export interface Settings {
  readonly visibility: SessionVisibility
  readonly mode: 'cookie' | 'server'
  /** Seconds that a signature is accepted; one of `lifetimes`. */
  readonly lifetime: number
  /** Whether a session can be ended wherever its copies are; what is on the server always can. */
  readonly revocable: boolean
  /** What a session ends with: its cookie (`browser`), the last of its open tabs, or the tab that it began in. */
  readonly tabs: TabScope
  /** Which keys sign and verify. */
  readonly key: KeyChoice
}

/** RFC 7396: what is left out stays, and `null` is the default again. */
export type SettingsPatch = { readonly [Name in keyof Settings]?: Settings[Name] | null | undefined }

export interface SettingsBook {
  /** Seconds that can be chosen, the shortest first. */
  readonly lifetimes: readonly number[]
  readonly defaults: Settings
  readonly patchSchema: z.ZodType<SettingsPatch>
  /** Those that came with a request; nonsense is the default. */
  read(req: Request): Settings
  write(req: Request, res: Response, settings: Settings): void
  patched(settings: Settings, patch: SettingsPatch): Settings
}

const SETTINGS_COOKIE = 'clearjar-settings'

export const VISIBILITIES = ['hidden', 'readable', 'split'] as const
export const MODES = ['cookie', 'server'] as const
export const SCOPES = ['browser', 'last-tab', 'tab'] as const

export const SECONDS = 'Seconds that a signature is accepted.'

/** Each setting but the lifetime, which depends on the server. */
export const SETTING: {
  readonly visibility: z.ZodType<SessionVisibility>
  readonly mode: z.ZodType<Settings['mode']>
  readonly revocable: z.ZodType<boolean>
  readonly tabs: z.ZodType<TabScope>
  readonly key: z.ZodType<KeyChoice>
} = {
  visibility: z.enum(VISIBILITIES).meta({
    description: 'What scripts see of the cookie: nothing (`hidden`), all of it, or all but the Signature (`split`).'
  }),
  mode: z.enum(MODES).meta({ description: 'Where the data is: in the cookie, or on the server under a session ID.' }),
  revocable: z.boolean().meta({ description: 'Whether the server can end it. What is on the server it always can.' }),
  tabs: z.enum(SCOPES).meta({ description: 'What a session ends with: its cookie, its last open tab, or its tab.' }),
  key: z.enum(KEY_CHOICES).meta({
    description: 'What signs and verifies: the server’s keys, a new one beside them, or the new one alone.'
  })
}

/** Seconds. */
const SHORT_LIFETIMES = [30, 60, 300, 3600]

/** @param longest seconds that this server accepts a signature; a visitor may choose less */
export function createSettingsBook(longest: number): SettingsBook {
  const lifetimes = [...SHORT_LIFETIMES.filter((seconds) => seconds < longest), longest]
  // Seeing and deleting the session with JavaScript is what this page is for. Anywhere else, keep it hidden.
  const defaults: Settings = {
    visibility: 'readable',
    mode: 'cookie',
    lifetime: longest,
    revocable: false,
    tabs: 'browser',
    key: 'first'
  }
  return {
    lifetimes,
    defaults,
    patchSchema: createPatchSchema(lifetimes),
    read: (req) => parseSettings((req.cookies as Record<string, unknown>)[SETTINGS_COOKIE], defaults, lifetimes),
    write(req, res, settings) {
      res.cookie(SETTINGS_COOKIE, formatSettings(settings), { ...keptForAYear(req), encode: String })
    },
    patched(settings, patch) {
      const chosen = Object.entries(patch).map(([name, value]) => [name, value ?? defaults[name as keyof Settings]])
      return { ...settings, ...(Object.fromEntries(chosen) as Partial<Settings>) }
    }
  }
}

function createPatchSchema(lifetimes: readonly number[]): z.ZodType<SettingsPatch> {
  return z.strictObject({
    visibility: SETTING.visibility.nullable().optional(),
    mode: SETTING.mode.nullable().optional(),
    lifetime: z
      .literal(lifetimes, `A lifetime is one of ${lifetimes.join(', ')} seconds.`)
      .meta({ description: SECONDS })
      .nullable()
      .optional(),
    revocable: SETTING.revocable.nullable().optional(),
    tabs: SETTING.tabs.nullable().optional(),
    key: SETTING.key.nullable().optional()
  })
}

/** The settings with what follows from them. */
export function effective(settings: Settings): Settings {
  return { ...settings, revocable: settings.revocable || settings.mode === 'server' }
}

/** Plain text, so that a person who looks at the cookies of this page can read it. */
export function formatSettings({ visibility, mode, lifetime, revocable, tabs, key }: Settings): string {
  const kept = `visibility=${visibility}&mode=${mode}&lifetime=${lifetime}`
  return `${kept}&revocable=${revocable ? 1 : 0}&tabs=${tabs}&key=${key}`
}

export function parseSettings(text: unknown, defaults: Settings, lifetimes: readonly number[]): Settings {
  const found = new URLSearchParams(typeof text === 'string' ? text : '')
  const oneOf = <Choice>(name: string, choices: readonly Choice[]): Choice | undefined =>
    choices.find((choice) => String(choice) === found.get(name))
  const revocable = oneOf('revocable', [0, 1])
  return {
    visibility: oneOf('visibility', VISIBILITIES) ?? defaults.visibility,
    mode: oneOf('mode', MODES) ?? defaults.mode,
    lifetime: oneOf('lifetime', lifetimes) ?? defaults.lifetime,
    revocable: revocable === undefined ? defaults.revocable : revocable === 1,
    tabs: oneOf('tabs', SCOPES) ?? defaults.tabs,
    key: oneOf('key', KEY_CHOICES) ?? defaults.key
  }
}

/** Attributes of the cookies that this app keeps beside the session. */
export function keptForAYear(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: req.secure, maxAge: 365 * 86_400_000 }
}
