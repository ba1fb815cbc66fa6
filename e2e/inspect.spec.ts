import { spawnSync } from 'node:child_process'

import type { Page } from '@playwright/test'

import { violations } from './axe.ts'
import { KEY } from './key.ts'
import { createServerProcess } from './server.ts'
import { smallTargets } from './small-targets.ts'
import { expect, test, themes } from './test.ts'

/** Signed by Flask on 13 January 2019 with the key `CHANGEME`. */
const OLD = 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8'

const python = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import flask']).status === 0
)

/** The Inspect screen as a person finds things on it. */
function createInspectPage(page: Page) {
  const main = page.getByRole('main')
  const cookie = page.getByRole('textbox', { name: 'Cookie', exact: true })
  const isIn = async (state: string): Promise<void> => {
    await expect(main).toHaveAttribute('data-state', state)
    await expect(main).toHaveAttribute('aria-busy', 'false')
  }
  return {
    main,
    cookie,
    isIn,
    status: main.getByRole('status'),
    answer: (question: 'Format' | 'Signature' | 'Age') =>
      main.getByRole('term').filter({ hasText: question }).locator('..'),
    made: main.getByRole('figure', { name: 'The new cookie as it is' }),
    button: (name: string) => main.getByRole('button', { name, exact: true }),
    tab: (name: string) => main.getByRole('tab', { name }),
    async open(hash = ''): Promise<void> {
      await page.goto(`/inspect${hash}`)
      await isIn(hash === '' ? 'empty' : 'read')
    },
    async paste(text: string, state = 'read'): Promise<void> {
      await cookie.fill(text)
      await isIn(state)
    },
    async addKey(key: string): Promise<void> {
      await main.getByRole('textbox', { name: 'Key', exact: true }).fill(key)
      await main.getByRole('button', { name: 'Add a key' }).click()
      await expect(main).toHaveAttribute('aria-busy', 'false')
    },
    async editAndSign(json: string): Promise<void> {
      await main.getByRole('button', { name: 'Edit the values' }).click()
      await main.getByRole('textbox', { name: 'Values as JSON' }).fill(json)
      await main.getByRole('button', { name: 'Sign it again' }).click()
      await expect(main.getByRole('figure', { name: 'The new cookie as it is' })).toBeVisible()
    }
  }
}

test('reads what Flask signed, and Flask reads what is signed again here', async ({ page, context }) => {
  test.skip(python === undefined, 'Python’s Flask is not installed (Debian: python3-flask)')
  const flask = await createServerProcess({
    command: python!,
    args: ['e2e/flask-app.py'],
    env: (port) => ({ PORT: String(port), SESSION_SECRET: KEY }),
    ready: /Running on/
  })
  await flask.start()
  await page.goto(`${flask.url}/enter_string?string=from Flask, Zoë`)
  const [signed] = await context.cookies(flask.url)

  const inspect = createInspectPage(page)
  await inspect.open()
  await inspect.paste(`session=${signed?.value}`)
  await inspect.addKey('not this one')
  await inspect.addKey(KEY)
  await expect(inspect.answer('Format')).toContainText('Flask session')
  await expect(inspect.answer('Signature')).toContainText('Fits')
  await expect(inspect.answer('Age')).toContainText('Fresh')
  await expect(page.getByRole('list', { name: 'Keys' }).getByRole('listitem')).toHaveText([/Does not fit/, /Fits/])
  await expect(page.getByRole('tabpanel')).toContainText('"from Flask, Zoë"')

  await inspect.editAndSign('{"string": "from Inspect, Zoë"}')
  const made = (await inspect.made.innerText()).replace('session=', '')
  await context.addCookies([{ name: 'session', value: made, url: flask.url }])
  await page.goto(`${flask.url}/get_string`)
  await expect(page.locator('body')).toHaveText('You entered from Inspect, Zoë')
  await flask.stop()
})

test('needs no server, sends nothing, and leaves nothing behind', async ({ page, context }) => {
  const sent: string[] = []
  page.on('request', (request) =>
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`)
  )
  await page.route('**/api/**', (route) => route.abort())
  const inspect = createInspectPage(page)
  await inspect.open()
  await context.setOffline(true)
  await inspect.paste(`Cookie: theme=dark; session=${OLD}`)
  await inspect.addKey('CHANGEME')
  await expect(inspect.answer('Signature')).toContainText('Fits')
  await inspect.editAndSign('{"logged_in": true}')
  for (const name of ['JSON', 'Bytes', 'Compare']) await inspect.tab(name).click()
  await page.getByRole('textbox', { name: 'A second cookie' }).fill(await inspect.made.innerText())
  await expect(page.getByRole('tabpanel')).toContainText('logged_in: false → true')
  await page.getByRole('radio', { name: 'curl' }).check()
  await context.setOffline(false)

  expect(sent.length).toBeGreaterThan(0)
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]))
  const made = await inspect.made.innerText()
  for (const secret of [OLD, 'CHANGEME', made.replace('session=', '')]) {
    expect(sent.filter((request) => request.includes(secret))).toEqual([])
    expect(kept).not.toContain(secret)
  }
  await page.reload()
  await inspect.isIn('empty')
  await expect(page.getByRole('list', { name: 'Keys' })).toHaveCount(0)
  await expect(inspect.cookie).toHaveValue('')
})

for (const colorScheme of themes('dark')) {
  test(`axe finds nothing on Inspect in any state of the ${colorScheme} theme`, async ({ page }) => {
    test.setTimeout(120_000) // a look at each of many states
    const inspect = createInspectPage(page)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await inspect.open()
    expect(await violations(page), 'empty').toEqual([])
    await inspect.paste(';;;', 'unreadable')
    expect(await violations(page), 'unreadable').toEqual([])
    await inspect.paste(OLD.slice(0, -28))
    expect(await violations(page), 'signature missing').toEqual([])
    await inspect.paste(`Cookie: theme=dark; session=${OLD}`)
    await inspect.addKey('dev')
    expect(await violations(page), 'wrong key').toEqual([])
    await inspect.addKey('CHANGEME')
    await inspect.editAndSign('{"logged_in": true}')
    await page.getByRole('textbox', { name: 'Values as JSON' }).fill('{"logged_in"')
    expect(await violations(page), 'signed, and edited wrongly').toEqual([])
    for (const name of ['JSON', 'Bytes']) {
      await inspect.tab(name).click()
      expect(await violations(page), name).toEqual([])
    }
    await inspect.tab('Compare').click()
    await page.getByRole('textbox', { name: 'A second cookie' }).fill(await inspect.made.innerText())
    await expect(page.getByRole('tabpanel')).toContainText('→')
    expect(await violations(page), 'Compare').toEqual([])
    await inspect.button('Clear').click()
    for (const name of ['JWT', 'iron-session']) {
      await inspect.button(name).click()
      await inspect.isIn('read')
      expect(await violations(page), name).toEqual([])
    }
    await page.emulateMedia({ colorScheme, forcedColors: 'active' })
    expect(await violations(page), 'forced colours').toEqual([])
  })
}

for (const width of [320, 390]) {
  test(`Inspect is no wider than a window of ${width} pixels, and a finger finds everything on it`, async ({
    page
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const inspect = createInspectPage(page)
    const check = async (state: string): Promise<void> => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(width)
      expect(await smallTargets(page), state).toEqual([])
    }
    await inspect.open()
    await check('empty')
    await inspect.button('Flask, all types').click()
    await inspect.isIn('read')
    await inspect.addKey('a key that is much too long to stand in one line on a screen as narrow as this')
    for (const name of ['JSON', 'Bytes', 'Compare', 'Values']) {
      await inspect.tab(name).click()
      await check(name)
    }
    await inspect.editAndSign(JSON.stringify({ long: 'x'.repeat(300) }))
    await check('signed')
    for (const name of ['Django', 'iron-session', 'cookie-session']) {
      await inspect.button(name).click()
      await inspect.isIn('read')
      await check(name)
    }
  })
}

test('on a narrow screen the answers stand right below the paste, and on a wide one beside it', async ({ page }) => {
  const inspect = createInspectPage(page)
  const place = async (title: string) => (await page.getByRole('region', { name: title }).boundingBox())!
  await page.setViewportSize({ width: 390, height: 800 })
  await inspect.open()
  await inspect.paste(OLD)
  await inspect.button('Go to the keys').click()
  await expect(page.getByRole('textbox', { name: 'Key', exact: true })).toBeFocused()
  await inspect.paste('', 'empty')
  await inspect.button('Flask, all types').click()
  await inspect.isIn('read')
  const [paste, what, keys] = [await place('Paste'), await place('What it is'), await place('Keys to try')]
  expect(what.y - (paste.y + paste.height)).toBeLessThan(40)
  expect(keys.y).toBeGreaterThan(what.y + what.height)
  const box = (await inspect.cookie.locator('..').boundingBox())!
  expect(what.y - box.y).toBeLessThan(480)

  await page.setViewportSize({ width: 1440, height: 900 })
  const wide = { paste: await place('Paste'), what: await place('What it is'), keys: await place('Keys to try') }
  const take = await place('Take it with you')
  expect(wide.what.y).toBe(wide.paste.y)
  expect(wide.what.x).toBeGreaterThan(wide.paste.x + wide.paste.width)
  expect(wide.keys.x).toBe(wide.paste.x)
  expect(wide.keys.y - (wide.paste.y + wide.paste.height)).toBeCloseTo(20)
  expect(take.y - (wide.what.y + wide.what.height)).toBeCloseTo(20)
})

test('the view that is open is plain to see in forced colours, and no other is', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  const inspect = createInspectPage(page)
  await inspect.open()
  await inspect.paste(OLD)
  const canvas = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.color = 'Canvas'
    const { color } = getComputedStyle(probe)
    probe.remove()
    return color
  })
  for (const name of ['Values', 'JSON', 'Bytes', 'Compare']) {
    await inspect.tab(name).click()
    const lines = await page
      .getByRole('tab')
      .evaluateAll((tabs) => tabs.map((tab) => [tab.textContent, getComputedStyle(tab).borderBottomColor]))
    expect(lines.filter(([, line]) => line !== canvas).map(([tab]) => tab)).toEqual([name])
  }
})

test('a paste replaces what was there, and edits stay where they are', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const inspect = createInspectPage(page)
  await inspect.open()
  await inspect.paste(`session=${OLD}`)
  await inspect.addKey('CHANGEME')
  await inspect.button('Edit the values').click()
  await page.getByRole('textbox', { name: 'Values as JSON' }).fill('{"mine": 1}')

  await page.evaluate(() => navigator.clipboard.writeText('token=another'))
  await inspect.cookie.click()
  expect(await inspect.cookie.evaluate((field: HTMLTextAreaElement) => field.selectionEnd - field.selectionStart)).toBe(
    `session=${OLD}`.length
  )
  await page.keyboard.press('Control+V')
  await expect(inspect.cookie).toHaveValue('token=another')
  await page.evaluate((text) => navigator.clipboard.writeText(text), `session=${OLD}`)
  await page.keyboard.press('Control+V')
  await expect(inspect.cookie).toHaveValue(`session=${OLD}`)
  await expect(page.getByRole('textbox', { name: 'Values as JSON' })).toHaveValue('{"mine": 1}')
  await page.keyboard.press('Control+Z')
  await expect(inspect.cookie).toHaveValue('token=another')
})

test('a link opens the cookie, and each way of taking it along copies it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText())
  const inspect = createInspectPage(page)
  await inspect.open()
  await inspect.paste(`session=${OLD}`)
  await inspect.addKey('CHANGEME')
  await inspect.button('Copy link').click()
  await expect(inspect.status).toContainText('Copied: a link')
  const link = await clipboard()
  expect(link).not.toContain('CHANGEME')

  await inspect.button('Copy as Playwright').click()
  await expect.poll(clipboard).toContain('addCookies')
  for (const name of ['curl', 'Python', 'Header', 'Netscape']) {
    await page.getByRole('radio', { name }).check()
    await inspect.button(`Copy as ${name}`).click()
    await expect(inspect.status).toContainText(`Copied: ${name}.`)
    expect(await clipboard()).toContain(OLD)
  }

  const other = await context.newPage()
  await other.goto(link)
  const opened = createInspectPage(other)
  await opened.isIn('read')
  await expect(opened.answer('Signature')).toContainText('Not checked')
  await expect(opened.cookie).toHaveValue(`session=${OLD}`)
  await opened.button('Clear').click()
  expect(new URL(other.url()).hash).toBe('')
})

test('everything can be done with the keyboard', async ({ page }) => {
  const inspect = createInspectPage(page)
  await inspect.open()
  await inspect.cookie.focus()
  await page.keyboard.insertText(`session=${OLD}`)
  await inspect.isIn('read')
  await page.getByRole('textbox', { name: 'Key', exact: true }).focus()
  await page.keyboard.type('CHANGEME')
  await page.keyboard.press('Enter')
  await expect(inspect.answer('Signature')).toContainText('Fits')
  await inspect.tab('Values').focus()
  await page.keyboard.press('ArrowRight')
  await expect(inspect.tab('JSON')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(inspect.button('Copy the JSON')).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Home')
  await inspect.button('Edit the values').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(inspect.made).toBeVisible()
  await expect(inspect.button('Sign it again')).toBeFocused()
})
