// Words that were typed and not yet sent survive a reload, a sign-in or a dropped connection, in this tab only.
const key = (form) => `draft:${form.dataset.keep}`;
const fields = (form) => [...form.elements].filter((e) => e.name && e.matches("textarea, select, input[type=radio], input[type=text]"));

function save(form) {
  const kept = {};
  for (const e of fields(form)) {
    if (e.type === "radio") { if (e.checked) kept[e.name] = e.value; }
    else if (e.value !== e.defaultValue) kept[e.name] = e.value;
  }
  if (Object.keys(kept).length) sessionStorage.setItem(key(form), JSON.stringify(kept));
  else sessionStorage.removeItem(key(form));
}

export function restore(root = document) {
  for (const form of root.querySelectorAll("form[data-keep]")) {
    const kept = JSON.parse(sessionStorage.getItem(key(form)) || "null");
    if (!kept) continue;
    for (const e of fields(form)) {
      if (!(e.name in kept)) continue;
      if (e.type === "radio") e.checked = e.value === kept[e.name];
      else e.value = kept[e.name];
      e.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const fold = form.closest("details");
    if (fold) fold.open = true;
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.keep) save(form);
});
// The server says when the words have arrived: an answer that swaps the form out, or the next page's marker.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (form?.dataset?.keep && event.detail.successful && event.detail.xhr.status < 300) sessionStorage.removeItem(key(form));
});
export function forget(name) { sessionStorage.removeItem(`draft:${name}`); }
for (const mark of document.querySelectorAll("[data-forget]")) forget(mark.dataset.forget);
document.addEventListener("htmx:afterSettle", (event) => restore(event.target));
restore();
