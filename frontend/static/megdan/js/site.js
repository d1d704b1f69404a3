// What every page has: menus that close, copying, focus on the first error, times that age, unsent words that stay.
import "./drafts.js";
import { age } from "./times.js";

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.opens);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
  }
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    const source = copy.parentElement.querySelector("[data-copy-source]");
    const said = copy.textContent;
    source.select();
    navigator.clipboard?.writeText(source.value).then(() => {
      copy.textContent = "✓ " + said;
      setTimeout(() => { copy.textContent = said; }, 2000);
    });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details[data-menu][open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// A form that filters a list sends itself when a choice changes.
document.addEventListener("change", (event) => {
  if (event.target.matches("form[data-autosend] select")) event.target.form.requestSubmit();
});

document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector?.("[data-focus]")?.focus());

// What a script could not do is said, in the server's words where it has some.
let toastTimer = 0;
export function toast(text) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.hidden = !text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 9000);
}
document.addEventListener("htmx:responseError", ({ detail }) => {
  const text = detail.xhr.responseText ?? "";
  if (text.includes("<template data-into")) return;
  const said = new DOMParser().parseFromString(text, "text/html").querySelector("[data-error-text]");
  toast(said?.textContent || document.getElementById("toast").dataset.broken);
});
document.addEventListener("htmx:sendError", () => toast(document.getElementById("toast").dataset.offline));

// One click, one request: a form that is on its way is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || form.hasAttribute("data-download")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

age();
