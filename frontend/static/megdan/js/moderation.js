// Deciding by keyboard: single keys, told in the page, that can be switched off; words to hide taken from a selection.
const box = document.querySelector("[data-keys-on]");
const form = document.querySelector("[data-decide]");
const stored = "megdan-moderation-keys";

if (box) {
  try { box.checked = localStorage.getItem(stored) !== "off"; } catch { /* private window: on for this page */ }
  box.addEventListener("change", () => {
    try { localStorage.setItem(stored, box.checked ? "on" : "off"); } catch { /* as above */ }
  });
}

const typing = (element) => element?.closest?.("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
// The key by what is printed on it or, where another script is typed (Cyrillic), by its place on the keyboard.
const named = ({ key, code }) => (/^[a-z0-9]$/i.test(key) ? key.toLowerCase() : (/^(?:Key|Digit|Numpad)(\w)$/.exec(code)?.[1] ?? key).toLowerCase());

document.addEventListener("keydown", (event) => {
  if (!box?.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = named(event);
  const choices = form ? [...form.querySelectorAll("[name=outcome]")] : [];
  const chosen = choices[Number(key) - 1];
  const cards = [...document.querySelectorAll("[data-queue] .btn")];
  if (chosen) {
    chosen.focus();
    chosen.click();
  } else if (cards.length && (key === "j" || key === "k")) {
    const at = cards.indexOf(document.activeElement);
    cards[key === "j" ? Math.min(at + 1, cards.length - 1) : Math.max(at - 1, 0)].focus();
  } else if (key === "r" && form) {
    (form.querySelector("select[name=rule]:not([hidden])")?.offsetParent ? form.elements.rule : form.elements.reason)?.focus();
  } else if (key === "a" && document.getElementById("agree")) document.getElementById("agree").focus();
  else if (key === "d" && document.getElementById("discard")) document.querySelector("[name=reason]")?.focus();
  else {
    const way = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!way) return;
    way.click();
  }
  event.preventDefault();
});

// Words selected in the thing, while "hide in part" is chosen, become a passage of their own.
const thing = document.querySelector("[data-thing] .voice-body");
const words = form?.elements.words;
document.addEventListener("mouseup", take);
document.addEventListener("touchend", take);
function take() {
  if (!thing || !words || form.elements.outcome?.value !== "hide_part") return;
  const selection = getSelection();
  const said = selection.toString().replace(/\s+/g, " ").trim();
  if (said.length < 2 || !thing.contains(selection.anchorNode) || !thing.contains(selection.focusNode)) return;
  const lines = words.value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (lines.includes(said)) return;
  words.value = [...lines, said].join("\n");
  words.dispatchEvent(new Event("input", { bubbles: true }));
  selection.removeAllRanges();
}
