// A text field that knows some answers (ARIA 1.2: combobox with a listbox). The focus stays in the field; arrows choose, Enter takes, Escape
// closes. With nothing chosen Enter does what it does in any field. Where the answers lead is the server's page, as without a script.
export function combine(input) {
  const list = listOf(input);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": String(!list.hidden) })) input.setAttribute(name, value);
  if (input.combined) return;
  input.combined = true;
  let wait;
  let asked;
  input.addEventListener("input", () => {
    choose(input, null);
    clearTimeout(wait);
    wait = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => keys(event, input));
  input.addEventListener("blur", () => close(input));
  // Fast fingers: what was typed before this script was there is asked for, too.
  if (document.activeElement === input && input.value !== input.defaultValue) ask();

  async function ask() {
    asked?.abort();
    // The page went on while the fingers rested: nobody waits for the answer.
    if (!input.isConnected) return;
    const words = input.value.trim();
    if (words.length < 2) return close(input);
    asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.combobox}?q=${encodeURIComponent(words)}`, { signal: asked.signal, credentials: "same-origin", headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) show(input, await answer.json());
    } catch (problem) {
      // Without an answer it is a text field like any other.
      if (problem.name !== "AbortError") close(input);
    }
  }
}

function listOf(input) {
  const id = `${input.id}-list`;
  const known = document.getElementById(id);
  if (known) return known;
  const box = input.closest(".input");
  const list = Object.assign(document.createElement("ul"), { id, className: "combobox-list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.comboboxLabel);
  const said = Object.assign(document.createElement("p"), { id: `${input.id}-said`, className: "sr-only" });
  said.setAttribute("role", "status");
  box.after(list, said);
  // A press would take the focus away, and the list with it.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => event.target.closest("li") && take(input, event.target.closest("li")));
  return list;
}

function show(input, found) {
  if (!input.isConnected) return;
  const list = listOf(input);
  // Somebody is choosing: a late answer takes nothing from under their fingers.
  if (!list.hidden && chosen(list)) return;
  list.replaceChildren(...found.map((one, place) => {
    const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}` });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.value = one.id;
    option.append(part("strong", one.name), part("small", one.detail));
    if (one.warning) option.append(part("em", one.warning));
    return option;
  }));
  input.removeAttribute("aria-activedescendant");
  open(input, found.length > 0 && document.activeElement === input);
  document.getElementById(`${input.id}-said`).textContent = found.length ? input.dataset.comboboxSaid.replace("{0}", found.length) : "";
}

function part(name, text) {
  const node = Object.assign(document.createElement(name), { textContent: text });
  node.dir = "auto";
  return node;
}

function open(input, is) {
  if (!input.isConnected) return;
  listOf(input).hidden = !is;
  input.setAttribute("aria-expanded", String(is));
}

function close(input) {
  open(input, false);
  input.removeAttribute("aria-activedescendant");
}

function keys(event, input) {
  const list = listOf(input);
  const options = [...list.children];
  const now = options.indexOf(chosen(list));
  if (event.isComposing || (list.hidden && !(event.key === "ArrowDown" && options.length))) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    open(input, true);
    // Before the first and after the last stands the field itself.
    const next = event.key === "ArrowDown" ? now + 1 : now < 0 ? options.length - 1 : now - 1;
    choose(input, options[next]);
  } else if (event.key === "Enter" && now >= 0) {
    event.preventDefault();
    take(input, options[now]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close(input);
    choose(input, null);
  }
}

function chosen(list) {
  return list.querySelector("[aria-selected='true']");
}

function choose(input, option) {
  for (const one of listOf(input).children) one.setAttribute("aria-selected", String(one === option));
  if (!option) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function take(input, option) {
  close(input);
  const duration = input.form.elements.duration?.value;
  // An answer that is an address leads there; any other is put behind the field's own.
  const whole = /^(\/|https?:)/.test(option.dataset.value);
  const link = Object.assign(document.createElement("a"), { href: whole ? option.dataset.value : input.dataset.comboboxTake + option.dataset.value + (duration ? `&duration=${duration}` : ""), hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}
