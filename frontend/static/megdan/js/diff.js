// The redline while one types: the same two levels as frontend/diffs.py, lines first, then words.
const WORDS = /\s+|[^\s\p{L}\p{N}_]|[\p{L}\p{N}_]+/gu;
const MOST = 4e6; // cells of the table; beyond it the whole run counts as changed
const lines = (text) => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

function steps(a, b, finer) {
  const out = [];
  let head = 0, tail = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const x = a.slice(head, a.length - tail), y = b.slice(head, b.length - tail);
  if (head) out.push(["=", a.slice(0, head).join("")]);
  if (x.length * y.length > MOST) out.push(["-", x.join("")], ["+", y.join("")]);
  else out.push(...middle(x, y, finer));
  if (tail) out.push(["=", a.slice(a.length - tail).join("")]);
  return out;
}

function middle(x, y, finer) {
  const width = y.length + 1, table = new Uint16Array((x.length + 1) * width);
  for (let i = x.length - 1; i >= 0; i--)
    for (let j = y.length - 1; j >= 0; j--)
      table[i * width + j] = x[i] === y[j] ? table[(i + 1) * width + j + 1] + 1 : Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
  const out = [];
  let i = 0, j = 0, cut = [], add = [];
  const flush = () => {
    if (finer && cut.length && add.length) out.push(...steps(cut.join("").match(WORDS) ?? [], add.join("").match(WORDS) ?? [], false));
    else {
      if (cut.length) out.push(["-", cut.join("")]);
      if (add.length) out.push(["+", add.join("")]);
    }
    cut = []; add = [];
  };
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) { flush(); out.push(["=", x[i++]]); j++; }
    else if (j >= y.length || (i < x.length && table[(i + 1) * width + j] >= table[i * width + j + 1])) cut.push(x[i++]);
    else add.push(y[j++]);
  }
  flush();
  return out;
}

// Runs of one kind together; a lone space between two changes belongs to them; what goes stands before what comes.
export function wordSteps(old, now) {
  const runs = [], found = [];
  for (const [kind, text] of steps(lines(old), lines(now), true)) {
    if (found.at(-1)?.[0] === kind) found.at(-1)[1] += text;
    else found.push([kind, text]);
  }
  const put = (kind, text) => {
    const last = runs.at(-1), before = runs.at(-2);
    if (last?.[0] === kind) last[1] += text;
    else if (kind === "-" && last?.[0] === "+" && before?.[0] === "-") before[1] += text;
    else runs.push([kind, text]);
  };
  found.forEach(([kind, text], i) => {
    if (kind === "=" && /^[^\S\n]+$/.test(text) && i > 0 && i < found.length - 1) { put("-", text); put("+", text); }
    else put(kind, text);
  });
  return runs;
}

// As they are marked: spaces at the edges stand outside, and a word right after one that went wants a gap.
export function shown(found) {
  const parts = [];
  for (const [kind, text] of found) {
    const bare = text.trim();
    if (kind === "=" || !bare) { parts.push(["=", text, false]); continue; }
    const at = text.indexOf(bare), before = text.slice(0, at), after = text.slice(at + bare.length);
    if (before) parts.push(["=", before, false]);
    const apart = kind === "+" && !before && parts.at(-1)?.[0] === "-" && /^[\p{L}\p{N}_]/u.test(bare);
    parts.push([kind, bare, apart]);
    if (after) parts.push(["=", after, false]);
  }
  return parts;
}

const TABLE = /^\s*\|.*\|\s*$/m; // rows and columns are compared by the server alone

function draw(out, old, now) {
  if (out.dataset.table && (TABLE.test(old) || TABLE.test(now))) { out.textContent = out.dataset.table; return; }
  out.replaceChildren(...shown(wordSteps(old, now)).map(([kind, text, apart]) => {
    if (kind === "=") return document.createTextNode(text);
    const mark = document.createElement(kind === "-" ? "del" : "ins");
    if (apart) mark.className = "apart";
    const word = document.createElement("span");
    word.className = "sr";
    word.textContent = ` ${kind === "-" ? out.dataset.removed : out.dataset.added} `;
    mark.append(word, text);
    return mark;
  }));
}

export function preview(root = document) {
  for (const area of root.querySelectorAll("textarea[data-diff]")) {
    const form = area.form, out = form.querySelector("[data-diff-out]"), old = form.querySelector("[data-diff-old]");
    if (!out || area.dataset.live) continue;
    area.dataset.live = "1";
    let waiting = 0;
    const show = () => draw(out, old.value.trim(), area.value.trim());
    area.addEventListener("input", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(show); });
    show();
  }
}
