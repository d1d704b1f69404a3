// Who is here and who is writing. Names and numbers come as data, the words stand on the page; nothing is read out.
//
// present(data)     shows a frame of kind "presence": #readers the number, #present the names (in its own words, where it
//                   has some), #writing who writes
// [data-writes]     a form in which typing is told to the others; only people who let themselves be seen have it
import { send } from "./live.js";

const language = document.documentElement.lang;
const numbers = new Intl.NumberFormat(language);
const list = new Intl.ListFormat(language, { type: "conjunction" });
const SAY_MS = 3000; // the server forgets it after six seconds

function show(id, words) {
  const line = document.getElementById(id);
  if (!line) return;
  if (line.textContent !== words) line.textContent = words;
  line.hidden = !words;
}
const words = (id) => document.getElementById(id)?.dataset ?? {};

export function present({ readers, people = [], more = 0, writing = [] }) {
  const company = readers > 1; // alone one needs no telling
  const { words: counted = "%d" } = words("readers");
  show("readers", company ? counted.replace("%d", numbers.format(readers)) : "");
  const names = people.map(({ name }) => name).join(", ");
  const others = more ? ` ${(words("present").more ?? "+%d").replace("%d", numbers.format(more))}` : "";
  const { words: sentence = "%s" } = words("present");
  show("present", company && names ? sentence.replace("%s", () => names + others) : "");
  const viewer = Number(document.body.dataset.viewer || 0);
  const writers = writing.filter(({ id }) => id !== viewer).map(({ name }) => name);
  const { one, some, many } = words("writing");
  if (!writers.length || !one) show("writing", "");
  else if (writers.length > 3) show("writing", many);
  else show("writing", (writers.length > 1 ? some : one).replace("%s", () => list.format(writers)));
}

// Telling it: while words are typed, at most every three seconds; no longer once they are sent or taken away --------
let said = 0;
function stop() {
  if (said) send({ writing: "" });
  said = 0;
}
document.addEventListener("input", ({ target }) => {
  const stream = target.closest("[data-writes]")?.dataset.writes;
  if (!stream || !target.matches("textarea")) return;
  if (!target.value.trim()) return stop();
  if (Date.now() - said < SAY_MS) return;
  said = Date.now();
  send({ writing: stream });
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.elt.matches("[data-writes]")) stop();
});
