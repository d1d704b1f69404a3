// What every page has: menus that close, copying, focus on the first error, times that age, unsent words that stay.
import "./drafts.js";
import "./passwords.js";
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
      const box = document.getElementById("announce");
      box.textContent = "";
      setTimeout(() => { box.textContent = copy.dataset.copied; }, 50); // the same word once more is news as well
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
// A field that is needed with one choice only says so while that choice is made; the server decides.
function needed() {
  for (const field of document.querySelectorAll("[data-needed-with]")) {
    const [name, value] = field.dataset.neededWith.split("=");
    field.setAttribute("aria-required", String(value.split("|").includes(field.form.elements[name]?.value)));
  }
}
document.addEventListener("change", (event) => { if (event.target.type === "radio") needed(); });
needed();

document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelector?.("[data-focus]")?.focus());

// What a script could not do is said, in the server's words where it has some.
let toastTimer = 0;
export function toast(text, ms = 9000) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.hidden = !text;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, ms);
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => { // it was of the act before; what scripts ask by themselves is none
  if (detail.elt !== document.body) document.getElementById("toast").hidden = true;
});
document.addEventListener("megdan:said", ({ detail }) => toast(detail.value));

// What a page begins with was there before anybody listened: it is said once more, and shown where the address leads
// past it (to the post that was just edited, say).
const SETTLED_MS = 600;
function repeatMessages() {
  const box = document.querySelector("[data-messages]");
  if (!box) return;
  const words = [...box.children].map((one) => one.textContent.trim()).join(" ");
  if (box.getBoundingClientRect().bottom < 0) toast(words);
  else document.getElementById("announce").textContent = words;
}
addEventListener("load", () => setTimeout(repeatMessages, SETTLED_MS));
// Where it was tried, if there is room: a message beside the page is neither seen nor heard under an open sheet.
const roomFor = (element) => element?.closest(".voice-acts")?.parentElement ?? element?.closest("form.stack");
function failed(element, text) {
  const room = roomFor(element);
  if (!room) { toast(text); return; }
  const said = document.createElement("p");
  said.className = "message tone-oppose unsent";
  said.setAttribute("role", "alert");
  said.textContent = text;
  room.append(said);
  said.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => roomFor(detail.elt)?.querySelector(":scope > .unsent")?.remove());
document.addEventListener("htmx:responseError", ({ detail }) => {
  const text = detail.xhr.responseText ?? "";
  if (text.includes("<template data-into")) return;
  const said = new DOMParser().parseFromString(text, "text/html").querySelector("[data-error-text]");
  failed(detail.elt, said?.textContent || document.getElementById("toast").dataset.broken);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => {
    const { offline, unsent } = document.getElementById("toast").dataset;
    failed(detail.elt, detail.elt.querySelector?.("textarea") ? offline : unsent);
  });
}

document.addEventListener("click", (event) => event.target.closest("[data-print]") && print());

// One click, one request: a form that is on its way is not sent twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || form.hasAttribute("data-download")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

age();
