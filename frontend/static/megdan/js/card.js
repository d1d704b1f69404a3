// A card for a pledge: typed into Stripe's own field, saved by Stripe, and only then is our server asked to look.
const form = document.getElementById("card-form"), field = document.getElementById("card-field");
const wrong = document.getElementById("card-error"), working = document.getElementById("card-working");

function say(words) {
  wrong.textContent = words;
  wrong.hidden = !words;
}

function begin() {
  const { color, fontSize } = getComputedStyle(field);
  const stripe = window.Stripe(form.dataset.key);
  const card = stripe.elements({ locale: form.dataset.language }).create("card", { hidePostalCode: true, style: { base: { color, fontSize } } });
  card.mount(field);
  card.on("change", (event) => say(event?.error?.message ?? ""));
  let sent = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation(); // before the listener that lets a form be sent once: it is not on its way yet
    if (sent) return;
    sent = true;
    say("");
    working.textContent = form.dataset.working;
    const { error } = await stripe.confirmCardSetup(form.dataset.secret, { payment_method: { card } }).catch((error) => ({ error }));
    if (!error) return form.submit();
    sent = false;
    working.textContent = "";
    say(error.message || form.dataset.broken);
  });
}

if (window.Stripe) begin();
else {
  form.hidden = true;
  document.getElementById("card-lost").hidden = false;
}
