// The desk's board by mouse, finger and keys. Loaded by parts.js where there is a board. While something is carried only a ghost moves, by
// transform; what the place would mean is asked of the server before it is dropped.
import { Carrying } from "./carry.js";

let home = null;
let board;
let lanes;
let carrying = null;
let said = "";

export function show(node) {
  const first = board !== node;
  board = node;
  lanes = [...board.querySelectorAll(".lane")].map((lane) => ({
    node: lane,
    cells: [...lane.children].map((li) => ({ li, link: li.firstElementChild, at: Number(li.dataset.at), length: Number(li.dataset.length ?? board.dataset.step) })).sort((a, b) => a.at - b.at),
  }));
  rove();
  filter();
  if (!first) return;
  board.addEventListener("focusin", (event) => remember(event.target));
  board.addEventListener("pointerdown", grab);
  board.addEventListener("click", (event) => board.clicked === false && (event.preventDefault(), event.stopPropagation()), true);
  board.addEventListener("contextmenu", offer);
  board.addEventListener("dragstart", (event) => event.preventDefault());
}

// One stop for Tab; arrows go on from there. Where the cell in focus went away, its neighbour has the focus.
function rove() {
  home ??= { court: 0, at: lanes[0]?.cells.find(({ li }) => li.matches(".free"))?.at ?? 0 };
  const lost = document.activeElement === document.body && board.had;
  const here = nearest(home.court, home.at);
  lanes.forEach(({ cells }) => cells.forEach(({ link }) => link.tabIndex = link === here?.link ? 0 : -1));
  if (lost) here?.link.focus({ preventScroll: true });
  const found = location.hash.startsWith("#b-") && board.found !== location.href && document.getElementById(location.hash.slice(1));
  if (found) {
    board.found = location.href;
    found.firstElementChild.focus();
    found.scrollIntoView({ block: "center", inline: "center" });
  }
}

function remember(link) {
  const lane = lanes.findIndex(({ cells }) => cells.some((cell) => cell.link === link));
  board.had = lane >= 0;
  if (lane < 0) return;
  [home.court, home.at] = [lane, lanes[lane].cells.find((cell) => cell.link === link).at];
  lanes.forEach(({ cells }) => cells.forEach((cell) => cell.link.tabIndex = cell.link === link ? 0 : -1));
}

function nearest(court, at) {
  const cells = lanes[Math.min(court, lanes.length - 1)]?.cells ?? [];
  return cells.find((cell) => cell.at <= at && cell.at + cell.length > at) ?? cells.reduce((best, cell) => !best || Math.abs(cell.at - at) < Math.abs(best.at - at) ? cell : best, null);
}

function step(key) {
  const cells = lanes[home.court]?.cells ?? [];
  const now = cells.findIndex((cell) => cell.link === document.activeElement);
  if (key === "ArrowUp" || key === "ArrowDown") return cells[now + (key === "ArrowDown" ? 1 : -1)];
  return nearest(Math.max(0, Math.min(lanes.length - 1, home.court + sideways(key))), home.at);
}

const sideways = (key) => (key === "ArrowRight" ? 1 : -1) * (document.documentElement.dir === "rtl" ? -1 : 1);
const cellOf = (link) => lanes.flatMap(({ cells }) => cells).find((cell) => cell.link === link);

const keys = {
  n: (cell) => cell.li.matches(".free") && cell.link.click(),
  b: (cell) => cell.li.matches(".free") && follow(`${cell.link.href}&block=true#block`),
  m: (cell) => "movable" in cell.li.dataset && carry(cell),
  s: (cell) => cell.li.matches(".free") && follow(cell.link.href.replace("/desk/walk-in", "/desk/series/new")),
  c: (cell) => cell.li.matches(".item[id]") && send("board-arrive", { booking: cell.li.id.slice(2) }),
  x: (cell) => may(cell, "miss") && send("board-miss", { booking: cell.li.id.slice(2) }),
};

const may = (cell, what) => (cell.li.dataset.may ?? "").split(" ").includes(what);

// What can be done with a booking, beside it: by the other button of the mouse, or by the menu key.
const menu = () => document.getElementById("board-menu");
const deeds = {
  open: (cell) => cell.link.click(),
  arrive: (cell) => keys.c(cell),
  miss: (cell) => keys.x(cell),
  move: (cell) => keys.m(cell),
};

function offer(event) {
  const li = event.target.closest(".item[id]");
  // A finger that rests carries.
  if (!li || carrying || event.pointerType === "touch") return li && event.preventDefault();
  const cell = cellOf(li.firstElementChild);
  if (!cell || li.dataset.kind === "block") return;
  event.preventDefault();
  cell.link.focus({ preventScroll: true });
  const possible = { open: true, arrive: may(cell, "arrive"), miss: may(cell, "miss"), move: "movable" in li.dataset };
  const buttons = [...menu().children];
  for (const button of buttons) {
    button.hidden = !possible[button.dataset.does];
    button.onclick = () => {
      menu().hidePopover();
      deeds[button.dataset.does](cell);
    };
  }
  menu().showPopover();
  const [box, size] = [li.getBoundingClientRect(), menu().getBoundingClientRect()];
  const [x, y] = event.button === 2 ? [event.clientX, event.clientY] : [box.left + 8, box.top + 8];
  menu().style.left = `${Math.max(4, Math.min(x, innerWidth - size.width - 4))}px`;
  menu().style.top = `${Math.max(4, Math.min(y, innerHeight - size.height - 4))}px`;
  buttons[0].focus();
}

function choose(event) {
  const shown = [...menu().querySelectorAll("button:not([hidden])")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Tab") return menu().hidePopover();
  const next = step ? shown.at((shown.indexOf(document.activeElement) + step) % shown.length) : { Home: shown[0], End: shown.at(-1) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

document.addEventListener("keydown", (event) => {
  if (!board?.isConnected || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("#board-menu")) return choose(event);
  if (carrying) return carrying.byKeys && (carrying.key(event.key, sideways) ? event.preventDefault() : event.key === "Tab" && event.preventDefault());
  if (event.target.matches("input, select, textarea")) return event.key === "Escape" && event.target.matches("#board-q") && leaveSearch();
  if (event.key === "/") return event.preventDefault(), document.getElementById("board-q").focus();
  const pressed = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (pressed) return event.preventDefault(), pressed.click();
  const cell = cellOf(document.activeElement);
  if (event.key.startsWith("Arrow")) {
    const next = cell ? step(event.key) : document.activeElement === board || document.activeElement.matches("body, main") ? nearest(home.court, home.at) : null;
    if (!next) return;
    event.preventDefault();
    next.link.focus();
  } else if (cell && keys[event.key.toLowerCase()]) {
    event.preventDefault();
    keys[event.key.toLowerCase()](cell);
  }
});

function follow(address) {
  const link = Object.assign(document.createElement("a"), { href: address, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}

function say(text) {
  if (said === text) return;
  document.getElementById("board-said").textContent = said = text;
}

function send(form, values) {
  const target = document.getElementById(form);
  for (const [name, value] of Object.entries(values)) target.elements[name].value = value ?? "";
  target.requestSubmit();
}

function carry(cell, point = null, stretch = false) {
  carrying = new Carrying({ board, lanes, cell, point, stretch, say, done });
  if (!point) say(board.dataset.moving.replace("{0}", cell.li.querySelector("strong").textContent));
}

// Dropped, with what the server said of the place; or left.
function done(move) {
  const { link } = carrying.cell;
  carrying = null;
  // The click that ends a drag opens nothing; the next one does.
  setTimeout(() => (board.clicked = true), 50);
  if (!move) return link.focus({ preventScroll: true });
  home.court = move.lane;
  home.at = move.at;
  if (!move.preview.needsReason) return send("board-move", move.values);
  const dialog = document.getElementById("board-why");
  document.getElementById("board-why-said").textContent = move.preview.said;
  dialog.querySelector("[data-board-why]").onsubmit = (event) => send("board-move", { ...move.values, reason: event.target.elements.why.value });
  dialog.showModal();
  dialog.querySelector("[name=why]").focus();
}

// A mouse carries as soon as it moves, a finger after a moment of rest: before that it scrolls.
function grab(event) {
  board.clicked = true;
  const li = event.target.closest(".item[data-movable]");
  if (!li || event.button || carrying) return;
  const cell = cellOf(li.firstElementChild);
  const stretch = li.getBoundingClientRect().bottom - event.clientY < 9;
  const touch = event.pointerType !== "mouse";
  const start = { x: event.clientX, y: event.clientY };
  const begin = () => {
    off();
    board.clicked = false;
    carry(cell, start, stretch);
  };
  const rest = touch && setTimeout(begin, 350);
  const move = (now) => {
    if (Math.hypot(now.clientX - start.x, now.clientY - start.y) < 5) return;
    if (touch) off();
    else begin();
  };
  const off = () => {
    clearTimeout(rest);
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", off);
    removeEventListener("pointercancel", off);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", off);
  addEventListener("pointercancel", off);
}

// What is typed dims the rest of the day; Enter goes to what is left, or asks the server about other days.
const search = () => document.querySelector("[data-board-find]");
const wanted = () => search()?.elements.q.value.trim().toLowerCase() ?? "";

function filter() {
  const words = wanted();
  board.querySelectorAll(".item").forEach((li) => li.toggleAttribute("data-miss", words !== "" && !`${li.textContent} ${li.dataset.find ?? ""}`.toLowerCase().includes(words)));
}

function leaveSearch() {
  search().elements.q.value = "";
  filter();
  nearest(home.court, home.at)?.link.focus();
}

document.addEventListener("input", (event) => event.target.id === "board-q" && board?.isConnected && filter());
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-board-find]") || !board?.isConnected) return;
  filter();
  const hit = wanted() && board.querySelector(".item:not([data-miss])");
  if (!hit) return;
  event.preventDefault();
  event.stopPropagation();
  hit.firstElementChild.focus();
  hit.scrollIntoView({ block: "center", inline: "center" });
}, true);
