// Answering without the mouse: 1 2 3 choose, Ctrl+Enter saves and goes on, arrows go from proposal to proposal.
const desk = document.querySelector("[data-desk]");
const answer = document.getElementById("answer");
const picks = () => [...desk.querySelectorAll("[name=ids]")];

function count() {
  const n = picks().filter((box) => box.checked).length;
  const shown = desk.querySelector("[data-chosen]");
  if (shown) shown.textContent = n ? `(${n})` : "";
  const fold = desk.querySelector(".several");
  if (fold && n > 1) fold.open = true;
}

desk?.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) for (const box of picks()) box.checked = event.target.checked;
  if (event.target.matches("[data-all], [name=ids]")) count();
  if (event.target.matches("[data-reasons]") && event.target.value) {
    const area = answer.querySelector("[name=reason]");
    area.value = event.target.value;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }
});

desk?.addEventListener("click", (event) => {
  const fill = event.target.closest("[data-fill]");
  if (!fill) return;
  const area = answer.querySelector("[name=resulting_text]");
  area.value = fill.dataset.fill;
  area.dispatchEvent(new Event("input", { bubbles: true }));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && answer?.contains(event.target)) {
    event.preventDefault();
    answer.requestSubmit(answer.querySelector("[name=next]"));
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const inRadios = event.target.matches?.("[name=outcome]");
  const inList = event.target.closest?.(".desk-items");
  if (!inRadios && !inList) return;
  const radio = answer?.querySelectorAll("[name=outcome]")["123".indexOf(event.key)];
  if (radio) {
    event.preventDefault();
    radio.checked = true;
    (radio.value === "accepted" ? radio : answer.querySelector("[name=reason]")).focus();
  }
  if (inList && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    const links = [...desk.querySelectorAll(".desk-item a")];
    const beside = links[links.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
    if (beside) { event.preventDefault(); beside.focus(); }
  }
});

count();
const current = desk?.querySelector(".desk-item.is-current");
if (current) {
  const list = current.closest(".desk-items");
  list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 3;
}
if (answer && !document.querySelector("[data-focus]") && !location.hash && !desk.querySelector(".desk.is-list")) {
  (answer.querySelector("[name=outcome]:checked") || answer.querySelector("[name=outcome]")).focus({ preventScroll: true });
}
