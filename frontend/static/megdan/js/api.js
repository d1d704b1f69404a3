// Swagger UI draws a page of its own into ours: its landmarks and headings are put in order under the page's.
const docs = document.getElementById("swagger-ui");
const roles = (selector, role, level) => {
  for (const one of docs.querySelectorAll(selector)) {
    if (one.getAttribute("role") === role) continue;
    one.setAttribute("role", role);
    if (level) one.setAttribute("aria-level", level);
  }
};
function mend() {
  const [own, ...more] = docs.querySelectorAll("main, [role=main]"); // a main element may have no other role
  if (own) document.getElementById("main").removeAttribute("role"); // there is one: Swagger's, once it stands
  for (const one of more) one.removeAttribute("role");
  for (const head of docs.querySelectorAll(".information-container:not([role])")) {
    head.setAttribute("role", "region");
    head.setAttribute("aria-label", head.querySelector(".title")?.innerText.trim() || "OpenAPI");
  }
  for (const pre of docs.querySelectorAll("pre.microlight:not([tabindex])")) pre.tabIndex = 0;
  roles("h1, .info h2.title", "heading", "2");
  roles("h3.opblock-tag", "heading", "2");
  roles("h4, h3:not(.opblock-tag)", "heading", "3");
  roles("h5", "heading", "4");
  for (const select of docs.querySelectorAll("select:not([aria-label])")) select.setAttribute("aria-label", select.closest("[class]")?.innerText?.split("\n")[0] || "…");
}
let waiting = 0;
new MutationObserver(() => { if (document.getElementById("main").hasAttribute("role") && docs.querySelector("main")) mend(); waiting ||= requestAnimationFrame(() => { waiting = 0; mend(); }); }).observe(docs, { childList: true, subtree: true });
mend();
