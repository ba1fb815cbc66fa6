import { spawnSync } from 'node:child_process'

import { KEY } from './key.ts'
import { createServerProcess } from './server.ts'
import { expect, startApi, test } from './test.ts'

/** Debian's Python has Debian's Flask; elsewhere it is the one on the PATH. */
const python = ['/usr/bin/python3', 'python3'].find(
  (command) => spawnSync(command, ['-c', 'import flask']).status === 0
)

test.describe('one cookie jar across Flask and this server', () => {
  test.skip(python === undefined, 'Python’s Flask is not installed (Debian: python3-flask)')

  test('each reads what the other wrote, and each ends it for both', async ({ page }) => {
    await using api = await startApi({ SESSION_DIGEST: 'sha1' })
    const flask = await createServerProcess({
      command: python!,
      args: ['e2e/flask-app.py'],
      env: (port) => ({ PORT: String(port), SESSION_SECRET: KEY }),
      ready: /Running on/
    })
    await flask.start()
    const says = async (url: string) => {
      await page.goto(url)
      return page.locator('body').innerText()
    }

    expect(await says(`${flask.url}/get_string`)).toBe('Give me a string first!')
    await page.goto(`${flask.url}/enter_string?string=from Flask, Zoë 🚀`)
    expect(await says(`${api.url}/get_string`)).toBe('You entered from Flask, Zoë 🚀')

    await page.goto(`${api.url}/enter_string?string=from Express, Zoë 🚀`)
    expect(await says(`${flask.url}/get_string`)).toBe('You entered from Express, Zoë 🚀')

    await page.request.patch(`${api.url}/api/session`, { data: { data: { other: 'beside it' }, permanent: true } })
    expect(await says(`${flask.url}/get_string`)).toBe('You entered from Express, Zoë 🚀')
    await page.goto(`${flask.url}/enter_string?string=again`)
    expect(await (await page.request.get(`${api.url}/api/session`)).json()).toMatchObject({
      status: 'present',
      permanent: true,
      data: { other: 'beside it', string: 'again' }
    })

    await page.request.delete(`${api.url}/api/session`)
    expect(await says(`${flask.url}/get_string`)).toBe('Give me a string first!')
    await flask.stop()
  })
})
