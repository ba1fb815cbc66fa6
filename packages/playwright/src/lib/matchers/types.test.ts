import type { Locator, Page } from '@playwright/test'
import { expect as check, test } from 'vitest'

import type { SessionCopy, SessionFixture } from '../session-handle.ts'
import { expect } from './expect.ts'

declare const page: Page
declare const session: SessionFixture
declare const copy: SessionCopy
declare const locator: Locator

test('assertions fit what they are about', () => {
  const fit = async () => {
    await expect(page).toHaveSession({ user: 'ann' }, { timeout: 1 })
    await expect(session).not.toHaveNoSession({ timeout: 1 })
    await expect.soft(copy).toHaveSession()
    await expect(copy).toBeSignedBy(['a', new Uint8Array(1)])
    await expect(page).toHaveSessionCookie({ sameSite: 'Lax', maxBytes: 4096 })
    await expect(session).toOutlive(session.reload, { during: 1 })
    await expect(session).toEndWith(() => session.closeTab(), { copies: 'may live' })
    await expect(page).toHaveTitle('Playwright’s own')
  }
  check(fit).toBeTypeOf('function')
})

test('what makes no sense is refused by the compiler', () => {
  const refused = async () => {
    // @ts-expect-error: a copy always is one
    await expect(copy).toHaveNoSession()
    // @ts-expect-error: no session
    await expect(locator).toHaveSession()
    // @ts-expect-error: a page has no acts
    await expect(page).toEndWith(() => {})
    // @ts-expect-error: not an act
    await expect(session).toOutlive('reload')
    // @ts-expect-error: no such attribute
    await expect(page).toHaveSessionCookie({ httponly: true })
    // @ts-expect-error: not one of the three
    await expect(page).toHaveSessionCookie({ sameSite: 'lax' })
    // @ts-expect-error: not a key
    await expect(page).toBeSignedBy(5)
    // @ts-expect-error: refused or may live
    await expect(session).toEndWith(() => {}, { copies: 'live' })
    // @ts-expect-error: not data
    await expect(page).toHaveSession('ann')
  }
  check(refused).toBeTypeOf('function')
})
