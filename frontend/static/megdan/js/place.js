// Puts pieces of HTML where they belong. A piece: <template data-into="id" data-how="…" data-say="…">…</template>
//   append   at the end of a list, unless it is there already (then the newer one with own controls wins)
//   put      the same, but what is there already is replaced in place
//   inner    the words inside; they tick when they changed
//   replace  the element itself
//   gone     only a line stays while answers hang on it
//   remove   nothing stays
//   who      the words inside every element that shows this person (data-who)

import { toast } from "./site.js";

const SOON_MS = 500;
const sent = new Set(); // ids of what was sent from this page: an event tells of it too, sometimes before the answer

// Read out politely. Beside an open sheet everything is silent, so a sheet has a place of its own for it.
export function announce(words) {
  const box = document.querySelector("dialog:modal [data-announce]") ?? document.getElementById("announce");
  box.textContent = "";
  setTimeout(() => { box.textContent = words; }, 50); // the same words once more are news as well
}
const isOwn = (fresh) => {
  const viewer = document.body.dataset.viewer;
  return Boolean(viewer) && fresh?.querySelector(".who")?.dataset.who === viewer;
};
// What others did is told when it is clear that it were others.
function tell(words, id) {
  if (document.querySelector("form.htmx-request")) setTimeout(tell, SOON_MS, words, id);
  else if (!sent.has(id)) announce(words);
}

const hasFocus = (element) => element.contains(document.activeElement) && document.activeElement !== document.body;

function enliven(root) {
  window.htmx?.process(root);
  root.querySelector?.("[data-focus]")?.focus();
}

function inner(target, piece) {
  const before = target.textContent, focused = hasFocus(target);
  if (target.innerHTML === piece.innerHTML) return;
  target.replaceChildren(piece.content.cloneNode(true));
  if (focused) rest(target); // what had it is gone
  if (target.textContent !== before && target.childElementCount === 0) {
    target.classList.remove("tick");
    void target.offsetWidth;
    target.classList.add("tick");
  }
  enliven(target);
}

function arrive(target, piece, own, how) {
  const fresh = piece.content.firstElementChild?.cloneNode(true);
  if (!fresh) return false;
  const there = document.getElementById(fresh.id);
  if (there && !own && how === "append") return false;
  if (there) {
    if (hasFocus(there) && !own) return false;
    const answers = there.querySelector(":scope > .replies");
    const place = fresh.querySelector(":scope > .replies");
    if (answers && place) place.replaceWith(answers);
    there.replaceWith(fresh);
  } else {
    fresh.classList.add("is-new");
    target.append(fresh);
  }
  enliven(fresh);
  if (!there && !own && !isOwn(fresh)) target.dispatchEvent(new CustomEvent("megdan:arrived", { bubbles: true, detail: fresh }));
  if (own) {
    sent.add(fresh.id);
    fresh.scrollIntoView({ block: "nearest" });
    rest(fresh.querySelector("article") ?? fresh); // the form it was sent from goes
  }
  return !there;
}

// The focus on something that is read, not pressed.
function rest(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function gone(target, piece) {
  const focused = hasFocus(target), near = target.nextElementSibling ?? target.previousElementSibling;
  const answers = target.querySelector(":scope > .replies");
  const list = target.parentElement;
  if (answers?.childElementCount) target.replaceChildren(piece.content.cloneNode(true), answers);
  else target.remove();
  if (focused) rest(target.isConnected ? target : near?.querySelector("article") ?? near ?? list.closest("section, li") ?? list);
}

// What could not be sent is said where it was tried; what arrives above it does not push the words out of sight.
function unsentInView() {
  const said = document.querySelector(".unsent");
  const box = said?.getBoundingClientRect();
  return box && box.bottom > 0 && box.top < innerHeight ? said : null;
}

export function place(html, own = false) {
  const unsent = unsentInView();
  let moved = null; // what one changed: the page stands at it
  const box = document.createElement("template");
  box.innerHTML = html;
  for (const piece of box.content.querySelectorAll("template[data-into]")) {
    const { into, how, say } = piece.dataset;
    if (how === "who") for (const one of document.querySelectorAll(`[data-who="${CSS.escape(into)}"]`)) inner(one, piece);
    const target = document.getElementById(into);
    if (own && say && "seen" in piece.dataset) toast(say, 5000);
    else if (own && say) announce(say); // also where the event was faster and what it is about is gone already
    if (!target || how === "who") continue;
    let isNew = true;
    if (how === "inner") inner(target, piece);
    else if (how === "append" || how === "put") isNew = arrive(target, piece, own, how);
    else if (how === "gone") gone(target, piece);
    else if (how === "remove") target.remove();
    else if (how === "replace") {
      const fresh = piece.content.firstElementChild.cloneNode(true);
      const focused = hasFocus(target) && document.activeElement.id;
      target.replaceWith(fresh);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      enliven(fresh);
      // Sent: the empty form folds away again; with an error in it, it stays.
      if (own && !fresh.querySelector("[role=alert]")) fresh.closest("details.fold")?.removeAttribute("open");
    }
    if (own && how === "inner" && "seen" in piece.dataset) moved = target.closest(".voice-item") ?? target;
    const fresh = piece.content.firstElementChild;
    if (say && !own && isNew && !isOwn(fresh)) setTimeout(tell, SOON_MS, say, fresh?.id);
  }
  const top = moved?.getBoundingClientRect().top ?? 100;
  if (top < 64 || top > innerHeight - 100) moved.scrollIntoView();
  if (unsent?.isConnected) unsent.scrollIntoView({ block: "nearest" });
}
