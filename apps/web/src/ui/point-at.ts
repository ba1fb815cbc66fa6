/** Moves the focus and shows where it went, also for people who pressed a mouse button. */
export function pointAt(target: HTMLElement | string | null): void {
  const element = typeof target === 'string' ? document.getElementById(target) : target
  if (!element) return
  element.dataset['pointed'] = ''
  element.addEventListener('blur', () => delete element.dataset['pointed'], { once: true })
  element.focus()
  element.scrollIntoView?.({ block: 'nearest' })
}

/** Where the focus goes when the control that had it has left the page. */
export function rescueFocus(target: string): void {
  if (document.activeElement === null || document.activeElement === document.body) pointAt(target)
}

/** Ids of the controls that other parts of the page point at. */
export const ids = {
  main: 'main',
  name: 'string-name',
  save: 'save',
  cookie: 'cookie',
  rawCookie: 'raw-cookie',
  delete: 'delete',
  change: 'change-byte',
  keepCopy: 'keep-copy',
  copies: 'copies',
  keepFor: 'keep-for',
  visibility: 'visibility',
  endsWith: 'ends-with',
  mode: 'mode',
  newTab: 'new-tab',
  server: 'server',
  revocable: 'revocable',
  key: 'key',
  clear: 'clear',
  revoke: 'revoke',
  ask: 'ask-again',
  eventSearch: 'event-search'
} as const
