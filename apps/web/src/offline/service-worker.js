// Keeps the Inspect screen working without a network: it needs none. Every other page needs the server anyway, so this
// worker is asked about pages under /inspect alone, and never touches an answer of the API.
/* global __FILES__, __VERSION__ */
const cacheName = `clearjar ${__VERSION__}`

self.addEventListener('install', (event) => {
  event.waitUntil(store())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(dropOld())
})

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (method !== 'GET' || origin !== location.origin) return
  if (mode === 'navigate') event.respondWith(page(event.request))
  else if (__FILES__.includes(pathname)) event.respondWith(file(event.request, pathname))
})

async function store() {
  const cache = await caches.open(cacheName)
  await cache.addAll(['/inspect', ...__FILES__])
  await self.skipWaiting()
}

async function dropOld() {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith('clearjar ') && name !== cacheName).map((name) => caches.delete(name))
  )
  await self.clients.claim()
}

/** The newest page where a server answers, since it names the newest files. */
async function page(request) {
  const answer = await fetch(request).catch(() => null)
  if (answer !== null && answer.status < 500) return answer
  return (await caches.match('/inspect', { cacheName })) ?? answer ?? Response.error()
}

/** Names carry a hash, and what has none is part of the version: a kept file is the file. */
async function file(request, pathname) {
  return (await caches.match(pathname, { cacheName })) ?? fetch(request)
}
