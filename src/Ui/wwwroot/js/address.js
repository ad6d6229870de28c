// The address of a club to be: it follows the club's name until somebody writes one, and says while it is typed whether it is free. What the
// form's answer says counts; this only says it earlier.
export function ask(field) {
  if (field.asked) return;
  field.asked = true;
  const named = document.querySelector(`[data-names="${field.name}"]`);
  const words = JSON.parse(field.dataset.freeWords);
  const said = Object.assign(document.createElement("p"), { className: "hint" });
  said.setAttribute("role", "status");
  field.closest(".field").append(said);
  let own = field.value !== "";
  let wait;
  let under;
  named?.addEventListener("input", () => {
    if (own) return;
    field.value = addressOf(named.value);
    later();
  });
  field.addEventListener("input", () => {
    own = field.value !== "";
    later();
  });
  if (field.value) later();

  function later() {
    clearTimeout(wait);
    said.textContent = "";
    field.removeAttribute("aria-invalid");
    wait = setTimeout(look, 250);
  }

  async function look() {
    under?.abort();
    if (field.value.length < 3 || !field.isConnected) return;
    under = new AbortController();
    try {
      const answer = await fetch(`${field.dataset.free}?slug=${encodeURIComponent(field.value.trim())}`, { signal: under.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { free, why } = await answer.json();
      said.textContent = free ? field.dataset.freeYes : words[why] ?? why;
      said.className = free ? "hint good" : "error";
      if (!free) field.setAttribute("aria-invalid", "true");
    } catch {
      // Without an answer the form's own answer says it.
    }
  }
}

// Letters without their accents, everything else a hyphen.
function addressOf(name) {
  return name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "").slice(0, 40).replace(/-+$/, "");
}
