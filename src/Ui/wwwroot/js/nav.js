// Pages are complete without this file. With it, links and forms of the same site are fetched and morphed into the present page, so that
// scroll, focus and typed text survive. Whatever looks odd (another layout, no HTML, an error) becomes an ordinary navigation.
import { Idiomorph } from "../vendor/idiomorph.esm.js";
import { enhance } from "./parts.js";
import { watchTab } from "./live.js";

const root = document.documentElement;
const touched = new WeakSet();
let running = null;

const sameSite = (url) => url.origin === location.origin;
const sign = (html) => html.dataset.layout + html.lang + html.dataset.build;

function goes(event, link) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  if (!link || link.target || link.download || link.closest("[data-full]") || link.getAttribute("aria-disabled")) return false;
  const url = new URL(link.href);
  const samePage = url.pathname + url.search === location.pathname + location.search;
  return sameSite(url) && !(samePage && url.hash) && /^https?:$/.test(url.protocol);
}

// A live visit looks at the present page again. Neither it nor a page that goes on by itself pushes a visitor's own step aside. Tells whether it was done.
async function visit(url, { method = "GET", body, back = false, keep = false, live = false, byItself = false, otherwise } = {}) {
  if ((live || byItself) && running) return false;
  running?.abort();
  const mine = (running = new AbortController());
  const slow = live || setTimeout(() => root.toggleAttribute("data-loading", true), 150);
  try {
    const answer = await fetch(url, { method, body, signal: mine.signal, credentials: "same-origin", headers: { Accept: "text/html", "X-Requested-With": live ? "live" : "nav" } });
    const html = answer.headers.get("content-type")?.includes("text/html");
    if (!html || !sameSite(new URL(answer.url)) || answer.status >= 500) return otherwise(answer);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (live) return mine === running && answer.ok && sign(next.documentElement) === sign(root) ? refresh(next) : true;
    if (sign(next.documentElement) !== sign(root)) return otherwise(answer);
    remember();
    show(next, new URL(answer.url, location.href), new URL(url, location.href).hash, { back, keep, posted: method !== "GET" });
  } catch (problem) {
    if (problem.name !== "AbortError") otherwise();
  } finally {
    clearTimeout(slow);
    if (running === mine) {
      root.removeAttribute("data-loading");
      running = null;
    }
  }
  return true;
}

// What changed on the server comes in; what the visitor is doing stays: an open dialog or menu, a form they have touched, a message they read.
function refresh(next) {
  if (document.querySelector("[data-dragging]")) return false;
  Idiomorph.morph(document.body, next.body, {
    morphStyle: "outerHTML",
    ignoreActiveValue: isTyping(),
    callbacks: {
      beforeNodeMorphed: (old) => old.dataset?.keep === undefined && !(old.tagName === "DIALOG" && old.open) && !touched.has(old),
      beforeNodeRemoved: (node) => node.dataset?.keep === undefined && node.dataset?.flash === undefined,
      beforeNodeAdded: (node) => node.dataset?.flash === undefined,
      beforeAttributeUpdated: (name, node, how) => !(name === "open" && node.tagName === "DETAILS") && !(how === "remove" && (name === "tabindex" || name === "data-miss")),
    },
  });
  enhance(visit);
  return true;
}

function show(next, url, hash, { back, keep, posted }) {
  const address = url.pathname + url.search + hash;
  const replaced = location.pathname + location.search === url.pathname + url.search;
  if (!back) history[replaced ? "replaceState" : "pushState"]({ y: 0 }, "", address);
  document.title = next.title;
  Idiomorph.morph(document.body, next.body, {
    morphStyle: "outerHTML",
    ignoreActiveValue: isTyping(),
    callbacks: { beforeNodeMorphed: kept, beforeNodeRemoved: (node) => !node.dataset?.keep && node.dataset?.keep !== "" },
  });
  document.querySelectorAll("[data-busy]").forEach((node) => node.removeAttribute("data-busy"));
  document.querySelectorAll(".menu[open]").forEach((menu) => menu.removeAttribute("open"));
  enhance(visit);
  place(hash, { back, keep: keep || (replaced && posted === false), posted });
  document.getElementById("news").textContent = next.title;
}

// Idiomorph leaves out all that is inside the element in focus: right for a field, wrong for a link.
const isTyping = () => document.activeElement?.matches("input, textarea, select") ?? false;

// The server never sends these open or filled, so morphing them would undo what the visitor is doing.
function kept(old, fresh) {
  if (old.dataset?.keep !== undefined) return false;
  if (old.tagName === "DIALOG" && old.open) old.close();
  return true;
}

function place(hash, { back, keep, posted }) {
  const errors = document.querySelector("[data-form-errors]");
  const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (posted && errors) return errors.focus();
  if (target) return target.scrollIntoView();
  if (back) return scrollTo(0, history.state?.y ?? 0);
  if (keep) return;
  scrollTo(0, 0);
  // A browser minds autofocus only when a document loads.
  (document.querySelector("main [autofocus]") ?? document.getElementById("main"))?.focus({ preventScroll: true });
}

function remember() {
  history.replaceState({ ...history.state, y: scrollY }, "");
}

function submit(event) {
  const form = event.target;
  const by = event.submitter;
  const question = by?.dataset.confirm ?? form.dataset.confirm;
  if (question && !confirm(question)) return event.preventDefault();
  if (form.hasAttribute("data-busy")) return event.preventDefault();
  const method = (by?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get").toUpperCase();
  const url = new URL(by?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href, location.href);
  if (event.defaultPrevented || method === "DIALOG" || form.target || by?.formTarget || form.closest("[data-full]") || !sameSite(url)) return;
  event.preventDefault();
  form.setAttribute("data-busy", "");
  by?.setAttribute("data-busy", "");
  const data = new FormData(form, by);
  const otherwise = (answer) => {
    form.removeAttribute("data-busy");
    by?.removeAttribute("data-busy");
    // A post that was answered must not be sent twice; one that never arrived may.
    if (answer?.redirected) location.assign(answer.url);
    else if (answer && method !== "GET") answer.text().then((text) => write(text, answer));
    else plain(form, by);
  };
  if (method === "GET") {
    url.search = new URLSearchParams(data).toString();
    return visit(url, { keep: form.hasAttribute("data-keep-scroll"), otherwise: () => location.assign(url) });
  }
  const files = form.enctype === "multipart/form-data";
  visit(url, { method, body: files ? data : new URLSearchParams(data), otherwise });
}

// form.submit() forgets which button was pressed.
function plain(form, by) {
  if (by?.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: by.name, value: by.value }));
  if (by?.hasAttribute("formaction")) form.action = by.formAction;
  form.submit();
}

function write(text, answer) {
  if (!answer.headers.get("content-type")?.includes("text/html")) return location.assign(answer.url);
  document.open();
  document.write(text);
  document.close();
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!goes(event, link)) return;
  event.preventDefault();
  visit(link.href, { keep: link.hasAttribute("data-keep-scroll"), otherwise: () => location.assign(link.href) });
});
addEventListener("submit", submit);
addEventListener("input", (event) => event.target.form && touched.add(event.target.form));
watchTab(visit);
addEventListener("popstate", () => visit(location.href, { back: true, otherwise: () => location.reload() }));
addEventListener("pagehide", remember);

if (document.querySelector("link[rel=manifest]")) navigator.serviceWorker?.register("/sw.js").catch(() => {});
history.scrollRestoration = "manual";
history.replaceState({ y: 0, ...history.state }, "");
enhance(visit);
