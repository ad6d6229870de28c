// Puts Stripe's Payment Element into its form. The card is typed into a frame of Stripe's; what we hear is only whether it worked.
const form = document.querySelector("form[data-stripe]");
const error = form.querySelector("[data-stripe-error]");
const pay = form.querySelector("[data-stripe-pay]");
const button = pay.querySelector("button");

function say(sentence) {
  error.textContent = sentence ?? "";
  error.hidden = !sentence;
}

function busy(is) {
  button.disabled = is;
  button.toggleAttribute("data-busy", is);
}

function colours() {
  const of = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const known = { colorPrimary: of("--primary"), colorBackground: of("--surface"), colorText: of("--text"), colorDanger: of("--bad") };
  // Stripe understands plain colours only; whatever else stands there is left to its own taste.
  return Object.fromEntries(Object.entries(known).filter(([, value]) => /^#[0-9a-f]{6}$/i.test(value)));
}

if (!window.Stripe) {
  say(form.dataset.down);
} else {
  const { key, secret, account, locale } = form.dataset;
  const stripe = window.Stripe(key, account ? { stripeAccount: account, locale } : { locale });
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const elements = stripe.elements({ clientSecret: secret, appearance: { theme: dark ? "night" : "stripe", variables: colours() } });
  const field = elements.create("payment", { layout: "tabs" });
  field.on("ready", () => (pay.hidden = false));
  field.on("loaderror", () => say(form.dataset.down));
  field.mount(form.querySelector("[data-stripe-field]"));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say();
    busy(true);
    // On success the browser leaves for the bank or for our address; it is only still here when something has to be mended.
    const answer = await stripe.confirmPayment({ elements, confirmParams: { return_url: form.dataset.return } });
    busy(false);
    say(answer.error?.message ?? form.dataset.down);
  });
}
