// A page that names a stream (data-live) is fetched again when the stream says that something changed. A tab nobody looks at keeps no line
// open: browsers allow few to one host, and it looks again when somebody does.
let stream = null;
let address = null;
let broken = false;
let wake;
let retry;

export function listen(visit) {
  const node = document.querySelector("[data-live]");
  const wanted = node && !document.hidden ? node.dataset.live : null;
  if (wanted === address) return;
  hangUp();
  if (!wanted) return;
  address = wanted;
  stream = new EventSource(`${wanted}&since=${node.dataset.liveSince}`);
  stream.addEventListener("changed", () => look(visit, node.hasAttribute("data-live-calm") ? 150 + Math.random() * 1850 : 40));
  stream.addEventListener("open", () => {
    // Whatever was said while the line was down is not told again: look.
    if (broken) look(visit, 0);
    broken = false;
  });
  stream.addEventListener("error", () => {
    broken = true;
    // Refused (too many at once, signed out): the browser gives up, and this asks again much later.
    if (stream?.readyState === EventSource.CLOSED) again(visit, 60_000 + Math.random() * 30_000);
  });
}

function hangUp() {
  stream?.close();
  clearTimeout(retry);
  stream = address = null;
}

function again(visit, pause) {
  hangUp();
  retry = setTimeout(() => listen(visit), pause);
}

function look(visit, pause) {
  clearTimeout(wake);
  wake = setTimeout(async () => {
    if (document.hidden || !document.querySelector("[data-live]")) return;
    if (document.querySelector("[data-dragging], [data-busy]") || !(await visit(location.href, { live: true, otherwise: () => true }))) look(visit, 300);
  }, pause);
}

export function watchTab(visit) {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return hangUp();
    if (document.querySelector("[data-live]")) look(visit, 0);
    listen(visit);
  });
  addEventListener("pagehide", hangUp);
  addEventListener("pageshow", () => listen(visit));
}
