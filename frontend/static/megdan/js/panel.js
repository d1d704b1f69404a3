// The clause beside the text: a panel on a wide screen, a sheet on a phone. The address changes with it, so that
// "back" closes it and a copied address opens it.
import { restore } from "./drafts.js";
import { preview } from "./diff.js";
import { toast } from "./site.js";

const dialog = document.querySelector("dialog.clause-panel");
const facts = document.getElementById("facts");
const wide = matchMedia("(min-width: 78rem)");
const PATIENCE_MS = 20000;
const EDGE_PX = 120; // so much of a clause must be seen for its place to stay as it is
const title = document.title;
let opener = null;
let wanted = 0;

function mark(clause) {
  document.querySelector(".clause.is-open")?.classList.remove("is-open");
  if (clause) document.getElementById(`c${clause}`)?.classList.add("is-open");
}

// Opened from elsewhere, the clause itself comes into view: nobody takes a stance on something unseen.
function bring(clause) {
  const text = document.getElementById(`c${clause}`);
  const box = text?.getBoundingClientRect();
  if (box && (box.bottom < EDGE_PX || box.top > innerHeight - EDGE_PX)) text.scrollIntoView({ block: "start" });
}

// A long text is cut where a sheet would be nothing but it; never without the button that shows all of it.
const SHARE = 0.45, LINES = 24; // of the height of the screen, and lines of letters as the reader has set them
function shorten() {
  const quote = dialog.querySelector(".panel-quote"), more = dialog.querySelector("[data-more]");
  if (!quote || !more || wide.matches) return;
  const letters = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const most = Math.min(innerHeight * SHARE, LINES * letters);
  const cut = quote.scrollHeight > most + 6 * letters;
  quote.classList.toggle("is-cut", cut);
  more.hidden = !cut;
}
function whole() {
  dialog.querySelector(".panel-quote.is-cut")?.classList.remove("is-cut");
  const more = dialog.querySelector("[data-more]");
  if (more) more.hidden = true;
}

function ready() {
  shorten();
  window.htmx.process(dialog);
  restore(dialog);
  preview(dialog);
  dialog.scrollTop = 0;
  document.dispatchEvent(new Event("megdan:panel"));
}

function unfold() {
  if (dialog.open) return;
  if (wide.matches) dialog.show();
  else dialog.showModal();
  facts.hidden = wide.matches;
}

// Whether it shows the clause now. Without a connection everything stays as it was, and that is said.
async function open(url, clause) {
  const mine = ++wanted;
  const before = document.querySelector(".clause.is-open")?.dataset.clause;
  dialog.setAttribute("aria-busy", "true");
  mark(clause);
  let answer, html;
  try {
    answer = await fetch(url, { headers: { "HX-Request": "true" }, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) html = await answer.text();
  } catch {
    answer = null;
  }
  if (mine !== wanted) return false;
  dialog.removeAttribute("aria-busy");
  if (!answer) {
    mark(dialog.open ? before : null);
    toast(document.getElementById("toast").dataset.unsent);
    return false;
  }
  if (html === undefined) {
    location.href = url;
    return false;
  }
  dialog.innerHTML = html;
  unfold();
  ready();
  bring(clause);
  document.title = `${dialog.querySelector("#panel-title")?.textContent ?? ""} · ${title}`;
  const { hash } = new URL(url, location.href);
  const target = hash.length > 1 && dialog.querySelector(hash);
  if (target) target.scrollIntoView();
  dialog.querySelector("#panel-title")?.focus({ preventScroll: true });
  return true;
}

function shut() {
  wanted++;
  const clause = document.querySelector(".clause.is-open")?.dataset.clause;
  mark(null);
  document.title = title;
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

export async function go(url, clause, from) {
  if (!(await open(url, clause))) return false;
  opener = from;
  const state = { panel: url, clause };
  if (history.state?.panel) history.replaceState(state, "", url);
  else history.pushState(state, "", url);
  return true;
}

// The clause one is reading: the first that begins in the upper part of the screen, or else fills it.
function onScreen() {
  const boxes = [...document.querySelectorAll(".clause:has(.margin)")].map((one) => [one, one.getBoundingClientRect()]);
  const found = boxes.find(([, box]) => box.top >= 60 && box.top < innerHeight * 0.6) ?? boxes.find(([, box]) => box.top < 60 && box.bottom > innerHeight * 0.5);
  return found?.[0].querySelector(".margin");
}

if (dialog) {
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const link = event.target.closest("[data-panel-link]");
    if (link) {
      event.preventDefault();
      const seen = "here" in link.dataset && onScreen();
      go(seen ? seen.href : link.href, (seen || link).dataset.clause, link);
      return;
    }
    if (event.target.closest("[data-show-all]")) {
      whole();
      const quote = dialog.querySelector(".panel-quote");
      quote.focus({ preventScroll: true }); // the button that had it is gone
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
  document.addEventListener("click", (event) => { if (event.target.closest("[data-show-where]")) whole(); }, true);
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
