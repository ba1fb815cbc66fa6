import { expect, test } from 'vitest'

import { examplesPage, exampleTitles } from '../../../test/examples-page.ts'

// After a change: npx vitest run packages/playwright/src/examples-page.test.ts -u
test('the documentation shows the examples as they are run', async () => {
  await expect(examplesPage()).toMatchFileSnapshot('../../../docs/testing.md')
})

test.each(['e2e/kit/examples.spec.ts', 'e2e/kit/own-browser-examples.spec.ts'])(
  'every example of %s is shown',
  (file) => {
    const titles = exampleTitles(file)
    expect(titles.length).toBeGreaterThan(5)
    const page = examplesPage()
    expect(titles.filter((title) => !page.includes(`# ${title}\n`))).toEqual([])
  }
)
