// Words of a clause that a comment is about: chosen in the text, shown above the comment, found again in the text.
import { go } from "./panel.js";
import { toast } from "./site.js";

const LONGEST = 500; // characters, as the server has it
const PINNED_MS = 8000;
const BLOCKS = "p, li, td, th, dt, dd, h2, h3, h4, h5, h6, pre, div";
const INSIDE_A_WORD = /^[\p{L}\p{N}]{2}$/u;
const reader = document.getElementById("reader");
const button = document.getElementById("quote-button")?.content.firstElementChild; // only while it is open
const coarse = matchMedia("(pointer: coarse)");
const formOf = (clause) => document.getElementById(`comment-form-${clause}`);

// A text as one line, as the server compares it, with the place of each of its letters.
function lineOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const at = [];
  let line = "", block = null;
  const space = () => { if (line && !line.endsWith(" ")) { line += " "; at.push(null); } };
  while (walker.nextNode()) {
    const node = walker.currentNode, mine = node.parentElement.closest(BLOCKS);
    if (mine !== block) space();
    block = mine;
    for (let i = 0; i < node.data.length; i++) {
      const letter = node.data[i];
      if (/\s/.test(letter)) space();
      else if (letter !== "\u00ad" && letter !== "\u200b") { line += letter; at.push([node, i]); }
    }
  }
  return { line, at };
}

// Choosing ----------------------------------------------------------------------------------------------------------
let offered = null, pressed = false, waiting = 0;

// The selected words, if they belong to one clause.
function chosen() {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0), from = range.startContainer;
  const near = from.nodeType === Node.ELEMENT_NODE ? from : from.parentElement;
  const home = near?.closest(".clause, .panel-quote");
  const text = home?.matches(".clause") ? home.querySelector(".body, .part-inner") : home;
  const link = home?.querySelector(".margin");
  if (!text || !(link || formOf(home.dataset.clause))) return null;
  if (!home.contains(range.endContainer)) {
    const beyond = range.cloneRange();
    beyond.setStartAfter(home);
    if (String(beyond).trim()) return null; // of several clauses: nobody can say which one is meant
  }
  const { line, at } = lineOf(text);
  const inside = at.map((place) => place && range.comparePoint(...place) >= 0 && range.comparePoint(place[0], place[1] + 1) <= 0);
  let first = inside.indexOf(true), last = inside.lastIndexOf(true);
  if (first < 0) return null;
  while (first > 0 && INSIDE_A_WORD.test(line.slice(first - 1, first + 1))) first--;
  while (INSIDE_A_WORD.test(line.slice(last, last + 2))) last++;
  let words = line.slice(first, last + 1).trim();
  if (words.length > LONGEST) words = words.slice(0, LONGEST + 1).replace(/\s\S*$/, "").slice(0, LONGEST);
  return { words, clause: home.dataset.clause, link, text, range };
}

function offer() {
  const found = chosen();
  if (!found) {
    if (!pressed && document.activeElement !== button) withdraw();
    return;
  }
  offered = found;
  if (found.text.nextElementSibling !== button) found.text.after(button); // the next stop of the Tab key
  button.hidden = false;
  const host = button.offsetParent.getBoundingClientRect(), box = found.text.getBoundingClientRect();
  const lines = [...found.range.getClientRects()].filter((one) => one.width);
  const end = lines.at(-1) ?? box, begin = lines[0] ?? box;
  const gap = coarse.matches ? 34 : 6; // below the handles of a finger
  const low = Math.min(Math.min(end.bottom, box.bottom) + gap, box.bottom + gap);
  const top = low + button.offsetHeight < innerHeight - 60 ? low : Math.max(begin.top, box.top) - button.offsetHeight - gap;
  const left = Math.min(Math.max(end.right - button.offsetWidth, host.left + 8), host.right - button.offsetWidth - 8);
  const scrolled = button.offsetParent;
  button.style.top = `${top - host.top + scrolled.scrollTop - scrolled.clientTop}px`;
  button.style.left = `${left - host.left - scrolled.clientLeft}px`;
}

function withdraw() {
  offered = null;
  button.hidden = true;
}

async function take() {
  if (!offered) return;
  const { words, clause, link } = offered;
  withdraw();
  if (!formOf(clause) && !(await go(link.href, clause, link))) return;
  const form = formOf(clause);
  if (!form) return;
  getSelection().removeAllRanges();
  put(form, words);
  form.elements.body.focus({ preventScroll: true });
  const sheet = form.closest("dialog"); // it alone moves, the text beside it stays
  if (sheet) sheet.scrollTop += form.getBoundingClientRect().bottom - sheet.getBoundingClientRect().bottom + 16;
  else form.scrollIntoView({ block: "center" });
}

if (button) {
  button.hidden = true;
  document.addEventListener("selectionchange", () => { clearTimeout(waiting); waiting = setTimeout(offer, 180); });
  button.addEventListener("pointerdown", (event) => { event.preventDefault(); pressed = true; });
  addEventListener("pointerup", () => setTimeout(() => { pressed = false; }, 400));
  button.addEventListener("click", take);
  // Where the focus stands after selecting differs between browsers: while nothing outside the text has it, Tab leads here.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || event.shiftKey || !offered || !document.activeElement?.contains(offered.text)) return;
    event.preventDefault();
    button.focus();
  });
  button.addEventListener("blur", () => setTimeout(offer));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    getSelection().removeAllRanges();
    withdraw();
  });
}

// The quote in the form ---------------------------------------------------------------------------------------------
function put(form, words) {
  const field = form.elements.quote;
  field.value = words;
  field.removeAttribute("aria-invalid");
  field.closest(".field").querySelector(".error")?.remove();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  show(form);
}

function show(form) {
  const field = form.elements.quote;
  const box = form.querySelector("[data-quote-shown]"), typed = form.querySelector("[data-quote-typed]");
  const words = field.value.trim(), wrong = field.matches("[aria-invalid=true]");
  box.hidden = !words || wrong;
  box.querySelector("[data-quote-words]").textContent = words;
  typed.hidden = !box.hidden;
  if (wrong) typed.open = true;
  else if (words) typed.open = false;
}

function showAll() {
  for (const field of document.querySelectorAll("[data-quote-field]")) show(field.form);
}
for (const name of ["megdan:panel", "megdan:placed"]) document.addEventListener(name, showAll);
document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-quote-field]") && target !== document.activeElement) show(target.form); // an unsent one came back
});
document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-quote-remove]")) return;
  const form = target.closest("form");
  put(form, "");
  form.elements.body.focus();
});
showAll();

// Where the quoted words stand --------------------------------------------------------------------------------------
const paint = window.Highlight && CSS.highlights ? new Highlight() : null;
if (paint) CSS.highlights.set("quoted", paint);
let pinned = 0;

function unmark() {
  paint?.clear();
  for (const text of document.querySelectorAll(".quote-near")) text.classList.remove("quote-near");
}

// Marks the words a comment quotes wherever its clause is on the screen; the place where they were found.
function mark(item) {
  unmark();
  const words = item.querySelector(":scope > .quoted [data-quoted]")?.textContent;
  const own = item.closest(".clause-panel")?.querySelector(".panel-quote");
  if (!words || !own) return null;
  let where = null;
  for (const text of [own, document.querySelector(`#c${own.dataset.clause} .body`)]) {
    if (!text?.offsetParent) continue;
    const { line, at } = lineOf(text), begin = line.indexOf(words);
    if (begin < 0) continue;
    const range = new Range();
    range.setStart(...at[begin]);
    range.setEnd(at[begin + words.length - 1][0], at[begin + words.length - 1][1] + 1);
    if (paint) paint.add(range);
    else text.classList.add("quote-near");
    where ??= { text, range };
  }
  return where;
}

const quoting = (target) => target.closest?.(".voice-item > article:has(> .quoted)");
for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, ({ target }) => {
    const item = quoting(target);
    if (item) mark(item);
    else if (Date.now() > pinned) unmark();
  });
}
document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-show-where]")) return;
  const where = mark(quoting(target));
  if (!where) { toast(reader.dataset.quoteLost); return; }
  pinned = Date.now() + PINNED_MS;
  setTimeout(() => { if (Date.now() >= pinned) unmark(); }, PINNED_MS + 20);
  where.range.startContainer.parentElement.scrollIntoView({ block: "center" });
  where.text.scrollTop += where.range.getBoundingClientRect().top - where.text.getBoundingClientRect().top - 24;
});
