import { createTabBoardIn } from './lib/tab-board.ts'
import type { TabBoard } from './lib/tab-board.ts'
import { browserPlatform } from './lib/tab-platform.ts'

export type { ClosedTab, OpenTab, Tab, TabBoard, TabBoardSnapshot } from './lib/tab-board.ts'

export interface TabBoardOptions {
  /** Prefix of the board's lock, channel and storage names; tabs of one name see each other. Default `clearjar`. */
  name?: string
}

/**
 * A live board of the tabs of this origin that are open in this browser. Make one per document and name, in the top
 * frame only: a second one, or one in a frame of the same origin, shares the tab's storage and takes itself for a copy.
 *
 * It holds a Web Lock and waits for those of the other tabs, which is how it sees even a crash at once. The price: a
 * browser may keep a page that used locks out of the back/forward cache, as Firefox does.
 */
export function createTabBoard({ name = 'clearjar' }: TabBoardOptions = {}): TabBoard {
  return createTabBoardIn(browserPlatform(), name)
}
