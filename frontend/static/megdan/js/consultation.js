// A consultation's pages: live events, the panel, the outline that follows the reader, forms that answer in place.
import "./reader.js";
import { preview } from "./diff.js";
import "./panel.js";
import "./pictures.js";
import "./quote.js";

document.addEventListener("htmx:afterSettle", () => preview());
document.addEventListener("megdan:placed", () => preview());
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("form").remove();
});

// The outline follows the reader ------------------------------------------------------------------------------------
const links = new Map([...document.querySelectorAll("#outline a")].map((a) => [a.hash.slice(1), a]));
if (links.size) {
  if (!matchMedia("(min-width: 64rem)").matches) document.getElementById("outline").open = false;
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let waiting = 0;
  const follow = () => {
    waiting = 0;
    const at = heads.findLast((head) => head.getBoundingClientRect().top < 160) ?? heads[0];
    for (const [id, link] of links) {
      if (id === at.id) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  addEventListener("scroll", () => { waiting ||= requestAnimationFrame(follow); }, { passive: true });
  follow();
}
// What is said in the head comes along, at the edge, only after the head has been scrolled away.
const bar = document.getElementById("now-bar");
if (bar) {
  const main = document.querySelector("#reader-acts .btn-primary") ?? document.getElementById("state-line");
  new IntersectionObserver(([{ isIntersecting }]) => bar.classList.toggle("is-away", isIntersecting)).observe(main);
}
preview();
