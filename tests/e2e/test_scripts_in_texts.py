"""Nothing that people write runs: payloads in every text field, every page where they show, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import payloads, square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]

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
    if (tag === "style" || e.hasAttribute("style") && !e.closest("svg")) found.push(`style: ${where}`);
    for (const a of e.attributes) {
      if (/^on/i.test(a.name) || /^(data-)?hx-on/i.test(a.name)) found.push(`${a.name}: ${where}`);
      if (/^(href|src|action|formaction|xlink:href|data|poster|background|ping)$/i.test(a.name)
          && /^[\s\x00-\x20]*(javascript|vbscript|data:text)/i.test(a.value)) found.push(`${a.name}: ${where}`);
      if (/^(action|formaction|hx-(get|post|put|delete))$/i.test(a.name) && a.value
          && !own(new URL(a.value, location.href).href)) found.push(`${a.name}: ${where}`);
    }
  }
  for (const said of document.querySelectorAll(".voice-body, .quoted, .clause .body, .prose")) {
    for (const e of said.querySelectorAll("*")) {
      for (const a of e.attributes) if (/^(hx-|data-|id$|name$|class$|style$)/i.test(a.name)
          && !e.matches("form *, form, .table-scroll, .said"))
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


@pytest.fixture(scope="module")
def seeded(site: Site) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(site.python("from tests.e2e.seed_payloads import seed\nseed()"))
    return told


def test_the_watch_notices_what_runs(visitor: Visitors) -> None:
    """The control: a script of the page itself, a handler that the policy stops, an address that waits for a click."""
    someone = visitor()
    page, _dialogs = watched(someone)
    someone.go("/about/")
    assert clean(page) == []
    page.evaluate("alert(1)")
    assert "alert" in clean(page)
    page.evaluate("main.innerHTML = '<img src=/nothing.svg onerror=alert(1)><a href=\"javascript:alert(1)\">x</a>'")
    page.wait_for_function("window.__ran.some((one) => one.startsWith('policy'))")
    assert len(clean(page)) >= 4
    someone.complaints.clear()  # the policy's complaint was wanted


def addresses(seeded: dict[str, Any]) -> dict[str, list[str]]:
    """Who looks at what."""
    one, answered, draft = seeded["open"], seeded["answered"], seeded["draft"]
    public = [
        "/", "/consultations/", "/consultations/?q=<script>alert(1)</script>", "/municipalities/DOB17/",
        f"/organisations/{seeded['organisation']}/", "/organisations/",
        *(f"/consultations/{one}/clauses/{clause}/" for clause in seeded["clauses"]),
        *(f"/consultations/{pk}/{page}" for pk in (one, answered) for page in ("", "results/", "history/", "report/")),
        f"/consultations/{one}/suggestions/{seeded['suggestion']}/", f"/consultations/{seeded['withdrawn']}/",
    ]  # fmt: skip
    work = [f"/work/{draft}/{page}" for page in ("", "text/", "preview/", "details/", "contact/", "papers/", "dates/")]
    work += [f"/work/{pk}/{page}" for pk in (one, answered) for page in ("", "comments/", "answers/")]
    admin = [f"/admin/{page}/" for page in ("accounts/user", "organisations/organisation", "proposals/consultation")]
    return {
        "": public, "official": ["/work/", *work, "/organisations/?state=pending"],
        "moderator": ["/moderation/", f"/moderation/cases/{seeded['case']}/", f"/moderation/report/?ref={seeded['case']}"],
        "admin": ["/admin/", *admin],
    }  # fmt: skip


@pytest.mark.parametrize("who", ["", "official", "moderator", "admin"])
def test_nothing_that_was_written_runs(visitor: Visitors, seeded: dict[str, Any], who: str) -> None:
    someone = visitor()
    page, dialogs = watched(someone)
    if who:
        someone.sign_in(who)
    found = {}
    for path in addresses(seeded)[who]:
        answer = page.goto(someone.site.url + path)
        assert answer is not None
        assert answer.status == 200 or (who == "admin" and answer.status == 404), (path, answer.status)
        assert page.url == someone.site.url + path.replace("<", "%3C").replace(">", "%3E"), page.url
        found[path] = clean(page)
    assert {path: what[:5] for path, what in found.items() if what} == {}
    assert dialogs == []


def test_what_arrives_live_does_not_run_either(visitor: Visitors, site: Site) -> None:
    pk = square.make(site)
    reader, writer = visitor(), visitor()
    page, dialogs = watched(reader)
    reader.go(f"/consultations/{pk}/")
    panel = square.open_clause(page, square.ELECTRONIC)
    expect(page.locator("html")).to_have_attribute("data-live", "connected")
    own, own_dialogs = watched(writer)
    mine = square.open_clause(writer.sign_in("citizen", f"/consultations/{pk}/"), square.ELECTRONIC)
    text = "\n\n".join([*payloads.OWN[:13], "край"])
    square.suggest(mine, "2027", "<img src=x onerror=alert(1)>\"'", text, seen="край")
    form = mine.locator("form[id^=comment-form]")
    form.locator("[name=body]").fill(text)
    form.get_by_role("button", name="Send the comment").click()
    for where in (mine, panel):
        expect(where.locator("[id^=posts-] .voice-body").last).to_contain_text("край")
    assert clean(page) == clean(own) == dialogs == own_dialogs == []
