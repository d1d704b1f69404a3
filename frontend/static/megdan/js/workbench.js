// The workbench of the text: rows open in place, keys move clauses as in Word, and the focus stays where the work is.
const bench = () => document.querySelector("[data-workbench]");
const tree = () => document.getElementById("tree");
const revision = () => document.querySelector("[data-revision]")?.value;
const openRow = () => tree()?.querySelector(".trow.is-open");
const rowOf = (element) => element?.closest?.(".trow");
const MOVES = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "outdent", ArrowRight: "indent" };

function typed(row) {
  const form = row?.querySelector("[data-row-form]");
  return form && [...form.elements].some((e) => e.matches("textarea, input:not([type=hidden])") ? e.value !== e.defaultValue
    : e.matches("select") && !e.selectedOptions[0].defaultSelected);
}

// What is typed in the open row is saved before anything else is done.
async function settle() {
  const row = openRow();
  if (!row) return;
  if (typed(row)) await send({ operation: "edit" }, row.querySelector("[data-row-form]"));
  else await show(row, row.querySelector("[data-close]").dataset.href);
}

const show = (row, url) => htmx.ajax("GET", url, { target: row, swap: "outerHTML" });
// htmx keeps its promise when the answer is there, and draws and settles it (20 ms) afterwards.
const settled = () => new Promise((done) => setTimeout(done, 50));
// One step after the other, however fast they are pressed: each is made from the text that the one before it left.
let waiting = 0;
let last = Promise.resolve();
function send(values, source) {
  waiting += 1;
  const step = () => htmx.ajax("POST", bench().dataset.url, { source: source || "#tree-bar", swap: "none", values }).then(settled);
  last = last.then(step, step).finally(() => { waiting -= 1; });
  return last;
}

async function open(row) {
  if (!row || row.classList.contains("is-open")) return;
  const { key } = row.dataset;
  await settle();
  if (openRow()) return; // it was refused: its reason stands there
  const now = document.getElementById(`row-${key}`);
  await show(now, now.querySelector(".trow-open").dataset.href);
  focus(key);
}

async function act(operation, row) {
  const { key } = row.dataset;
  await settle();
  if (!openRow()) await send({ operation, key });
}

function focus(key) {
  const row = document.getElementById(`row-${key}`);
  const target = row?.querySelector("textarea") || row?.querySelector(".trow-open");
  target?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  if (row) tools(row);
}

function tools(row) {
  // The form tells an open row; the class may still be the old row's, which htmx lends while it settles.
  if (row.querySelector("[data-row-form], .row-tools")) return;
  tree().querySelector(".row-tools")?.remove();
  row.append(document.getElementById("row-tools").content.cloneNode(true));
}

function splitAtCursor(form) {
  const area = form.querySelector("textarea");
  const at = form.querySelector("[data-at]");
  const lead = area.value.length - area.value.trimStart().length;
  at.disabled = false;
  at.value = Math.max(area.selectionStart - lead, 0);
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb === "post" && event.target.closest("[data-workbench]") && revision()) event.detail.parameters.set("revision", revision());
});
const isStep = (event) => (event.detail.verb || event.detail.requestConfig?.verb) === "post" && event.target.closest("[data-workbench]");
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isStep(event)) return;
  waiting += 1;
  const over = new Promise((done) => event.detail.xhr.addEventListener("loadend", () => setTimeout(done, 50)));
  last = last.then(() => over).finally(() => { waiting -= 1; });
});
document.addEventListener("htmx:confirm", (event) => {
  if (!waiting || !isStep(event) || event.target.id === "tree-bar") return; // the bar's steps stand in the line already
  event.preventDefault();
  last.then(() => event.detail.issueRequest());
});
document.body.addEventListener("tree:focus", (event) => focus(event.detail.key));

document.addEventListener("click", (event) => {
  const row = rowOf(event.target);
  const button = event.target.closest("button, a");
  if (event.target.closest("[data-split]")) { splitAtCursor(button.form); return; }
  if (event.target.closest("#tree-bar [name=operation]")) {
    event.preventDefault();
    const operation = button.value;
    (typed(openRow()) ? settle() : Promise.resolve()).then(() => send({ operation }));
    return;
  }
  if (event.target.closest("[data-op]")) { act(button.dataset.op, row); return; }
  if (event.target.closest("[data-close]")) { event.preventDefault(); const { key } = row.dataset; settle().then(() => focus(key)); return; }
  if (!row || row.classList.contains("is-open") || event.ctrlKey || event.metaKey) return;
  if (button && !button.matches(".trow-open")) return;
  if (!button && String(getSelection())) return;
  event.preventDefault();
  open(row);
});

document.addEventListener("focusin", (event) => { const row = rowOf(event.target); if (row && event.target.matches(".trow-open")) tools(row); });
document.addEventListener("input", (event) => { const pieces = rowOf(event.target)?.querySelector("[data-pieces]"); if (pieces && event.target.matches("textarea")) pieces.hidden = true; });

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  const isOpen = row?.classList.contains("is-open");
  if (event.altKey && event.shiftKey && row && MOVES[event.key]) { event.preventDefault(); act(MOVES[event.key], row); return; }
  if (isOpen) {
    const form = event.target.form;
    if (event.key === "Escape") { event.preventDefault(); row.querySelector("[data-close]").click(); }
    if (event.key === "Enter" && event.ctrlKey && event.target.matches("textarea")) { event.preventDefault(); form.querySelector("[data-split]").click(); }
    return;
  }
  if (bench() && (event.ctrlKey || event.metaKey) && "zyя".includes(event.key.toLowerCase()) && !event.target.matches("textarea, input, select")) {
    const button = document.querySelector(`#tree-bar [value="${event.key.toLowerCase() === "y" || event.shiftKey ? "redo" : "undo"}"]`);
    if (button && (waiting || !button.disabled)) { event.preventDefault(); send({ operation: button.value }); }
    return;
  }
  if (!row || !event.target.matches(".trow-open") || event.ctrlKey || event.altKey || event.metaKey) return;
  const beside = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: tree().firstElementChild, End: tree().lastElementChild }[event.key];
  if (beside) { event.preventDefault(); focus(beside.dataset.key); }
  else if (event.code === "KeyM") { event.preventDefault(); act("merge", row); }
});

addEventListener("beforeunload", (event) => { if (typed(openRow())) event.preventDefault(); });
