// Shows colours and letters of a look in its preview while they are chosen. What is written in the form's fields stays the truth.
const patience = 200;

export function show(form) {
  const frames = [...document.querySelectorAll("iframe[data-mode]")];
  let waiting;
  const again = () => frames.forEach((frame) => {
    const url = new URL(form.dataset.look, location.href);
    url.searchParams.set("mode", frame.dataset.mode);
    for (const name of ["primary", "accent", "font"]) url.searchParams.set(name, new FormData(form).get(name) ?? "");
    // Replacing keeps each step out of the history.
    if (frame.contentWindow) frame.contentWindow.location.replace(url);
  });
  form.querySelectorAll("[data-picks]").forEach((picker) => {
    const field = form.elements[picker.dataset.picks];
    picker.hidden = false;
    picker.addEventListener("input", () => { field.value = picker.value; });
    field.addEventListener("input", () => { if (/^#[0-9a-f]{6}$/i.test(field.value)) picker.value = field.value.toLowerCase(); });
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(again, patience);
  });
}
