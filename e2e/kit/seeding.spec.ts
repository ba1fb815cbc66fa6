import { expect, test } from '../test.ts'

test('the same data seeded twice is two sessions, so that one can end without the other', async ({
  context,
  session
}) => {
  const values: string[] = []
  for (let turn = 0; turn < 3; turn++) {
    await session.seed({ string: 'hello' })
    const cookies = await context.cookies()
    values.push(...cookies.filter(({ name }) => name === session.name).map(({ value }) => value))
  }
  expect(new Set(values).size).toBe(3)
  await expect(session).toHaveSession({ string: 'hello' })
})
