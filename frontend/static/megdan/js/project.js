// A project's page: it follows the stream, and the forms under its questions answer with pieces.
import { subscribe } from "./live.js";
import { place } from "./place.js";

const { stream, seq, epoch } = document.getElementById("project").dataset;
const WHOLE = new Set(["project.opened", "project.begun", "project.ended", "project.reported", "project.report_corrected", "project.restored", "project.hidden"]);
const isTyping = () => [...document.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox])")].some((one) => one.value !== one.defaultValue);

let leaving = false; // a form was sent that leads elsewhere: its own act is told to this page as well
document.addEventListener("submit", ({ target }) => { if (!target.matches("[hx-post]")) leaving = true; });
addEventListener("pageshow", () => { leaving = false; });

subscribe(stream, Number(seq), epoch);
document.addEventListener("megdan:live", ({ detail }) => {
  if (detail.stream !== stream || leaving) return;
  if (detail.html) place(detail.html);
  if (detail.resync || WHOLE.has(detail.kind)) renew();
  if (detail.kind === "task.changed" || detail.kind === "shift.changed") askAgain(detail.kind, detail.data);
  newestFirst();
});

// Tasks and shifts: what is new, and one's own place in a queue, is asked for; numbers came with the event. Everybody asks
// a little later than the others.
let asking = 0;
function askAgain(kind, { id, task, is_cancelled }) {
  const there = document.getElementById(`shift-${id}`), of = document.querySelector("[data-again][data-task]")?.dataset.task;
  if (of && of !== String(kind === "task.changed" ? id : task)) return;
  if (kind === "shift.changed" && there && !is_cancelled && there.dataset.own !== "waiting") return;
  clearTimeout(asking);
  asking = setTimeout(async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-again]")) {
      const newer = fresh.getElementById(part.id);
      if (newer && !part.contains(document.activeElement)) part.replaceWith(document.adoptNode(newer));
    }
  }, 300 + Math.random() * 1700);
}

// The page is another one now; words that are being typed are not taken away.
function renew() {
  if (!isTyping()) return location.reload();
  const banner = document.getElementById("project-banner"), link = document.createElement("a");
  link.className = "btn btn-s btn-primary";
  link.href = location.pathname;
  link.textContent = banner.dataset.reload;
  banner.replaceChildren(link);
}

// News arrives at the end of its list and belongs at its top.
function newestFirst() {
  const list = document.getElementById("project-news");
  for (const fresh of list?.querySelectorAll(":scope > .is-new") ?? []) list.prepend(fresh);
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if ((detail.xhr.responseText ?? "").includes("<template data-into")) detail.shouldSwap = false;
});
document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => xhr.addEventListener("load", () => {
  if (xhr.responseText.includes("<template data-into")) place(xhr.responseText, true);
}));
