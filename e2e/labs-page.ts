import { expect, type Locator, type Page } from '@playwright/test'

import { LivePage } from './live-page.ts'

/** A lab as a person finds things on it; its stage is that of the Live screen. */
export class LabPage {
  readonly page: Page
  readonly live: LivePage
  readonly main: Locator
  /** What to do next, in words. */
  readonly next: Locator
  readonly facts: Locator

  constructor(page: Page) {
    this.page = page
    this.live = new LivePage(page)
    this.main = page.getByRole('main')
    this.next = page.getByRole('region', { name: 'The next step' })
    this.facts = page.getByRole('region', { name: 'What happened' })
  }

  /** Opens a lab, guesses, and presses "Start". */
  async start(id: string, guess?: string): Promise<void> {
    await this.page.goto(guess === undefined ? `/labs/${id}?guess=skip` : `/labs/${id}`)
    if (guess !== undefined) {
      await this.main.getByRole('radio', { name: guess }).check()
      await this.press('Find out')
    }
    await this.press('Start')
    await this.isAt(1)
  }

  async press(name: string | RegExp): Promise<void> {
    await this.main.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) }).click()
  }

  /** Presses "Show me", and then what got the focus. */
  async pressWhatIsShown(): Promise<void> {
    await this.press('Show me')
    await this.page.keyboard.press('Enter')
  }

  /** So many steps are behind. */
  async isAt(step: number): Promise<void> {
    await expect(this.next).toContainText(new RegExp(`^${step}/`))
    await this.live.settled()
  }

  /** All steps are; opens what there is to see. */
  async isOver(): Promise<void> {
    await expect(this.next).toContainText('It happened.')
    await this.live.settled()
    await this.press('See what happened')
  }
}
