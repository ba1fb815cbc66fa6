/** Has the browser keep the pages under `/inspect` for when there is no network. Only a built app has something to keep. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  // A browser that refuses (a private window, plain http in a network) only goes without.
  navigator.serviceWorker.register('/sw.js', { scope: '/inspect' }).catch(() => {})
}
