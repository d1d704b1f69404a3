// The list of a forum: how much came since the page was drawn, at the top, to be looked at when the reader wants.
import "./reader.js";

const reader = document.getElementById("reader");
const known = new Map([...document.querySelectorAll(".topic-row")].map((row) => [row.id, Number(row.dataset.last)]));
const fresh = new Map();

document.addEventListener("megdan:live", ({ detail }) => {
  if (detail.stream !== reader.dataset.stream || detail.kind !== "topic.moved") return;
  const { id, last_number: last } = detail.data;
  fresh.set(id, Math.max(0, last - (known.get(`topic-${id}`) ?? 0)));
  const n = [...fresh.values()].reduce((sum, one) => sum + one, 0);
  if (!n) return;
  const link = document.createElement("a");
  link.className = "btn btn-s btn-primary";
  link.href = location.href;
  link.textContent = `${n} ${reader.dataset.newWords}`;
  document.getElementById("state-banner").replaceChildren(link);
});
