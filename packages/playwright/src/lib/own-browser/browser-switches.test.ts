import { existsSync } from 'node:fs'
import path from 'node:path'

import { expect, test } from 'vitest'

import { browserSwitches } from './browser-switches.ts'

function valueOf(switches: readonly string[], name: string): string | undefined {
  return switches.findLast((each) => each.startsWith(`${name}=`))?.slice(name.length + 1)
}

test('loads an extension that is there', () => {
  const folder = valueOf(browserSwitches('/profile', {}, []), '--load-extension')
  expect(existsSync(path.join(folder ?? '', 'manifest.json'))).toBe(true)
})

test('joins lists of the test to its own, for the browser hears the last of each only', () => {
  const args = ['--disable-features=One,Two', '--load-extension=/theirs', '--disable-features=Three']
  const switches = browserSwitches('/profile', { args }, [])
  expect(valueOf(switches, '--disable-features')).toBe(
    'DisableLoadExtensionCommandLineSwitch,WebUIOmniboxPopup,WebUIOmniboxAimPopup,One,Two,Three'
  )
  expect(valueOf(switches, '--load-extension')).toMatch(/extension,\/theirs$/)
  expect(switches.filter((each) => each.startsWith('--disable-features='))).toHaveLength(1)
})

test('lets the test have the last word on any other switch', () => {
  const switches = browserSwitches('/profile', { args: ['--password-store=gnome-libsecret'] }, [])
  expect(valueOf(switches, '--password-store')).toBe('gnome-libsecret')
})

test('is without a screen and without a sandbox, unless told otherwise', () => {
  expect(browserSwitches('/profile', {}, [])).toEqual(expect.arrayContaining(['--headless=new', '--no-sandbox']))
  const switches = browserSwitches('/profile', { headless: false, chromiumSandbox: true }, [])
  expect(switches).not.toContain('--headless=new')
  expect(switches).not.toContain('--no-sandbox')
})

test('ends with what is for this start only', () => {
  expect(browserSwitches('/profile', { args: ['--mute-audio'] }, ['about:blank']).slice(-2)).toEqual([
    '--mute-audio',
    'about:blank'
  ])
})
