import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * The rules of axe that the page breaks, each with the first element that does.
 *
 * No page has frames, so that axe needs none of its own beside them, and what holds is not reported: both together are
 * two thirds of the time.
 *
 * @param narrow to parts of the page, or to rules
 */
export async function violations(page: Page, narrow = (axe: AxeBuilder): AxeBuilder => axe): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations: found } = await narrow(axe).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
