// Words that were typed and not yet sent survive a reload, a sign-in or a dropped connection, in this tab only; with
// data-keep-for (the person's number) also a closed tab, in this browser, until that person signs out.
//
// A form that the server drew again with words that are not sent says data-typed: "sent" with those of this very
// moment, "kept" with those from before signing in. All that stands in it is unsent then, not only what was changed.
const key = (form) => `draft:${form.dataset.keep}`;
const lasting = (name, person) => `draft:${person}:${name}`;
const PERSON = document.querySelector("[data-keep-for]")?.dataset.keepFor;
const store = (form) => (form.dataset.keepFor ? [localStorage, lasting(form.dataset.keep, form.dataset.keepFor)] : [sessionStorage, key(form)]);
const fields = (form) => [...form.elements].filter((e) => e.name && ![form.dataset.keepWithout, "picture"].includes(e.name) && e.matches("textarea, select, input[type=radio], input[type=text], [data-parent]"));
const pictures = (form) => [...form.querySelectorAll("input[name=picture]")].map((e) => e.value);
const before = (e) => (e.matches("select") ? ([...e.options].find((one) => one.defaultSelected) ?? e.options[0])?.value : e.defaultValue);
const isUnsent = (e) => (e.form.dataset.typed || e.matches("[data-parent]") ? Boolean(e.value) : e.value !== before(e));

function read(form) {
  const [box, name] = store(form);
  return JSON.parse(box.getItem(name) || "null");
}
function forgetForm(form) {
  const [box, name] = store(form);
  box.removeItem(name);
}
function save(form) {
  const kept = {};
  for (const e of fields(form)) {
    if (e.type === "radio") { if (e.checked && (form.dataset.typed || !e.defaultChecked)) kept[e.name] = e.value; }
    else if (isUnsent(e)) kept[e.name] = e.value;
  }
  if (pictures(form).length) kept.picture = pictures(form);
  const [box, name] = store(form);
  if (Object.keys(kept).some((one) => one !== "parent")) box.setItem(name, JSON.stringify(kept)); // whom it answers, with words
  else box.removeItem(name);
}

// The values into the form; whether any of them was not there.
function put(form, kept) {
  let isNew = false;
  for (const e of fields(form)) {
    if (!(e.name in kept)) continue;
    if (e.type === "radio" ? e.checked !== (e.value === kept[e.name]) : e.value !== kept[e.name]) isNew = true;
    if (e.type === "radio") e.checked = e.value === kept[e.name];
    else e.value = kept[e.name];
    e.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return isNew;
}

export function restore(root = document) {
  for (const form of root.querySelectorAll("form[data-keep]:not([data-typed=sent])")) {
    const kept = read(form);
    if (!kept) continue;
    const empty = form.cloneNode(true);
    const whole = (kept.picture || kept.parent) && !form.querySelector(":scope > .draft-line"); // only the server draws it
    if (whole) stow(form, kept);
    if (!put(form, kept) && !whole) continue;
    const fold = form.closest("details");
    if (fold) fold.open = true;
    tell(form, empty);
    if (whole) redraw(form, empty);
  }
}

// Pictures and their descriptions, unseen until the server has drawn them: sent before that, they are not lost either.
function stow(form, kept) {
  const hidden = (name, value) => form.append(Object.assign(document.createElement("input"), { type: "text", hidden: true, name, value }));
  for (const one of kept.picture ?? []) hidden("picture", one);
  for (const name of Object.keys(kept)) if (name.startsWith("description-")) hidden(name, "");
}

// One quiet line that these are words from before, and the way to be rid of them.
function tell(form, empty) {
  const line = document.getElementById("draft-line")?.content.firstElementChild.cloneNode(true);
  if (!line) return;
  form.querySelector(":scope > .draft-line")?.remove();
  const head = form.querySelector(":scope > h2");
  if (head) head.after(line);
  else form.prepend(line);
  line.querySelector("[data-draft-drop]").addEventListener("click", () => {
    forgetForm(form);
    change(form, empty);
    empty.reset(); // the browser, too, may have put words back
    empty.querySelector("textarea, input[type=text]")?.focus();
  });
}
function change(form, fresh) {
  form.replaceWith(fresh);
  window.htmx?.process(fresh);
  document.dispatchEvent(new Event("megdan:placed"));
}

// The form as the server draws it with these words: whom they answer, the pictures. What was typed meanwhile stays.
async function redraw(form, empty) {
  const data = new FormData(form);
  data.set("again", "1");
  let fresh = null;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    const page = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    fresh = page && page.querySelector(`form[data-keep="${CSS.escape(form.dataset.keep)}"]`);
  } catch { /* without a connection the words are there, and the rest is still kept */ }
  if (!fresh || !form.isConnected) return;
  for (const one of fresh.querySelectorAll("[data-focus]")) one.removeAttribute("data-focus"); // nobody asked for it now
  fresh = document.importNode(fresh, true);
  const now = Object.fromEntries(fields(form).filter((e) => e.type !== "radio").map((e) => [e.name, e.value]));
  const at = form.contains(document.activeElement) ? document.activeElement : null;
  change(form, fresh);
  put(fresh, now);
  tell(fresh, empty);
  const same = at?.id && document.getElementById(at.id);
  same?.focus({ preventScroll: true });
  if (same?.matches("textarea")) same.setSelectionRange(at.selectionStart, at.selectionEnd);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.keep) save(form);
});
// A form that was drawn again with what is not sent yet: its pictures, too, are kept from now on.
const saveDrawn = () => { for (const form of document.querySelectorAll("form[data-keep][data-typed=sent]")) save(form); };
document.addEventListener("megdan:placed", saveDrawn);
// The server says when the words have arrived: an answer that swaps the form out, or the next page's marker.
document.addEventListener("htmx:beforeSend", ({ detail: { elt, xhr } }) => {
  if (elt.dataset?.keep) xhr.addEventListener("load", () => { if (xhr.status < 300 && !xhr.getResponseHeader("X-Not-Sent")) forgetForm(elt); });
});
export function forget(name) {
  sessionStorage.removeItem(`draft:${name}`);
  if (PERSON) localStorage.removeItem(lasting(name, PERSON));
}
document.addEventListener("submit", ({ target }) => {
  if (!target.action?.endsWith("/logout/")) return;
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft:")) localStorage.removeItem(name);
});
// A form that was sent by the browser itself and led on to another address has arrived; drawn again with what is wrong, or
// after a connection that was lost, it has not, nor where one is asked to sign in first.
const SENT = "draft-sent";
document.addEventListener("submit", (event) => {
  if (event.target.dataset.keep && !event.defaultPrevented) sessionStorage.setItem(SENT, event.target.dataset.keep);
});
const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
const [way] = performance.getEntriesByType("navigation");
if (sent && way?.type === "navigate" && way.redirectCount && !location.pathname.startsWith("/accounts/")) forget(sent);
for (const mark of document.querySelectorAll("[data-forget]")) forget(mark.dataset.forget);
document.addEventListener("htmx:afterSettle", (event) => restore(event.target));
saveDrawn();
restore();
