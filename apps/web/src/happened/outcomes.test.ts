import { expect, test } from 'vitest'

import { outcomesPage } from '../../../../test/outcomes-page.ts'

// After a change: npx vitest run apps/web/src/happened/outcomes.test.ts -u
test('the documentation shows the table', async () => {
  await expect(outcomesPage()).toMatchFileSnapshot('../../../../docs/what-ends-a-session.md')
})
