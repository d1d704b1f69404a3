// A session's pages: page, host's console, projector. They follow the stream; forms answer with pieces.
import { subscribe } from "./live.js";
import { place } from "./place.js";
import { present } from "./present.js";

const session = document.getElementById("session");
const { stream, seq, epoch, hand, polls: pollsUrl, console: consoleUrl, base } = session.dataset;
const ASKED = new Set(["poll.opened", "poll.edited", "poll.restored"]);
const QUESTIONED = new Set(["comment.created", "comment.restored", "session.question_answered"]);
const WHOLE = new Set(["session.began", "session.ended", "session.cancelled", "session.changed", "minutes.published"]);
const numbers = new Intl.NumberFormat(document.documentElement.lang);
const isTyping = () => [...document.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox])")].some((one) => one.value !== one.defaultValue);

subscribe(stream, seq === undefined ? null : Number(seq), epoch);
document.addEventListener("megdan:live", ({ detail }) => {
  if (detail.stream !== stream) return;
  if (detail.kind === "presence") return present(detail.data);
  if (detail.resync || WHOLE.has(detail.kind)) return renew();
  if (pollsUrl && ASKED.has(detail.kind)) return setTimeout(fetchInto, Math.random() * 700, `${pollsUrl}${detail.data.id}/`); // not a whole town at once
  if (detail.html) keepingTyped(() => place(detail.html));
  settle();
  if (consoleUrl && QUESTIONED.has(detail.kind)) fetchInto(`${base}questions/${detail.data.post ?? detail.data.id}/`); // with what only hosts can do
  if (detail.data?.queue || (consoleUrl && detail.kind.startsWith("poll."))) refresh();
});

// The page is another one now; words that are being typed are not taken away.
let leaving = false; // a form was sent that leads elsewhere: its own act is told to this page as well
document.addEventListener("submit", ({ target, submitter }) => { if (!target.matches("[hx-post]") && !submitter?.matches("[hx-post]")) leaving = true; });
addEventListener("pageshow", () => { leaving = false; });
function renew() {
  if (leaving) return;
  if (!isTyping()) return location.reload();
  const banner = document.getElementById("session-banner");
  if (!banner) return;
  const link = document.createElement("a");
  link.className = "btn btn-s btn-primary";
  link.href = location.pathname;
  link.textContent = banner.dataset.reload;
  banner.replaceChildren(link);
}

// The most supported first, the answered ones last; nothing moves under a finger or away from the focus.
function settle() {
  const list = document.querySelector("[data-sorted]");
  if (list && !list.matches(":hover, :focus-within")) {
    const rank = (item) => [item.querySelector(".answer-box") ? 1 : 0, -(parseInt(item.querySelector("[id^=support-n-]")?.textContent ?? "0", 10) || 0)];
    const items = [...list.children];
    const sorted = items.map((item, at) => ({ item, at, key: rank(item) })).sort((a, b) => a.key[0] - b.key[0] || a.key[1] - b.key[1] || a.at - b.at);
    if (sorted.some(({ at }, index) => at !== index)) list.append(...sorted.map(({ item }) => item));
  }
  const form = document.querySelector("[data-own-turn]");
  if (!form) return;
  const waiting = [...document.querySelectorAll("#session-queue > [data-turn]")];
  const at = waiting.findIndex((item) => item.dataset.turn === form.dataset.ownTurn);
  const words = document.getElementById("own-place");
  if (at >= 0) {
    words.textContent = words.dataset.words.replace("%d", numbers.format(at + 1));
    waiting[at].classList.add("is-own");
  }
}

// What depends on who looks is asked for again: one's own hand once it changed, the host's console always.
let asked = 0;
function refresh() {
  clearTimeout(asked);
  asked = setTimeout(() => {
    const own = document.querySelector("[data-own-turn]")?.dataset.ownTurn;
    const waits = own && document.querySelector(`#session-queue > [data-turn="${CSS.escape(own)}"]`);
    const has = document.querySelector(".own-floor");
    if (hand && document.getElementById("hand") && (has || (own && !waits))) fetchInto(hand);
    if (consoleUrl) fetchInto(consoleUrl);
  }, 120);
}
async function fetchInto(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const html = await answer.text();
  if (html.includes("<template data-into")) keepingTyped(() => place(html));
}

// Nothing is drawn anew under a finger that is down: the button it presses would be another one when it comes up.
let down = false, held = [];
function release() {
  down = false;
  setTimeout(() => { if (!down) for (const draw of held.splice(0)) draw(); }); // after the click itself
}
if (consoleUrl) {
  addEventListener("pointerdown", () => { down = true; });
  for (const kind of ["pointerup", "pointercancel", "blur"]) addEventListener(kind, release);
}

// What a host has typed and not sent, where the focus is and what they opened is there again when their part of the page
// is drawn anew; and what is under the pointer stays there: the next button one reaches for does not jump away.
function keepingTyped(draw, sent) {
  if (!consoleUrl) return draw();
  if (down) return held.push(() => keepingTyped(draw, sent));
  const active = document.activeElement, { id: focused, selectionStart: from, selectionEnd: to } = active;
  const typed = [...session.querySelectorAll("textarea[id], input[id]:not([type=checkbox], [type=radio])")].filter((one) => one.value !== one.defaultValue && !sent?.contains(one));
  const words = typed.map(({ id, value }) => [id, value]);
  const open = [...session.querySelectorAll("details[id][open]")].filter((one) => !one.contains(sent)).map(({ id }) => id);
  const under = [...session.querySelectorAll("[id]:hover")].pop()?.id, top = topOf(under);
  draw();
  for (const [id, value] of words) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    const fold = field.closest("details");
    if (fold) fold.open = true;
  }
  for (const id of open) { const fold = document.getElementById(id); if (fold) fold.open = true; }
  const again = focused && !active.isConnected && document.getElementById(focused);
  if (again) {
    again.focus({ preventScroll: true });
    if (again.matches("textarea, input[type=text], input:not([type])")) again.setSelectionRange(from, to);
  }
  const moved = topOf(under) - top;
  if (moved) scrollBy({ top: moved, behavior: "instant" });
}
const topOf = (id) => document.getElementById(id)?.getBoundingClientRect().top ?? NaN;

document.addEventListener("htmx:beforeSend", ({ detail: { xhr, elt } }) => xhr.addEventListener("load", () => {
  if (!xhr.responseText.includes("<template data-into")) return;
  const form = elt.closest("form"), done = xhr.status < 300;
  keepingTyped(() => place(xhr.responseText, true), done ? form : undefined);
  if (done && form?.matches("[data-empties]")) form.reset();
  const fold = done && consoleUrl && form?.closest("details.fold");
  if (fold) fold.open = false;
  settle();
}));

// How much of a point's time is left, by the page's clock.
function clock() {
  for (const element of document.querySelectorAll(".item-clock")) {
    const { from, minutes, left, over } = element.dataset;
    const seconds = Math.round(Number(minutes) * 60 - (Date.now() - Date.parse(from)) / 1000), n = Math.abs(seconds);
    element.textContent = (seconds < 0 ? over : left).replace("%s", `${Math.floor(n / 60)}:${String(n % 60).padStart(2, "0")}`);
    element.classList.toggle("is-over", seconds < 0);
  }
}
clock();
setInterval(clock, 1000);

// The line that says that a poll is open leads to it, and is not needed beside it.
const call = document.getElementById("poll-call"), polls = document.getElementById("polls");
if (call && polls) new IntersectionObserver(([{ isIntersecting }]) => call.classList.toggle("is-there", isIntersecting), { rootMargin: "-20% 0px" }).observe(polls);

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ((detail.xhr.responseText ?? "").includes("<template data-into")) detail.shouldSwap = false;
});
settle();
