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
  /** Where the data is kept: two radio buttons. */
  readonly mode: Locator
  /** What JavaScript can do with the cookie: three radio buttons. */
  readonly visibility: Locator
  readonly copies: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.narrator = this.main.getByRole('status')
    this.server = page.getByRole('region', { name: 'The server' })
    this.savedStrings = page.getByRole('list', { name: 'Strings the server reads' })
    this.tabs = page.getByRole('list', { name: 'Tabs with this page' })
    this.endsWith = page.getByRole('radiogroup', { name: /session ends with$/ })
    this.mode = page.getByRole('radiogroup', { name: 'Where the session is kept' })
    this.visibility = page.getByRole('radiogroup', { name: 'JavaScript can' })
    this.copies = page.getByRole('list', { name: 'Copies you kept' })
    this.leases = page.getByRole('table', { name: 'Tabs it counts on' })
  }

  button(name: string): Locator {
    return this.main.getByRole('button', { name, exact: true })
  }

  async open(url = '/'): Promise<void> {
    await this.page.goto(url)
    await this.settled()
  }

  /** Opens the page in a state that it sets up by itself. */
  async openIn(recipe: string): Promise<void> {
    await this.page.goto(`/?state=${recipe}`)
    // Several deeds, one after the other.
    await expect(this.page).not.toHaveURL(/state=/)
    await this.settled()
  }

  /** Makes a choice among a few, and waits for the server to have taken it. */
  async choose(group: Locator, name: string): Promise<void> {
    const choice = group.getByRole('radio', { name, exact: true })
    await choice.check()
    await this.settled()
    await expect(choice).toBeChecked()
  }

  /** Has the session end with something else than before. */
  async endWith(name: 'Its cookie' | 'The last tab' | 'This tab'): Promise<void> {
    await this.choose(this.endsWith, name)
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
