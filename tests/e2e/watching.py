"""Notices what ran in a page, and what could run later."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.conftest import Visitor

WATCH = """
window.__ran = [];
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => { window.__ran.push(name); };
document.addEventListener("securitypolicyviolation", (event) => {
  window.__ran.push(`policy: ${event.violatedDirective} ${event.sample || event.blockedURI} ${event.sourceFile}`);
});
"""
# What could run later, when somebody clicks or points: handlers, addresses of scripts, foreign frames, htmx's attributes.
AUDIT = r"""() => {
  const found = [], own = (url) => url.startsWith(location.origin + "/");
  for (const e of document.querySelectorAll("*")) {
    const tag = e.localName, where = e.outerHTML.slice(0, 120);
    if (["iframe", "object", "embed", "applet", "base", "frame", "math"].includes(tag)) found.push(`${tag}: ${where}`);
    if (tag === "script" && !own(e.src) && e.type !== "application/json") found.push(`script: ${where}`);
    if (tag === "meta" && e.httpEquiv === "refresh") found.push(`meta: ${where}`);
    const drawn = location.pathname.startsWith("/admin/") || e.closest("svg"); // Django's own calendars and lists
    if (tag === "style" || e.hasAttribute("style") && !drawn) found.push(`style: ${where}`);
    for (const a of e.attributes) {
      if (/^on/i.test(a.name) || /^(data-)?hx-on/i.test(a.name)) found.push(`${a.name}: ${where}`);
      if (/^(href|src|action|formaction|xlink:href|data|poster|background|ping)$/i.test(a.name)
          && /^[\s\x00-\x20]*(javascript|vbscript|data:text)/i.test(a.value)) found.push(`${a.name}: ${where}`);
      if (/^(action|formaction|hx-(get|post|put|delete))$/i.test(a.name) && a.value
          && !own(new URL(a.value, location.href).href)) found.push(`${a.name}: ${where}`);
    }
  }
  const ours = new Set(["class=nowrap", "class=mention", "class=link-btn js-only no-print", "data-quoted=", "data-show-where="]);
  for (const said of document.querySelectorAll(".voice-body, .quoted, .clause .body, .prose")) {
    for (const e of said.querySelectorAll("*")) {
      for (const a of e.attributes) if (/^(hx-|data-|id$|name$|class$|style$)/i.test(a.name)
          && !ours.has(`${a.name}=${a.value}`) && !e.matches("form *, form, .table-scroll, .said")
          && !e.matches(".quoted.answers > p, .quoted.answers > a, .quoted.answers > a > .num, .quoted.answers > p > .quiet"))
        found.push(`${a.name} in what was said: ${e.outerHTML.slice(0, 120)}`);
    }
  }
  return found;
}"""


def clean(page: Page) -> list[str]:
    """What ran or could run on the page; empty when nothing."""
    return [*page.evaluate("window.__ran"), *page.evaluate(AUDIT)]


def watched(visitor: Visitor) -> tuple[Page, list[str]]:
    """The visitor's page with every way to notice a script, and the dialogs that opened."""
    dialogs: list[str] = []
    visitor.page.add_init_script(WATCH)
    visitor.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss())[1])
    return visitor.page, dialogs
