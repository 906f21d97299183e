/* Serves the stall's pages without a network. Only /stall is under it; everything the market answers goes to the market. */
const CACHE = "hualian-stall-1";
const SHELL = "/stall";
const NETWORK_MS = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.add(SHELL)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("hualian-stall-") && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

/** The page says which files it consists of; what belongs to an older build goes. */
self.addEventListener("message", (event) => {
  if (!Array.isArray(event.data?.keep)) return;
  event.waitUntil(keep(event.data.keep));
});

async function keep(files) {
  const cache = await caches.open(CACHE);
  const there = new Set((await cache.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all(files.filter((file) => !there.has(file)).map((file) => cache.add(file).catch(() => undefined)));
  await cache.add(SHELL).catch(() => undefined);
  const wanted = new Set([SHELL, ...files]);
  await Promise.all((await cache.keys()).filter((request) => !wanted.has(new URL(request.url).pathname)).map((request) => cache.delete(request)));
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request));
  else if (!url.pathname.startsWith("/api/") && !url.pathname.startsWith("/live")) event.respondWith(file(event.request, url.pathname));
});

/** The newest page when the network answers soon, else the one that is kept. */
async function page(request) {
  try {
    // By its address: a navigation itself may not be given a signal.
    const answer = await fetch(request.url, { signal: AbortSignal.timeout(NETWORK_MS) });
    if (answer.ok) (await caches.open(CACHE)).put(SHELL, answer.clone());
    return answer;
  } catch {
    return (await caches.match(SHELL)) ?? Response.error();
  }
}

/** Names of built files carry their contents' hash, so a kept one is never stale. */
async function file(request, path) {
  const kept = await caches.match(path);
  if (kept !== undefined) return kept;
  return fetch(request);
}
