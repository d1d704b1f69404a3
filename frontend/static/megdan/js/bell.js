// The bell in the header: what one is told arrives while the page is open.
import { subscribe } from "./live.js";

const bell = document.getElementById("bell");
const badge = bell?.querySelector("[data-unread]");

if (bell?.dataset.stream && badge) {
  const { stream, words } = bell.dataset;
  subscribe(stream);
  document.addEventListener("megdan:live", ({ detail }) => {
    if (detail.stream !== stream || detail.kind !== "notification.created") return;
    badge.textContent = Number(badge.textContent || 0) + 1;
    badge.hidden = false;
    const announce = document.getElementById("announce");
    if (announce) announce.textContent = words;
  });
}
