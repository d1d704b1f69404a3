// The bell in the header: what one is told arrives while the page is open.
import { subscribe } from "./live.js";
import { announce } from "./place.js";

// Read out once for several that come together, and after whatever they are about was said; what happens on the page
// that is open is told by the page itself.
const SOON_MS = 2500;
let timer = 0;
function soon(words) {
  clearTimeout(timer);
  timer = setTimeout(announce, SOON_MS, words);
}

const bell = document.getElementById("bell");
const badge = bell?.querySelector("[data-unread]");

if (bell?.dataset.stream && badge) {
  const { stream, words } = bell.dataset;
  subscribe(stream);
  document.addEventListener("megdan:live", ({ detail }) => {
    if (detail.stream !== stream || detail.kind !== "notification.created") return;
    badge.textContent = Number(badge.textContent || 0) + 1;
    badge.hidden = false;
    if (new URL(detail.data?.url ?? "", location.href).pathname !== location.pathname) soon(words);
  });
}

// Come back to by the browser's own button, the list would still show as unread what was just opened.
addEventListener("pageshow", (event) => {
  const back = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (back && document.querySelector(".bell-list")) location.reload();
});
