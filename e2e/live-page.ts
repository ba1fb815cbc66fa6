import { expect, type Locator, type Page } from '@playwright/test'

/** The Live screen as a person finds things on it: by role and name. */
export class LivePage {
  readonly page: Page
  readonly main: Locator
  readonly narrator: Locator
  readonly server: Locator
  readonly savedStrings: Locator
  readonly tabs: Locator
  /** What the session ends with: three radio buttons. */
  readonly endsWith: Locator
  /** One row for each tab that the server counts on, under a row of headers. */
  readonly leases: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.narrator = this.main.getByRole('status')
    this.server = page.getByRole('region', { name: 'The server' })
    this.savedStrings = page.getByRole('list', { name: 'Strings the server reads' })
    this.tabs = page.getByRole('list', { name: 'Tabs with this page' })
    this.endsWith = page.getByRole('radiogroup', { name: /session ends with$/ })
    this.leases = page.getByRole('table', { name: 'Tabs it counts on' })
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true })
  }

  async open(url = '/'): Promise<void> {
    await this.page.goto(url)
    await this.settled()
  }

  /** Has the session end with something else than before. */
  async endWith(name: 'Its cookie' | 'The last tab' | 'This tab'): Promise<void> {
    const choice = this.endsWith.getByRole('radio', { name, exact: true })
    await choice.check()
    await this.settled()
    await expect(choice).toBeChecked()
  }

  /** Nothing is on its way, and the screen is about what the server said last. */
  async settled(): Promise<void> {
    await expect(this.main).toHaveAttribute('aria-busy', 'false')
  }

  async isIn(state: string): Promise<void> {
    await expect(this.main).toHaveAttribute('data-state', state)
    await this.settled()
  }

  async save(name: string, value: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.page.getByRole('textbox', { name: 'Value' }).fill(value)
    await this.button('Save').click()
    await expect(this.savedStrings).toContainText(name)
    await this.settled()
  }
}
