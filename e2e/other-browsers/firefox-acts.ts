/** What the acts use: a tab is known by its handle. */
export const WORDS = `
  const { NavigableManager } = ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs')
  const handleOf = (tab) => NavigableManager.getIdForBrowser(tab.linkedBrowser)
  const tabOf = (handle) => gBrowser.tabs.find((tab) => handleOf(tab) === handle)
  const isLoaded = (tab) => {
    const { currentURI, webProgress } = tab.linkedBrowser
    return !tab.matches('[pending], [busy]') && !webProgress.isLoadingDocument && currentURI.spec !== 'about:blank'
  }
  // What Firefox can bring back of a tab; by itself it notes that every few seconds.
  const note = (tab) => gBrowser.prepareDiscardBrowser(tab)
  const event = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }))
`

/** Functions that run in Firefox's own window. */
export const ACTS = {
  isLoaded: '(handle) => isLoaded(tabOf(handle))',
  hasCrashed: `(handle) => tabOf(handle).hasAttribute('crashed')`,

  close: `async (handle) => {
    const closed = event(tabOf(handle), 'TabClose')
    gBrowser.removeTab(tabOf(handle), { animate: false })
    await closed
  }`,

  closeAndStay: `(handle) => new Promise((resolve) => {
    Services.obs.addObserver(function answer(question) {
      Services.obs.removeObserver(answer, 'common-dialog-loaded')
      question.Dialog.ui.button1.click()
      setTimeout(resolve)
    }, 'common-dialog-loaded')
    // The question stops what asks it.
    setTimeout(() => gBrowser.removeTab(tabOf(handle)))
  })`,

  show: `async (handle) => {
    const tab = tabOf(handle)
    const restored = tab.hasAttribute('pending') && event(tab, 'SSTabRestored')
    gBrowser.selectedTab = tab
    await restored
  }`,

  duplicate: `async (handle) => {
    const copy = gBrowser.duplicateTab(tabOf(handle))
    await event(copy, 'SSTabRestored')
    return handleOf(copy)
  }`,

  reopen: `async () => {
    const tab = SessionStore.undoCloseTab(window, 0)
    await event(tab, 'SSTabRestored')
    return handleOf(tab)
  }`,

  discard: `async (handle) => {
    const tab = tabOf(handle)
    await note(tab)
    const gone = event(tab, 'TabBrowserDiscarded')
    if (!gBrowser.discardBrowser(tab, true)) throw new Error('Firefox does not discard this tab')
    await gone
  }`,

  /** The process of the page, whose tab is noted. */
  noteProcess: `async (handle) => {
    const tab = tabOf(handle)
    await note(tab)
    return tab.linkedBrowser.browsingContext.currentWindowGlobal.osPid
  }`,

  revive: `async (handle) => {
    const tab = tabOf(handle)
    SessionStore.reviveCrashedTab(tab)
    await event(tab, 'SSTabRestored')
    return handle
  }`,

  noteAll: `async () => {
    const { SessionSaver } = ChromeUtils.importESModule('resource:///modules/sessionstore/SessionSaver.sys.mjs')
    for (const tab of gBrowser.tabs) await note(tab)
    await SessionSaver.run()
  }`,

  find: `(url) => {
    const tab = gBrowser.tabs.find((tab) => tab.linkedBrowser.currentURI.spec === url)
    // A tab of the last time loads when it comes to the front.
    if (tab) gBrowser.selectedTab = tab
    return tab && isLoaded(tab) ? handleOf(tab) : null
  }`
} as const
