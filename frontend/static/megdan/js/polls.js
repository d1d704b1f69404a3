// Polls: live results, the time that is left, points that are left. Voting itself is a form that htmx sends.
import { subscribe } from "./live.js";
import { place } from "./place.js";

// On a poll's own page and on the wall. A page that holds polls among other things hears its stream itself.
for (const { dataset: { pollStream, seq, epoch } } of document.querySelectorAll("[data-poll-stream]")) {
  subscribe(pollStream, seq === undefined ? null : Number(seq), epoch);
  document.addEventListener("megdan:live", ({ detail }) => {
    if (detail.stream !== pollStream) return;
    if (detail.resync) location.reload();
    else if (detail.html && detail.kind?.startsWith("poll.")) place(detail.html);
  });
}

// What became of a vote arrives with what it is about, in place of the button that was pressed: the focus goes there.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  const said = target.closest?.(".poll")?.querySelector(".poll-vote > .message");
  if (said) {
    said.tabIndex = -1;
    said.focus({ preventScroll: true });
    said.scrollIntoView({ block: "nearest" });
  }
  count(document);
});
document.addEventListener("input", ({ target }) => target.closest(".poll-vote")?.querySelector(".message.tone-oppose")?.remove());

// In the last hour the seconds count; before that the server's words are enough.
function tick() {
  for (const element of document.querySelectorAll("[data-until]")) {
    const left = Math.floor((Date.parse(element.dataset.until) - Date.now()) / 1000);
    if (left < 3600) element.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "0:00";
  }
}
tick();
setInterval(tick, 1000);

function count(root) {
  for (const field of root.querySelectorAll("[data-points]")) {
    const inputs = [...field.querySelectorAll("input[type=number]")];
    const given = inputs.reduce((sum, input) => sum + (Number.parseInt(input.value, 10) || 0), 0);
    const words = field.querySelector("[data-points-left]");
    const left = Number(field.dataset.points) - given;
    words.textContent = (left < 0 ? words.dataset.pointsOver : words.dataset.pointsLeft).replace("%d", Math.abs(left));
    words.classList.toggle("too-many", left < 0);
  }
  for (const field of root.querySelectorAll("[data-most]")) {
    const boxes = [...field.querySelectorAll("input[type=checkbox]")];
    const chosen = boxes.filter((box) => box.checked).length, most = Number(field.dataset.most);
    const full = chosen >= most;
    for (const box of boxes) box.disabled = full && !box.checked;
    const words = field.querySelector("[data-chosen]");
    const said = (full ? words.dataset.chosenAll : words.dataset.chosen).replace("%d", chosen).replace("%d", most);
    if (words.textContent !== said) words.textContent = said;
  }
}
document.addEventListener("input", (event) => { if (event.target.closest("[data-points], [data-most]")) count(document); });
count(document);
