// The clause beside the text: a panel on a wide screen, a sheet on a phone. The address changes with it, so that
// "back" closes it and a copied address opens it.
import { restore } from "./drafts.js";
import { preview } from "./diff.js";

const dialog = document.querySelector("dialog.clause-panel");
const facts = document.getElementById("facts");
const wide = matchMedia("(min-width: 78rem)");
let opener = null;
let wanted = 0;

function mark(clause) {
  document.querySelector(".clause.is-open")?.classList.remove("is-open");
  if (clause) document.getElementById(`c${clause}`)?.classList.add("is-open");
}

function ready() {
  window.htmx.process(dialog);
  restore(dialog);
  preview(dialog);
  dialog.scrollTop = 0;
}

function unfold() {
  if (dialog.open) return;
  if (wide.matches) dialog.show();
  else dialog.showModal();
  facts.hidden = wide.matches;
}

async function open(url, clause) {
  const mine = ++wanted;
  dialog.setAttribute("aria-busy", "true");
  mark(clause);
  let html;
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    html = await answer.text();
  } catch {
    if (mine === wanted) location.href = url;
    return;
  }
  if (mine !== wanted) return;
  dialog.innerHTML = html;
  dialog.removeAttribute("aria-busy");
  unfold();
  ready();
  const target = location.hash.length > 1 && dialog.querySelector(location.hash);
  if (target) target.scrollIntoView();
  dialog.querySelector("#panel-title")?.focus({ preventScroll: true });
}

function shut() {
  wanted++;
  const clause = document.querySelector(".clause.is-open")?.dataset.clause;
  mark(null);
  facts.hidden = false;
  dialog.close();
  dialog.replaceChildren();
  const back = opener?.isConnected ? opener : document.getElementById(`m${clause}`);
  setTimeout(() => back?.focus({ preventScroll: true })); // after the browser has gone to the address's own fragment
}

// Closing by button, Escape or a tap beside the sheet: go back if the panel was opened on this page.
function leave() {
  if (history.state?.panel) history.back();
  else {
    history.replaceState(null, "", dialog.closest("[data-base]").dataset.base);
    shut();
  }
}

function go(url, clause, from) {
  opener = from;
  const state = { panel: url, clause };
  if (history.state?.panel) history.replaceState(state, "", url);
  else history.pushState(state, "", url);
  open(url, clause);
}

if (dialog) {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("[data-panel-link]");
    if (link) {
      event.preventDefault();
      go(link.href, link.dataset.clause, link);
      return;
    }
    if (event.target.closest("[data-panel-close]")) {
      event.preventDefault();
      leave();
      return;
    }
    if (event.target === dialog && !wide.matches) { leave(); return; }
    // A tap on the words of a clause opens it too, unless it selects them or follows a link.
    const body = event.target.closest(".clause .body");
    if (body && !event.target.closest("a") && !String(getSelection())) {
      const margin = body.closest(".clause").querySelector(".margin");
      if (margin) go(margin.href, margin.dataset.clause, margin);
    }
  });
  dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  // Also when the focus has left the panel, or went with something that was replaced; an open menu closes first.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && wide.matches && dialog.open && !event.target.closest("details[data-menu][open]")) leave();
  });
  addEventListener("popstate", (event) => {
    if (event.state?.panel) open(event.state.panel, event.state.clause);
    else if (dialog.open) shut();
  });
  wide.addEventListener("change", () => {
    if (!dialog.open) return;
    dialog.close();
    unfold();
  });
  // Reloaded while a panel was open: the address is the clause's own page, so nothing is left to do here.
}
