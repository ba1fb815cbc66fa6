import type { Page } from '@playwright/test'

/** Controls of the page, and links that stand by themselves, that a finger cannot hit within 44 by 44 pixels (WCAG 2.5.5). */
export function smallTargets(page: Page): Promise<string[]> {
  return page.locator('body').evaluate((body) => {
    const controls = 'a[href], button, select, summary, textarea, input:not([type=radio]), label:has([type=radio])'

    function canBePressed(control: Element): boolean {
      return control.checkVisibility() && !control.matches(':disabled') && control.closest('[inert]') === null
    }

    /** WCAG 2.5.5 leaves them as high as their line. */
    function isInText(control: Element): boolean {
      return control.tagName === 'A' && getComputedStyle(control).display === 'inline'
    }

    function isSmall(control: Element): boolean {
      const { width, height } = control.getBoundingClientRect()
      return (height < 43.5 || width < 43.5) && !reachesFurther(control)
    }

    /** Whether what is pressed beside it is still the control, as with a switch that is smaller than its target. */
    function reachesFurther(control: Element): boolean {
      control.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = control.getBoundingClientRect()
      const [x, y] = [left + width / 2, top + height / 2]
      const around = [
        [x, y - 21],
        [x, y + 21],
        [x - 21, y],
        [x + 21, y]
      ] as const
      return around.every((point) => control.contains(document.elementFromPoint(...point)))
    }

    return [...body.querySelectorAll(controls)]
      .filter((control) => canBePressed(control) && !isInText(control) && isSmall(control))
      .map((control) => control.outerHTML.slice(0, 120))
  })
}
