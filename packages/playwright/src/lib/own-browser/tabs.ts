import type { Page } from '@playwright/test'

/**
 * The tabs of a browser, and what a person, the browser and fate do to them. Each act is over when it has happened;
 * what pages send of it may still be on its way.
 */
export interface Tabs {
  /** A tab of its own, as for a typed address. It comes to the front. Without an address it is empty. */
  newTab(url?: string): Promise<Page>
  /** The tab that `act` opens, when it has loaded. */
  opened(act: () => Promise<unknown>): Promise<Page>
  /** A tab that shows this whole address, when there is one. */
  tabAt(url: string): Promise<Page>
  /** The place of the tab among all tabs, from 0: a start that restores them keeps it. */
  placeOf(page: Page): Promise<number>
  /** The tab in this place. Where it was restored behind others, it comes to the front once, to be loaded. */
  tabInPlace(place: number): Promise<Page>
  /** Presses the button. A page that comes out of the back/forward cache says `pageshow` with `persisted`. */
  goBack(page: Page): Promise<void>
  goForward(page: Page): Promise<void>
  /** Brings the tab to the front. The one that was there is hidden then. */
  activate(page: Page): Promise<void>
  /** Brings each tab to the front once: those that a start restored are only loaded then. */
  lookThrough(): Promise<void>
  close(page: Page): Promise<void>
  /** Closes each window with all its tabs. */
  closeWindows(): Promise<void>
  /** Reloads it 20 times, each 40 ms after the other, as somebody does who leans on the key. */
  reloadStorm(page: Page): Promise<void>
  /** A second tab with a copy of the first one's sessionStorage and history. */
  duplicate(page: Page): Promise<Page>
  /** The tab that was closed last, with its sessionStorage and history. */
  reopenClosedTab(): Promise<Page>
  /** Takes the page of a hidden tab out of memory; `activate` brings it back, and is another page for Playwright. */
  discard(page: Page): Promise<{ activate(): Promise<Page> }>
  /**
   * The page's process dies. What Playwright knows of the page dies with it: `reload` is done from outside, and gives
   * another page, in another context that shares its cookies with the first.
   */
  crash(page: Page): Promise<{ reload(): Promise<Page>; close(): Promise<void> }>
  /** Stops the page's scripts and timers, as a browser does with tabs that are hidden for long. */
  freeze(page: Page): Promise<{ resume(): Promise<void> }>
  /** As a machine that sleeps: nothing runs. */
  suspend(): { wake(): void }
}
