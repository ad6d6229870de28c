// A club's page is never answered from a cache: free courts have to be true. Only when the network is gone does the visitor get a page that says so,
// with the stylesheets and the icon it names.
const shelf = "offline-1";
const page = "/offline";

async function stock() {
  const cache = await caches.open(shelf);
  const answer = await fetch(page, { cache: "reload" });
  if (!answer.ok) throw new Error(`${page} answered ${answer.status}`);
  const files = [...(await answer.clone().text()).matchAll(/(?:href|src)="(\/(?:brand\/|[^"]+\.css)[^"]*)"/g)].map((match) => match[1]);
  await cache.put(page, answer);
  await cache.addAll([...new Set(files)]);
}

addEventListener("install", (event) => event.waitUntil(stock().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, mode, destination } = event.request;
  if (method !== "GET") return;
  if (mode === "navigate") event.respondWith(fetch(event.request).catch(() => caches.match(page)));
  else if (destination === "style" || destination === "image") event.respondWith(fetch(event.request).catch(async () => (await caches.match(event.request)) ?? Response.error()));
});

// A message for whoever uses this browser. Some browsers take the subscription away where nothing is shown.
addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data?.json() ?? {};
  } catch {
    said = { title: event.data?.text() };
  }
  event.waitUntil(registration.showNotification(said.title || location.hostname, { body: said.body, tag: said.tag, lang: said.lang, dir: "auto", icon: "/brand/icon", data: { url: said.url } }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url ?? "/", location.origin);
  if (url.origin !== location.origin) return;
  event.waitUntil(clients.matchAll({ type: "window" }).then((open) => {
    const here = open.find((one) => new URL(one.url).pathname === url.pathname);
    return here ? here.focus() : clients.openWindow(url.href);
  }));
});
