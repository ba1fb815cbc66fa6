import type { TestInfo } from '@playwright/test'

import type { SessionView } from '../session-view.ts'

export async function attachSession(_info: TestInfo, _view: SessionView): Promise<void> {}
