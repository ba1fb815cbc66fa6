import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** Parts of the page as selectors, and names of rules; by default all of both. */
interface Scope {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly rules?: readonly string[]
  readonly without?: readonly string[]
}

/**
 * The rules of axe that the page breaks, each with the first element that does.
 *
 * No page has frames, so that axe needs none of its own beside them, and what holds is not reported: both together are
 * two thirds of the time.
 *
 */
export async function violations(page: Page, { include, exclude, rules, without }: Scope = {}): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  // One at a time: of a list axe makes a path through frames.
  for (const part of include ?? []) axe.include(part)
  for (const part of exclude ?? []) axe.exclude(part)
  if (rules !== undefined) axe.withRules([...rules])
  if (without !== undefined) axe.disableRules([...without])
  const { violations: found } = await axe.analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
