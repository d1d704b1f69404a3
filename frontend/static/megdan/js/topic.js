// A topic: answering with a quote, how far one has read, names behind an @. Everything works without it as well.
import "./pictures.js";
import "./reader.js";
import { suggestNames } from "./names.js";

const topic = document.getElementById("reader");
const form = () => document.getElementById("say");

// Answering: the form below takes the post, and the words of it that are selected ------------------------------------
function selectedIn(body) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !body.contains(selection.anchorNode) || !body.contains(selection.focusNode)) return "";
  return selection.toString().replace(/\s+/g, " ").trim().slice(0, 500);
}
document.addEventListener("mousedown", (event) => { // the click itself would end the selection
  const link = event.target.closest("[data-answer]");
  if (link) link.dataset.words = selectedIn(document.getElementById(`post-${link.dataset.answer}-body`));
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-answer]");
  if (link && form() && !event.metaKey && !event.ctrlKey) {
    event.preventDefault();
    answer(link);
  }
  if (event.target.closest("[data-answer-none]")) answerNobody();
  if (event.target.closest("[data-quote-remove]")) quote(form(), "");
  const jump = event.target.closest("[data-jump]");
  const there = jump && document.getElementById(`post-${jump.dataset.jump}`);
  if (there) {
    event.preventDefault();
    location.hash = there.id;
  }
});
function answer(link) {
  const box = form(), post = document.getElementById(`post-${link.dataset.answer}`);
  box.elements.parent.value = link.dataset.answer;
  const name = post.querySelector(".who b")?.textContent ?? "";
  box.querySelector("[data-answered-name]").textContent = `${name} #${post.dataset.number}`;
  box.querySelector("[data-answering]").hidden = false;
  showAnswered(box, link.dataset.answer);
  box.querySelector("[data-quote-fold]").open = false;
  quote(box, link.dataset.words ?? "");
  box.scrollIntoView({ block: "start" });
  box.elements.body.focus({ preventScroll: true });
}
// The quoted words stand in the form as they will above the post; the field itself is for those without scripts.
function quote(box, words) {
  const field = box.elements.quote;
  field.value = words;
  showQuote(box);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
function showQuote(box) {
  const words = box.elements.quote.value.trim(), shown = box.querySelector("[data-quote-shown]");
  shown.hidden = !words;
  shown.querySelector("[data-quote-words]").textContent = words;
}
document.addEventListener("input", ({ target }) => { if (target.matches("[data-quote]")) showQuote(target.form); });
// The words of the answered post stand in the form, so that one need not remember them; what is selected there is quoted.
function showAnswered(box, pk) {
  const shown = box.querySelector("[data-answered-body]"), said = document.getElementById(`post-${pk}-body`);
  shown.replaceChildren(...[...said.cloneNode(true).childNodes]);
}
document.addEventListener("selectionchange", () => {
  const shown = form()?.querySelector("[data-answered-body]"), words = shown && selectedIn(shown);
  if (words && words !== form().elements.quote.value) quote(form(), words);
});
function answerNobody() {
  const box = form();
  box.elements.parent.value = "";
  quote(box, "");
  box.querySelector("[data-answering]").hidden = true;
  box.elements.body.focus();
}

// How far one has read: the last post that was on the screen, told when it changes ------------------------------------
let mark = Number(topic.dataset.mark ?? 0), told = mark, timer = 0;
function tell() {
  timer = 0;
  if (mark <= told) return;
  told = mark;
  window.htmx.ajax("POST", topic.dataset.read, { swap: "none", values: { number: mark } });
}
if (topic.dataset.read) {
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) mark = Math.max(mark, Number(target.dataset.number));
    }
    if (mark > told) timer ||= setTimeout(tell, 1500);
  }, { threshold: 0.2 });
  for (const post of document.querySelectorAll(".said")) seen.observe(post);
  document.addEventListener("megdan:arrived", ({ detail }) => detail.dataset.number && seen.observe(detail));
}

// Changing a post, or the question whether to take it back, is left without a new page ---------------------------------
const words = new Map(); // id of a body → what stood in it
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { target, shouldSwap } = detail;
  if (shouldSwap && target.matches(".voice-body") && !words.has(target.id)) words.set(target.id, target.innerHTML);
});
document.addEventListener("megdan:placed", () => { for (const id of words.keys()) if (!document.querySelector(`#${id} .edit-form`)) words.delete(id); });
document.addEventListener("click", (event) => {
  const leave = event.target.closest("[data-leave]"), pk = leave?.dataset.leave.slice(5);
  const ask = leave?.closest(".post-ask"), body = document.getElementById(`post-${pk}-body`);
  if (!ask && !words.has(body?.id)) return;
  event.preventDefault();
  if (ask) ask.replaceChildren();
  else body.innerHTML = words.get(body.id);
  words.delete(body.id);
  document.getElementById(ask ? `post-${pk}-take-back` : `edit-${pk}`)?.focus();
});

// The number one is at: of the post in the middle of the screen, while nobody types another -----------------------------
const here = new IntersectionObserver((entries) => {
  const at = entries.filter((one) => one.isIntersecting).at(-1)?.target.dataset.number;
  for (const field of document.querySelectorAll("[data-here]")) {
    if (at && field !== document.activeElement && !field.matches("[aria-invalid]")) field.value = at;
  }
}, { rootMargin: "-45% 0px -45% 0px" });
for (const post of document.querySelectorAll(".said")) here.observe(post);
document.addEventListener("megdan:arrived", ({ detail }) => detail.dataset.number && here.observe(detail));

suggestNames(topic.dataset.people, "#say textarea");
