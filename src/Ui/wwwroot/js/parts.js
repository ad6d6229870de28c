import { listen } from "./live.js";

// What single parts gain from JavaScript. Called for every page shown; each piece marks what it has already taken care of.
const once = (selector, act) => document.querySelectorAll(selector).forEach((node) => {
  if (node.enhanced) return;
  node.enhanced = true;
  act(node);
});

export function enhance(visit) {
  once("[data-countdown]", (node) => countDown(node, visit));
  once("[data-flash]", (node) => setTimeout(() => dismiss(node), 6000));
  once("[data-appearance]", appearance);
  once("[data-locate]", locate);
  once("[data-copies]", copies);
  refresh(visit, document.querySelector("[data-refresh]"));
  listen(visit);
  board(document.querySelector("[data-board]"));
  passkeys(document.querySelectorAll("[data-passkey]"));
  push(document.querySelectorAll("[data-push]"));
  combobox(document.querySelector("[data-combobox]"));
  address(document.querySelector("[data-free]"));
  document.querySelectorAll("form[data-look]").forEach(look);
  document.querySelectorAll("[data-scroll-to]").forEach((node) => centre(node, node.querySelector(node.dataset.scrollTo)));
}

// What only the desk needs comes when it is needed.
function board(node) {
  if (node) import("./board.js").then(({ show }) => node.isConnected && show(node));
}

// What only passkeys need, too.
function passkeys(forms) {
  if (forms.length > 0) import("./passkeys.js").then(({ show }) => forms.forEach(show));
}

// A page with a way out has somebody signed in, who may let this browser ring.
function push(forms) {
  if (forms.length > 0) import("./push.js").then(({ show }) => forms.forEach(show));
  once('form[action="/sign-out"]', (form) => form.addEventListener("submit", () => import("./push.js").then(({ forget }) => forget())));
}

function combobox(node) {
  if (node) import("./combobox.js").then(({ combine }) => node.isConnected && combine(node));
}

function address(node) {
  if (node) import("./address.js").then(({ ask }) => node.isConnected && ask(node));
}

function look(form) {
  if (form.enhanced) return;
  form.enhanced = true;
  import("./look.js").then(({ show }) => form.isConnected && show(form));
}

// Copies what stands in a field, where the browser lets a page do that.
function copies(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    await navigator.clipboard.writeText(field.value).then(() => (button.querySelector("span").textContent = button.dataset.copied), () => {});
  });
}

// A form that can be asked from where one is: the place goes into a field of it, and the form is sent.
function locate(button) {
  if (!navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    button.form.elements[button.dataset.locate].value = `${coords.latitude.toFixed(4)},${coords.longitude.toFixed(4)}`;
    button.form.requestSubmit();
  }, () => { button.hidden = true; }));
}

let again;

// A page that waits for something asks again by itself, in so many seconds; not while nobody looks.
function refresh(visit, node) {
  clearTimeout(again);
  if (!node) return;
  again = setTimeout(async () => {
    if (document.hidden) return addEventListener("visibilitychange", () => refresh(visit, node), { once: true });
    if (!(await visit(node.dataset.refreshTo ?? location.href, { keep: true, byItself: true, otherwise: () => location.reload() })) && node.isConnected) refresh(visit, node);
  }, node.dataset.refresh * 1000);
}

// The clock of a phone may be wrong: what counts is the server's "now" and the time since the page arrived.
function countDown(node, visit) {
  const arrived = performance.now();
  let end;
  let said;
  const tick = () => {
    if (!node.isConnected) return;
    if (end !== node.dataset.countdown) [end, said] = [node.dataset.countdown, null];
    const left = Math.ceil((Date.parse(end) - Date.parse(node.dataset.now) - (performance.now() - arrived)) / 1000);
    if (left <= 0) return finish(node, visit);
    node.querySelector("[data-left]").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    const minutes = Math.ceil(left / 60);
    if ([5, 2, 1].includes(minutes) && said !== minutes && left % 60 === 0) {
      said = minutes;
      node.querySelector("[data-say]").textContent = minutes === 1 ? node.dataset.last : node.dataset.soon.replace("{0}", minutes);
    }
    setTimeout(tick, 250);
  };
  tick();
}

function finish(node, visit) {
  node.setAttribute("data-ended", "");
  node.querySelector("[data-left]").textContent = "0:00";
  node.querySelector("[data-say]").textContent = node.dataset.over;
  if ("reload" in node.dataset) setTimeout(() => visit(location.href, { keep: true, otherwise: () => location.reload() }), 1500);
}

function dismiss(node) {
  node.setAttribute("data-leaving", "");
  setTimeout(() => node.remove(), 300);
}

function appearance(group) {
  const root = document.documentElement;
  const show = () => group.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", (root.dataset.theme ?? "") === button.value));
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.value) root.dataset.theme = button.value;
    else delete root.dataset.theme;
    document.cookie = `theme=${button.value}; path=/; max-age=${button.value ? 31536000 : 0}; samesite=lax`;
    show();
  });
  show();
}

function centre(box, item) {
  if (!item || box.scrolledFor === item) return;
  box.scrolledFor = item;
  const [outer, inner] = [box.getBoundingClientRect(), item.getBoundingClientRect()];
  const left = inner.width < outer.width / 2 ? inner.left + inner.width / 2 - outer.left - outer.width / 2 : 0;
  box.scrollBy({ left, top: inner.top - outer.top - outer.height / 3, behavior: "instant" });
}

addEventListener("change", (event) => {
  if (event.target.matches?.("[data-auto-submit]")) event.target.form?.requestSubmit();
});
addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest?.("[data-print]")) print();
  if (event.target.closest?.("[data-dismiss]")) dismiss(event.target.closest(".flash"));
  if (event.target.tagName === "DIALOG") event.target.close();
  document.querySelectorAll(".menu[open]").forEach((menu) => menu.contains(event.target) || menu.removeAttribute("open"));
}, true);
addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".menu[open]");
  if (!menu) return;
  menu.removeAttribute("open");
  menu.querySelector("summary").focus();
});
