// Puts pieces of HTML where they belong. A piece: <template data-into="id" data-how="…" data-say="…">…</template>
//   append   at the end of a list, unless it is there already (then the newer one with own controls wins)
//   put      the same, but what is there already is replaced in place
//   inner    the words inside; they tick when they changed
//   replace  the element itself
//   gone     only a line stays while answers hang on it
//   remove   nothing stays

const say = document.getElementById("announce");
const hasFocus = (element) => element.contains(document.activeElement) && document.activeElement !== document.body;

function enliven(root) {
  window.htmx?.process(root);
  root.querySelector?.("[data-focus]")?.focus();
}

function inner(target, piece) {
  const before = target.textContent;
  if (target.innerHTML === piece.innerHTML) return;
  target.replaceChildren(piece.content.cloneNode(true));
  if (target.textContent !== before && target.childElementCount === 0) {
    target.classList.remove("tick");
    void target.offsetWidth;
    target.classList.add("tick");
  }
  enliven(target);
}

function arrive(target, piece, own, how) {
  const fresh = piece.content.firstElementChild?.cloneNode(true);
  if (!fresh) return false;
  const there = document.getElementById(fresh.id);
  if (there && !own && how === "append") return false;
  if (there) {
    if (hasFocus(there) && !own) return false;
    const answers = there.querySelector(":scope > .replies");
    const place = fresh.querySelector(":scope > .replies");
    if (answers && place) place.replaceWith(answers);
    there.replaceWith(fresh);
  } else {
    fresh.classList.add("is-new");
    target.append(fresh);
  }
  enliven(fresh);
  if (!there && !own) target.dispatchEvent(new CustomEvent("megdan:arrived", { bubbles: true, detail: fresh }));
  if (own) {
    fresh.scrollIntoView({ block: "nearest" });
    fresh.querySelector("a, button")?.focus({ preventScroll: true }); // the form it was sent from goes
  }
  return !there;
}

function gone(target, piece) {
  const answers = target.querySelector(":scope > .replies");
  if (answers?.childElementCount) target.replaceChildren(piece.content.cloneNode(true), answers);
  else target.remove();
}

export function place(html, own = false) {
  const box = document.createElement("template");
  box.innerHTML = html;
  for (const piece of box.content.querySelectorAll("template[data-into]")) {
    const target = document.getElementById(piece.dataset.into);
    if (!target) continue;
    const how = piece.dataset.how;
    let isNew = true;
    if (how === "inner") inner(target, piece);
    else if (how === "append" || how === "put") isNew = arrive(target, piece, own, how);
    else if (how === "gone") gone(target, piece);
    else if (how === "remove") target.remove();
    else if (how === "replace") {
      const fresh = piece.content.firstElementChild.cloneNode(true);
      const focused = hasFocus(target) && document.activeElement.id;
      target.replaceWith(fresh);
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
      enliven(fresh);
      // Sent: the empty form folds away again; with an error in it, it stays.
      if (own && !fresh.querySelector("[role=alert]")) fresh.closest("details.fold")?.removeAttribute("open");
    }
    if (isNew && !own && piece.dataset.say) say.textContent = piece.dataset.say;
  }
}
