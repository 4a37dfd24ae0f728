// Keeps what a visit has used, so that the next one works without a network. What lies in _records
// and _static is asked of the network only if it was not kept; pages are fetched anew if they can be.
const CACHE = 'lessons VERSION';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith('lessons ') && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
})()));

const ours = address => address.startsWith(self.registration.scope);

async function kept(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: true });
}

async function fetched(request) {
  const response = await fetch(request);
  if (response.status === 200) (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

async function page(request) {
  try {
    return await fetched(request);
  } catch (error) {
    const found = await kept(request);
    if (!found) throw error;
    return found;
  }
}

self.addEventListener('fetch', event => {
  const { request } = event;
  if (request.method !== 'GET' || !ours(request.url)) return;
  const still = /\/_(static|records)\//.test(request.url);
  event.respondWith(still ? kept(request).then(found => found ?? fetched(request)) : page(request));
});

// What the page had loaded before this worker was there.
self.addEventListener('message', event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  for (const address of event.data.keep.filter(ours)) {
    if (!(await cache.match(address))) await cache.add(address).catch(() => {});
  }
})()));
