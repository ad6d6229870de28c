// Takes a payer over to another site at once, without a click. Whoever comes back with the browser's own button stays here and chooses.
const form = document.querySelector("form[data-leaves]");
const left = `left ${location.pathname}`;
if (form && !sessionStorage.getItem(left)) {
  sessionStorage.setItem(left, "1");
  form.requestSubmit();
}
