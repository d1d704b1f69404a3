// A password can be looked at while it is typed; where it can, a new one is asked for once.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shows]");
  if (!button) return;
  const field = document.getElementById(button.dataset.shows);
  const said = button.textContent;
  button.textContent = button.dataset.otherWords;
  button.dataset.otherWords = said;
  field.type = field.type === "password" ? "text" : "password";
  field.focus();
});

for (const again of document.querySelectorAll("input[type=password][name=password2]")) {
  const { form } = again, once = form.elements.password1;
  const box = again.closest(".field");
  if (!once || !box || box.classList.contains("invalid")) continue;
  box.hidden = true;
  again.required = false;
  form.addEventListener("submit", () => { again.value = once.value; });
}
// What is shown is hidden again before it is sent, so that no browser keeps it among the words typed before.
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("[data-shows]")) {
    const field = document.getElementById(button.dataset.shows);
    if (field.type === "text") button.click();
  }
});

// Whoever forgot the password does not type the address again. It stays in this tab: an address in a link ends in logs.
const KEPT = "address";
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-takes]");
  if (link) sessionStorage.setItem(KEPT, document.getElementById(link.dataset.takes).value.trim());
});
const wanted = document.querySelector("form[data-typed-before] input[type=email]");
if (wanted && !wanted.value) wanted.value = sessionStorage.getItem(KEPT) ?? "";
sessionStorage.removeItem(KEPT);
