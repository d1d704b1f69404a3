// A consultation's pages: live events, the panel, the outline that follows the reader, forms that answer in place.
import { subscribe } from "./live.js";
import { place } from "./place.js";
import { preview } from "./diff.js";
import "./panel.js";

const reader = document.getElementById("reader");
const words = new Intl.NumberFormat(document.documentElement.lang);

// Live -------------------------------------------------------------------------------------------------------------
if (reader?.dataset.stream) {
  const { stream, seq, epoch } = reader.dataset;
  subscribe(stream, seq === undefined ? null : Number(seq), epoch);
  document.addEventListener("megdan:live", ({ detail }) => {
    if (detail.stream !== stream) return;
    if (detail.resync) return resync();
    if (detail.kind === "presence") return readers(detail.data.readers);
    if (detail.html) place(detail.html);
  });
}

// Too much was missed: offer a fresh page, do not take the reader's place and words away.
function resync() {
  const typing = [...document.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
  if (!typing && !document.querySelector("dialog[open]")) location.reload();
  else document.getElementById("state-banner")?.replaceChildren(reloadLink());
}
function reloadLink() {
  const link = document.createElement("a");
  link.className = "btn btn-s";
  link.href = location.href;
  link.textContent = reader.dataset.reload;
  return link;
}

function readers(n) {
  const pill = document.getElementById("readers");
  if (!pill) return;
  pill.hidden = n < 2;
  pill.textContent = pill.dataset.words?.replace("%d", words.format(n)) ?? n;
}

// "3 new comments" when they arrive below what is being read.
let unseen = [];
function pillFor(list) {
  let pill = list.parentElement.querySelector(".new-above");
  if (!pill) {
    pill = document.createElement("button");
    pill.type = "button";
    pill.className = "btn btn-s btn-primary new-above";
    pill.addEventListener("click", () => {
      const first = unseen.find((item) => item.isConnected);
      unseen = [];
      pill.remove();
      first?.scrollIntoView({ block: "center" });
      first?.querySelector("a, button")?.focus({ preventScroll: true });
    });
    list.parentElement.insertBefore(pill, list);
  }
  pill.textContent = `${unseen.length} ${reader.dataset.newWords}`;
}
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    unseen = unseen.filter((item) => item !== target && item.isConnected);
    const pill = document.querySelector(".new-above");
    if (pill && !unseen.length) pill.remove();
    else if (pill) pill.textContent = `${unseen.length} ${reader.dataset.newWords}`;
  }
}, { threshold: 0.3 });
document.addEventListener("megdan:arrived", ({ target, detail }) => {
  const list = target.closest("[data-arrivals]");
  if (!list) return;
  const box = detail.getBoundingClientRect();
  const view = detail.closest("dialog")?.getBoundingClientRect() ?? { top: 0, bottom: innerHeight };
  if (box.top >= view.top && box.top < view.bottom - 40) return;
  unseen.push(detail);
  seen.observe(detail);
  pillFor(list);
});

// Forms answer with pieces ------------------------------------------------------------------------------------------
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const text = detail.xhr?.responseText ?? "";
  if (text.includes("<template data-into")) {
    place(text, true);
    preview();
  }
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ((detail.xhr.responseText ?? "").includes("<template data-into")) detail.shouldSwap = false;
});
document.addEventListener("htmx:afterSettle", () => preview());
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("form").remove();
  if (event.target.closest("[data-print]")) print();
});

// The outline follows the reader ------------------------------------------------------------------------------------
const links = new Map([...document.querySelectorAll("#outline a")].map((a) => [a.hash.slice(1), a]));
if (links.size) {
  if (!matchMedia("(min-width: 64rem)").matches) document.getElementById("outline").open = false;
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let waiting = 0;
  const follow = () => {
    waiting = 0;
    const at = heads.findLast((head) => head.getBoundingClientRect().top < 160) ?? heads[0];
    for (const [id, link] of links) {
      if (id === at.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => { waiting ||= requestAnimationFrame(follow); }, { passive: true });
  follow();
}
preview();
