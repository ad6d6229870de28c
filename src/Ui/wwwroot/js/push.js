// Lets the club ring this browser. The form is hidden until the browser can; its answer goes into the field "subscription" and the form is sent like any other.
export async function show(form) {
  if (form.pushes) return;
  form.pushes = true;
  if (!("PushManager" in window) || !("Notification" in window)) return;
  const worker = await navigator.serviceWorker?.ready;
  if (!worker || !form.isConnected) return;
  form.hidden = false;
  if (Notification.permission === "denied") return say(form, form.dataset.denied);
  const known = await worker.pushManager.getSubscription();
  form.querySelector("button").hidden = known !== null && isFor(known, form.dataset.key);
  form.querySelector("[data-push-on]").hidden = !form.querySelector("button").hidden;
  form.addEventListener("submit", (event) => {
    if (form.elements.subscription.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form, worker);
  }, true);
}

// Whoever signs out of a browser is not rung there any more: the push service tells us with the next message.
export function forget() {
  navigator.serviceWorker?.getRegistration().then((worker) => worker?.pushManager?.getSubscription()).then((known) => known?.unsubscribe()).catch(() => {});
}

async function ask(form, worker) {
  say(form, "");
  try {
    if ((await Notification.requestPermission()) !== "granted") return say(form, form.dataset.denied);
    const known = await worker.pushManager.getSubscription();
    if (known && !isFor(known, form.dataset.key)) await known.unsubscribe();
    const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key });
    form.elements.subscription.value = JSON.stringify(made.toJSON());
    form.requestSubmit();
  } catch {
    say(form, form.dataset.failed);
  }
}

function isFor(subscription, key) {
  const bytes = subscription.options?.applicationServerKey;
  return bytes && btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === key;
}

const say = (form, text) => (form.querySelector("[data-push-error]").textContent = text);
