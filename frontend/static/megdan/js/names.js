// Names behind an @ in a textarea: a list to choose from, by keyboard or finger. Typed by hand they work the same.
const BEFORE = /(^|\s)@([\p{L}\p{N}.-]{1,30})$/u;
let list = null, area = null, asked = "", at = -1;

function close() {
  list?.remove();
  list = null;
  at = -1;
  area?.removeAttribute("aria-activedescendant");
}
function choose(option) {
  const end = area.selectionStart;
  const begin = area.value.slice(0, end).lastIndexOf("@");
  area.setRangeText(`@${option.textContent} `, begin, end, "end");
  close();
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
function mark(next) {
  const options = [...list.children];
  at = (next + options.length) % options.length;
  options.forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
  area.setAttribute("aria-activedescendant", options[at].id);
}
function show(people) {
  close();
  if (!people.length) return;
  list = document.createElement("ul");
  list.className = "names";
  list.id = "names";
  list.setAttribute("role", "listbox");
  for (const { id, name } of people) {
    const option = document.createElement("li");
    option.id = `name-${id}`;
    option.setAttribute("role", "option");
    option.textContent = name;
    option.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(option); });
    list.append(option);
  }
  area.after(list);
  area.setAttribute("aria-controls", "names");
  mark(0);
}
async function ask(address, typed) {
  asked = typed;
  try {
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
    if (answer.ok && asked === typed) show(await answer.json());
  } catch {
    close(); // without a connection names are typed by hand
  }
}

export function suggestNames(address, where) {
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(where)) return;
    area = target;
    const found = BEFORE.exec(area.value.slice(0, area.selectionStart));
    asked = "";
    if (found) ask(address, found[2]);
    else close();
  });
  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== area) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(at + (event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Enter" || event.key === "Tab") choose(list.children[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusout", ({ target }) => { if (target === area) close(); });
}
