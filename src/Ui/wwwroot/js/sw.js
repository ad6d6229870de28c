// A club's page is never answered from a cache: free courts have to be true. Only when the network is gone does the visitor get a page that says so.
const shelf = "offline-1";
const page = "/offline";

addEventListener("install", (event) => event.waitUntil(caches.open(shelf).then((cache) => cache.add(new Request(page, { cache: "reload" }))).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== shelf).map((name) => caches.delete(name)))).then(() => clients.claim())));
addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate" || event.request.method !== "GET") return;
  event.respondWith(fetch(event.request).catch(() => caches.match(page)));
});
