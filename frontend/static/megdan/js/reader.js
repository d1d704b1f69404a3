// What every page with a live stream does: hear it, put its pieces where they belong, count what came out of sight,
// and take the answers of forms as pieces too. The page's stream stands at #reader.
import { subscribe } from "./live.js";
import { place } from "./place.js";
import { present } from "./present.js";

const reader = document.getElementById("reader");

// Live -------------------------------------------------------------------------------------------------------------
if (reader?.dataset.stream) {
  const { stream, seq, epoch } = reader.dataset;
  subscribe(stream, seq === undefined ? null : Number(seq), epoch);
  document.addEventListener("megdan:live", ({ detail }) => {
    if (detail.stream !== stream) return;
    if (detail.resync || detail.denied) return resync();
    if (detail.kind === "presence") return present(detail.data);
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

// "3 new comments" when they arrive below what is being read.
let unseen = [];
function pillFor(list) {
  let pill = list.parentElement.querySelector(".new-above > button");
  if (!pill) {
    const line = document.createElement("div");
    line.className = "new-above";
    pill = document.createElement("button");
    pill.type = "button";
    pill.className = "btn btn-s btn-primary";
    pill.addEventListener("click", () => {
      const first = unseen.find((item) => item.isConnected);
      unseen = [];
      line.remove();
      first?.scrollIntoView({ block: "center" });
      first?.querySelector("a, button")?.focus({ preventScroll: true });
    });
    line.append(pill);
    list.parentElement.insertBefore(line, list);
  }
  pill.textContent = `${unseen.length} ${reader.dataset.newWords}`;
}
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    unseen = unseen.filter((item) => item !== target && item.isConnected);
    const line = document.querySelector(".new-above");
    if (line && !unseen.length) line.remove();
    else if (line) line.firstChild.textContent = `${unseen.length} ${reader.dataset.newWords}`;
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
// The answer is heard at the request itself: htmx tells of it at the form, which the event of the same act may have
// put away before.
document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => xhr.addEventListener("load", () => {
  if (!xhr.responseText.includes("<template data-into")) return;
  place(xhr.responseText, true);
  document.dispatchEvent(new Event("megdan:placed"));
}));
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ((detail.xhr.responseText ?? "").includes("<template data-into")) detail.shouldSwap = false;
});
