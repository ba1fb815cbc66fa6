// @vitest-environment jsdom
import { Blob } from 'node:buffer'
import { createSessionClient } from '@clearjar/browser'
import { createSessionCodec } from '@clearjar/session'
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import Cookies from 'js-cookie'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { LiveData } from '../live/use-live.ts'
import { Inspect } from './inspect.tsx'

// Asking of each element whether it is hidden takes most of the time of a test, and without a style sheet nothing is.
configure({ defaultHidden: true, asyncUtilTimeout: 5_000 })
vi.setConfig({ testTimeout: 20_000 })

/** Signed by Flask on 13 January 2019 with the key `CHANGEME`. */
const old = 'eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8'
const now = (): number => Math.floor(Date.now() / 1000)
const sign = (data: Record<string, unknown>, key: string, digest: 'sha1' | 'sha256' = 'sha1'): string =>
  createSessionCodec({ secrets: [key], digest }).sign(data, { now: now() })

const main = (): HTMLElement => screen.getByRole('main')
const status = (): string => screen.getByRole('status').textContent
const button = (name: string): HTMLElement => screen.getByRole('button', { name })
const field = (name: string): HTMLTextAreaElement => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const keys = (): string[] =>
  within(screen.getByRole('list', { name: 'Keys' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

/** One of the three answers, with its reasons. */
function answer(question: 'Format' | 'Signature' | 'Age'): string {
  return screen.getByText(question, { selector: 'dt' }).parentElement?.textContent ?? ''
}

/** Compression reads a Blob as a stream, which that of jsdom is not. */
function allowStreams(): void {
  vi.stubGlobal('Blob', Blob)
}

async function settled(state?: string): Promise<void> {
  await waitFor(() => {
    const shown = [main().dataset['state'], main().getAttribute('aria-busy')]
    if (shown[1] !== 'false' || (state !== undefined && shown[0] !== state)) throw new Error(shown.join(', busy '))
  })
}

/** Opens the screen as a person finds it. */
async function open() {
  const user = userEvent.setup()
  const { container } = render(<Inspect page={{ client: createSessionClient<LiveData>() }} />)
  await settled()

  async function paste(text: string, into = 'Cookie'): Promise<void> {
    await user.click(field(into))
    await user.paste(text)
    await settled()
  }

  async function addKey(text: string, written = 'Text'): Promise<void> {
    await user.selectOptions(screen.getByRole('combobox', { name: 'Written as' }), written)
    await user.click(field('Key'))
    if (text !== '') await user.paste(text)
    await user.click(button('Add a key'))
    await settled()
  }

  return { user, paste, addKey, container }
}

beforeEach(() => {
  history.replaceState(null, '', '/inspect')
  localStorage.clear()
  sessionStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  Cookies.remove('session', { path: '/' })
})

test('takes a cookie out of a header, shows its values, and answers three questions apart from each other', async () => {
  const { paste } = await open()
  expect(main().dataset['state']).toBe('empty')
  await paste(`Cookie: theme=dark; session=${old}; lang=en`)
  await settled('read')
  expect(status()).toContain('Found 3 cookies in a Cookie header. Reading session.')
  expect(answer('Format')).toContain('Flask session')
  expect(answer('Signature')).toContain('Not checked')
  expect(answer('Age')).toMatch(/Too old.*13 Jan 2019.*\d years ago/)
  expect(screen.getByRole('tabpanel').textContent).toContain('"logged_in": falseyes or no')
  expect(screen.getByText(/Signed, not encrypted: anyone who has this cookie can read this/)).toBeDefined()
})

test('colours each part of what was pasted, and hides the copy from those who listen', async () => {
  const { paste, container } = await open()
  await paste(`session=${old}`)
  const mirror = container.querySelector('div[aria-hidden="true"]')
  const pieces = [...(mirror?.querySelectorAll('span') ?? [])]
  expect(pieces.map(({ textContent, className }) => [textContent, className.split('_')[1]])).toEqual([
    ['session=', 'faint'],
    ['eyJsb2dnZWRfaW4iOmZhbHNlfQ', 'payload'],
    ['.', 'faint'],
    ['XDuWxQ', 'timestamp'],
    ['.', 'faint'],
    ['E2Pyb6x3w-NODuflHoGnZOEpbH8', 'signature']
  ])
  expect(within(screen.getByRole('list', { name: 'Its parts' })).getAllByRole('listitem')).toHaveLength(3)
})

test('a paste replaces what was there, and Clear empties the screen but keeps the keys', async () => {
  const { user, paste, addKey } = await open()
  await addKey('CHANGEME')
  await paste(`session=${old}`)
  await paste('token=abc')
  expect(field('Cookie').value).toBe('token=abc')
  await user.click(button('Clear'))
  await settled('empty')
  expect(field('Cookie').value).toBe('')
  expect(document.activeElement).toBe(field('Cookie'))
  expect(keys()[0]).toContain('CHANGEME')
})

test('tries every key side by side, warns of weak ones, and forgets one on request', async () => {
  const { user, paste, addKey } = await open()
  await paste(`session=${old}`)
  await addKey('dev')
  expect(answer('Signature')).toContain('Does not fit')
  await addKey('CHANGEME')
  expect(keys()).toEqual([
    expect.stringMatching(/^dev.*Does not fit.*Weak/),
    expect.stringMatching(/^CHANGEME.*Fits.*Weak/)
  ])
  expect(answer('Signature')).toContain('FitsMade with the key CHANGEME.')
  await user.click(button('Remove the key CHANGEME'))
  await settled()
  expect(answer('Signature')).toContain('Does not fit')
  expect(document.activeElement).toBe(field('Key'))
})

test('takes keys in hex and base64, and says what is neither', async () => {
  const { user, paste, addKey } = await open()
  await paste(`session=${old}`)
  await addKey('4348414e47454d45', 'Hex')
  expect(answer('Signature')).toContain('Fits')
  await addKey('Q0hBTkdFTUU=', 'Base64')
  expect(keys()).toHaveLength(2)
  await addKey('xyz', 'Hex')
  const key = field('Key')
  expect(document.getElementById(key.getAttribute('aria-describedby') ?? '')?.textContent).toContain('Not hexadecimal')
  expect(document.activeElement).toBe(key)
  await user.clear(key)
  expect(key.getAttribute('aria-invalid')).toBe('false')
})

test('an empty key can be tried, and none is listed twice', async () => {
  const { addKey } = await open()
  await addKey('')
  await addKey('')
  expect(keys()).toEqual([expect.stringContaining('(empty)')])
  expect(status()).toContain('That key is in the list already.')
})

test('offers the way of signing with which a key would fit', async () => {
  const { user, paste, addKey } = await open()
  const salted = createSessionCodec({ secrets: ['a long enough secret'], digest: 'sha1', derivation: 'django-concat' })
  await paste(`session=${salted.sign({ a: 1 }, { now: now() })}`)
  await addKey('a long enough secret')
  expect(answer('Signature')).toContain('Does not fit')
  await user.click(button('Use that'))
  expect(document.activeElement).toBe(field('Key'))
  await settled()
  expect(answer('Signature')).toContain('Fits')
  await user.click(button('Back to the usual'))
  expect(document.activeElement).toBe(field('Key'))
  await settled()
  expect(answer('Signature')).toContain('Does not fit')
})

test('a longer lifetime makes an old cookie fresh', async () => {
  const { user, paste } = await open()
  await paste(`session=${old}`)
  expect(answer('Age')).toContain('Too old')
  const amount = screen.getByRole('textbox', { name: 'Lifetime, amount' })
  await user.clear(amount)
  await user.type(amount, '36500')
  expect(answer('Age')).toContain('Fresh')
  expect(screen.getByText(/400 days at most/)).toBeDefined()
})

test('edits survive another key, and signing them makes a second cookie', async () => {
  allowStreams()
  const { user, paste, addKey } = await open()
  const cookie = sign({ role: 'guest' }, 'the first of two keys')
  await paste(`session=${cookie}`)
  expect(button('Sign it again')).toHaveProperty('disabled', true)
  await user.click(button('Edit the values'))
  await user.clear(field('Values as JSON'))
  await user.paste('{"role":"admin"}')
  await addKey('the first of two keys')
  await addKey('the other of two keys')
  expect(field('Values as JSON').value).toBe('{"role":"admin"}')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Sign with' }), 'the other of two keys')
  expect(screen.getByText(/a server that has another will refuse/)).toBeDefined()
  await user.click(button('Sign it again'))
  const made = await screen.findByRole('figure', { name: 'The new cookie as it is' })
  const [, value = ''] = made.textContent.split('session=')
  expect(createSessionCodec({ secrets: ['the other of two keys'], digest: 'sha1' }).verify(value)).toMatchObject({
    ok: true,
    data: { role: 'admin' }
  })
  expect(field('Cookie').value).toBe(`session=${cookie}`)
  expect(screen.getByRole('meter', { name: 'Size of the new cookie' })).toBeDefined()
  expect(status()).toContain('Signed: a new cookie is below.')
  await user.click(button('Inspect it'))
  await settled()
  expect(answer('Signature')).toContain('the other of two keys')
})

test('says where edited JSON breaks off, and signs none', async () => {
  const { user, paste, addKey } = await open()
  await addKey('CHANGEME')
  await paste(`session=${old}`)
  await user.click(button('Edit the values'))
  await user.type(field('Values as JSON'), ',')
  const editor = field('Values as JSON')
  const [faultId = ''] = (editor.getAttribute('aria-describedby') ?? '').split(' ')
  expect(document.getElementById(faultId)?.textContent).toContain('This is not JSON yet: look at line 3')
  await user.click(button('Sign it again'))
  expect(document.activeElement).toBe(editor)
  expect(screen.queryByRole('figure', { name: 'The new cookie as it is' })).toBeNull()
  await user.click(button('Undo the edits'))
  expect(document.activeElement).toBe(editor)
  expect(field('Values as JSON').value).toBe('{\n  "logged_in": false\n}')
})

test('a new cookie that browsers would drop is told to be too big', async () => {
  allowStreams()
  const { user, paste, addKey } = await open()
  await addKey('CHANGEME')
  await paste(`session=${old}`)
  await user.click(button('Edit the values'))
  await user.clear(field('Values as JSON'))
  await user.paste(JSON.stringify({ noise: Array.from({ length: 1500 }, (_, index) => index * 7919) }))
  await user.click(button('Sign it again'))
  expect(await screen.findByText(/Too big: browsers drop it without a word/)).toBeDefined()
})

test('the views are tabs that arrow keys go through', async () => {
  const { user, paste } = await open()
  await paste(`session=${old}`)
  await user.click(screen.getByRole('tab', { name: 'Values' }))
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'JSON', selected: true }))
  expect(screen.getByRole('figure', { name: 'the JSON' }).textContent).toBe('{\n  "logged_in": false\n}')
  await user.keyboard('{ArrowRight}')
  expect(screen.getByRole('tabpanel', { name: 'Bytes' }).textContent).toContain('7b 22 6c 6f')
  await user.keyboard('{End}')
  expect(screen.getByRole('tab', { name: 'Compare', selected: true })).toBeDefined()
  await user.keyboard('{ArrowRight}')
  expect(screen.getByRole('tab', { name: 'Values', selected: true })).toBeDefined()
})

test('keys that differ in a blank look different, and the blank can be taken off', async () => {
  const { user, paste, addKey } = await open()
  await paste(`session=${old}`)
  await addKey('CHANGEME ')
  expect(keys()).toEqual([
    expect.stringMatching(/^CHANGEME<space>Does not fit.*It would fit without the blanks around it/)
  ])
  await addKey('another ')
  expect(keys()[1]).toContain('blanks that are hard to see')
  const signWith = screen.getByRole('combobox', { name: 'Sign with' })
  expect(within(signWith).getAllByRole('option')[0]?.textContent).toBe('CHANGEME<space>')
  await user.click(button('Take them off'))
  await settled()
  expect(document.activeElement).toBe(field('Key'))
  expect(keys()[0]).toMatch(/^CHANGEMEFits/)
})

test('says of each of two compared cookies whether a key fits it', async () => {
  const { user, paste, addKey } = await open()
  await paste(old)
  const forged = old.replace(/^[^.]+/, btoa('{"logged_in":true}').replaceAll('=', ''))
  await user.click(screen.getByRole('tab', { name: 'Compare' }))
  await paste(forged, 'A second cookie')
  expect(await screen.findByText(/The same signature under other values/)).toBeDefined()
  await addKey('dev')
  expect(await screen.findByText(/The first fits none of the keys/)).toBeDefined()
  expect(screen.getByText(/The second fits none of the keys/)).toBeDefined()
  await addKey('CHANGEME')
  expect(await screen.findByText(/The second fits no key: it has the other’s signature/)).toBeDefined()
  expect(screen.getByRole('tabpanel').textContent).toContain('The first fits CHANGEME.')
})

test('what no format claims and no name goes with is not called a cookie, and cannot be taken along', async () => {
  const { paste } = await open()
  await paste('lorem ipsum dolor %%% 🍪')
  expect(answer('Format')).toContain('Not recognised')
  expect(answer('Signature')).toContain('Not known')
  expect(screen.queryByText('Take it with you')).toBeNull()
  expect(screen.queryByText(/Neither signed nor encrypted/)).toBeNull()
  await paste('theme=dark')
  expect(answer('Format')).toContain('Plain text')
  expect(screen.getByText('Take it with you')).toBeDefined()
  expect(screen.queryByText(/has the session while it is good/)).toBeNull()
})

test('says what a reload forgets, and on Clear only what is true of the keys', async () => {
  const { user, addKey } = await open()
  expect(screen.getByText(/A reload forgets the keys, your edits and what you pasted/)).toBeDefined()
  await user.click(button('Clear'))
  expect(status()).not.toContain('key')
  await addKey('one')
  await user.click(button('Clear'))
  expect(status()).toContain('Cleared. The key is still in the list.')
})

test('says what the size counts, who else writes it so, and about whom a token is', async () => {
  const { paste } = await open()
  await paste(old)
  expect(answer('Format')).toContain('61 of 4,096 bytes.Flask and Clearjar write it alike')
  await paste(`session=${old}`)
  expect(answer('Format')).toContain('69 of 4,096 bytes, with its name.')
  await paste(`token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.${'a'.repeat(43)}`)
  expect(within(screen.getByRole('list', { name: 'Facts' })).getByText(/^Subject/).textContent).toBe('Subject ann.')
})

test('what it is stands right after what was pasted, and before the keys', async () => {
  await open()
  const titles = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
  expect(titles).toEqual(['Paste', 'What it is', 'Keys to try'])
})

test('compares two cookies value by value, and keeps the second while another view is looked at', async () => {
  const { user, paste } = await open()
  await paste(`session=${sign({ role: 'guest', seen: 1 }, 'k')}`)
  await user.click(screen.getByRole('tab', { name: 'Compare' }))
  await paste(`session=${sign({ role: 'admin', tags: ['x'] }, 'k')}`, 'A second cookie')
  const differences = (await screen.findAllByRole('listitem')).map(({ textContent }) => textContent)
  expect(differences).toContain('~role: "guest" → "admin"changed')
  expect(differences).toContain('−seen: 1removed')
  expect(differences).toContain('+tags: ["x"]added')
  await user.click(screen.getByRole('tab', { name: 'Values' }))
  await user.click(screen.getByRole('tab', { name: 'Compare' }))
  expect(field('A second cookie').value).toContain('session=')
})

test('shows types that JSON lacks as what they are', async () => {
  const { paste } = await open()
  await paste(
    `session=${sign({ at: new Date(1_700_000_000_000), raw: new Uint8Array([1, 255]), many: [1, 'x'] }, 'k')}`
  )
  const values = screen.getByRole('tabpanel').textContent
  expect(values).toMatch(/"at": .*14 Nov 2023.*years? ago.*date/)
  expect(values).toContain('"raw": 2 bytes 01 ffbytes')
})

test('shows the first bytes of many, and all on request', async () => {
  allowStreams()
  const { user, paste } = await open()
  await paste(`session=${sign({ long: 'x'.repeat(2_000) }, 'k')}`)
  await user.click(screen.getByRole('tab', { name: 'Bytes' }))
  const rows = (): number => screen.getAllByRole('listitem').length
  const before = rows()
  await user.click(button('Show all 2,011 bytes'))
  expect(rows()).toBeGreaterThan(before + 100)
  await user.click(button('Show the first 1,024 bytes'))
  expect(rows()).toBe(before)
})

test('names a missing signature, and reads the rest', async () => {
  const { paste } = await open()
  await paste(old.slice(0, old.lastIndexOf('.')))
  expect(answer('Signature')).toContain('Missing')
  expect(screen.getByText(/The signature is missing\..*was read all the same/)).toBeDefined()
  expect(screen.getByRole('tabpanel').textContent).toContain('"logged_in"')
})

test('says of what it cannot read that it is encrypted, or only an id', async () => {
  const { user } = await open()
  await user.click(button('iron-session'))
  await settled('read')
  expect(answer('Format')).toContain('iron-session')
  expect(screen.getByRole('tabpanel').textContent).toContain('Nobody without the key can read it')
  expect(screen.queryByRole('button', { name: 'Edit the values' })).toBeNull()
  await user.click(button('express-session'))
  await settled('read')
  expect(answer('Signature')).toContain('Fits')
  expect(screen.getByRole('tabpanel').textContent).toContain('the values are on the server')
})

test('offers to edit only what can be signed again here, and says so of the rest', async () => {
  const { user } = await open()
  await user.click(button('Django'))
  await settled('read')
  expect(screen.getByRole('tabpanel').textContent).toContain('"_auth_user_id"')
  expect(screen.queryByRole('button', { name: 'Sign it again' })).toBeNull()
  expect(screen.getByText(/it cannot be signed again/)).toBeDefined()
})

test('every example is recognised, and its key fits', async () => {
  allowStreams()
  const { user } = await open()
  for (const name of ['Flask', 'Flask, all types', 'JWT', 'express-session', 'cookie-session', 'Django', 'Rack']) {
    await user.click(button(name))
    await settled('read')
    expect(`${name}: ${answer('Signature')}`).toContain('Fits')
  }
})

test('another of several cookies can be read', async () => {
  const { user, paste } = await open()
  await paste(`Cookie: token=${sign({ of: 'one' }, 'k')}; session=${sign({ of: 'two' }, 'k')}`)
  expect(screen.getByRole('tabpanel').textContent).toContain('"two"')
  await user.click(screen.getByRole('radio', { name: 'token' }))
  await settled()
  expect(screen.getByRole('tabpanel').textContent).toContain('"one"')
})

test('of many cookies, the likeliest stands first, and those of one name are told apart', async () => {
  const { paste } = await open()
  const others = Array.from({ length: 10 }, (_, index) => `a${index}=${index}`).join('; ')
  await paste(`Cookie: ${others}; twice=first; session=${old}; twice=second`)
  const labels = screen.getAllByRole('radio').flatMap((radio) => (radio as HTMLInputElement).labels?.[0]?.textContent)
  expect(labels[0]).toBe('session')
  expect(labels.filter((label) => label?.startsWith('twice'))).toEqual(['twicefirst', 'twicesecond'])
})

test('a text without a cookie in it is said to have none', async () => {
  const { paste } = await open()
  await paste(';;;')
  expect(main().dataset['state']).toBe('unreadable')
  expect(status()).toContain('No cookie was found in this text.')
})

test('uses the cookie that this page can see, and says when there is none', async () => {
  const { user } = await open()
  await user.click(button('Use mine'))
  expect(status()).toContain('JavaScript sees no session cookie here.')
  const mine = sign({ string: 'hello' }, 'k')
  Cookies.set('session', mine, { path: '/' })
  await user.click(button('Use mine'))
  await settled('read')
  expect(field('Cookie').value).toBe(`session=${mine}`)
})

test('a link brings the cookie and never a key, and is forgotten once something else is there', async () => {
  const first = await open()
  await first.addKey('CHANGEME')
  await first.paste(`session=${old}`)
  await first.user.click(button('Copy link'))
  const link = new URL(await navigator.clipboard.readText())
  expect(link.hash).toMatch(/^#c=/)
  expect(link.href).not.toContain('CHANGEME')
  cleanup()
  history.replaceState(null, '', link.pathname + link.hash)
  const second = await open()
  await settled('read')
  expect(screen.getByRole('tabpanel').textContent).toContain('"logged_in"')
  expect(screen.queryByRole('list', { name: 'Keys' })).toBeNull()
  await second.paste('token=abc')
  expect(location.hash).toBe('')
})

test('takes the cookie away as code for another tool, with one press', async () => {
  const { user, paste } = await open()
  await paste(`session=${old}`)
  await user.click(button('Copy as Playwright'))
  expect(await navigator.clipboard.readText()).toContain(old)
  expect(status()).toContain('Copied: Playwright.')
  const seen = new Set([await navigator.clipboard.readText()])
  for (const name of ['curl', 'Python', 'Header', 'Netscape']) {
    await user.click(screen.getByRole('radio', { name }))
    await user.click(button(`Copy as ${name}`))
    seen.add(await navigator.clipboard.readText())
  }
  expect(seen.size).toBe(5)
  await user.clear(screen.getByRole('textbox', { name: /For the address/ }))
  expect(screen.getByText(/Not an http or https address/)).toBeDefined()
})

test('selects the text where the browser allows no copying', async () => {
  const { user, paste } = await open()
  await paste(`session=${old}`)
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
  await user.click(button('Copy as Playwright'))
  await waitFor(() => expect(status()).toContain('did not allow copying'))
  expect(getSelection()?.toString()).toContain(old)
})

test('says why no key can be tried where browsers offer no WebCrypto', async () => {
  vi.spyOn(globalThis.crypto, 'subtle', 'get').mockReturnValue(undefined as unknown as SubtleCrypto)
  const { paste, addKey } = await open()
  await addKey('CHANGEME')
  await paste(`session=${old}`)
  expect(answer('Signature')).toContain('plain http')
  expect(screen.getByRole('tabpanel').textContent).toContain('"logged_in"')
})

test('leaves nothing in storage, and fields that neither browsers nor managers of passwords keep', async () => {
  const { paste, addKey } = await open()
  await addKey('CHANGEME')
  await paste(`session=${old}`)
  expect([localStorage.length, sessionStorage.length]).toEqual([0, 0])
  for (const each of document.querySelectorAll('input, textarea')) {
    if (each.getAttribute('type') === 'radio') continue
    expect([each.getAttribute('type'), each.getAttribute('autocomplete')]).not.toContain('password')
    expect(each.getAttribute('autocomplete')).toBe('off')
  }
})
