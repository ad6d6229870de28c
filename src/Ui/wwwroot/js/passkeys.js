// Asks the device for a passkey. The form says what for: data-passkey is "create" or "get", data-options the address that says what to ask.
// "offer" only shows what makes no sense without. The device's answer goes into the field "credential" and the form is sent like any other.
export function show(form) {
  if (form.passkeys) return;
  form.passkeys = true;
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) return;
  form.hidden = false;
  if (form.dataset.passkey === "offer") return;
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form);
  }, true);
}

async function ask(form) {
  const error = form.querySelector("[data-passkey-error]");
  error.textContent = "";
  try {
    const answer = await fetch(form.dataset.options, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    const options = await answer.json();
    if (!answer.ok) return (error.textContent = options.message ?? form.dataset.failed);
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.requestSubmit();
  } catch {
    error.textContent = form.dataset.failed;
  }
}
