"""Nothing that people write runs: payloads in every text field, every page where they show, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from email import message_from_string, policy
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e import payloads, square
from tests.e2e.conftest import Site, Visitor
from tests.e2e.watching import WATCH, clean, watched

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
IN_ADDRESSES = ["<script>alert(1)</script>", '"><img src=x onerror=alert(2)>', "' autofocus onfocus=alert(3) x='",
                "javascript:alert(4)", "{{ 7*7 }}"]  # fmt: skip


@pytest.fixture(scope="module")
def seeded(site: Site) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(site.python("from tests.e2e.seed_payloads import seed\nseed()"))
    return told


def test_the_public_collections_are_at_hand() -> None:
    """Says in the summary of a run where only our own payloads were tried."""
    lacking = payloads.lacking()
    if lacking:
        pytest.skip(f"not beside the repository, so only our own payloads were tried: {', '.join(lacking)}")
    assert len(list(payloads.collected())) > 500


def test_the_watch_notices_what_runs(visitor: Visitors) -> None:
    """A control: a script of the page itself, a handler that the policy stops, an address that waits for a click."""
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


def test_the_payloads_run_where_nothing_stops_them(site: Site, browser: Browser) -> None:
    """The other control: the same texts on a page that neither escapes them nor has a policy."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    shown: dict[str, str] = {}
    page.route("**/unsafe/", lambda route: _as_it_is(route, shown["text"]))
    ran, noticed = set(), set()
    for n, text in enumerate(payloads.OWN):
        shown["text"] = text
        page.goto(f"{site.url}/unsafe/")
        found = clean(page)
        ran |= {n} if "alert" in found else set()
        noticed |= {n} if found else set()
    context.close()
    assert {0, 1, 2, 3, 5} <= ran, ran
    assert len(noticed) >= 15, noticed


def _as_it_is(route: Route, text: str) -> None:
    route.fulfill(body=f"<!doctype html><textarea></textarea><main>{text}</main>", content_type="text/html")


def addresses(seeded: dict[str, Any]) -> dict[str, list[str]]:
    """Who looks at what."""
    one, answered, draft, organisation = (seeded[name] for name in ("open", "answered", "draft", "organisation"))
    closed, user = ("", "comments/", "answers/"), seeded["people"][0]
    public = [
        "/", "/consultations/", "/municipalities/DOB17/", f"/organisations/{organisation}/", "/organisations/",
        *(f"/consultations/{one}/clauses/{clause}/" for clause in seeded["clauses"]),
        *(f"/consultations/{pk}/{page}" for pk in (one, answered) for page in ("", "results/", "history/", "report/")),
        f"/consultations/{one}/suggestions/{seeded['suggestion']}/", f"/consultations/{seeded['withdrawn']}/",
        f"/consultations/{one}/posts/{seeded['post']}/answer/", "/mailbox/", f"/mailbox/?to={seeded['author']}",
        "/municipalities/DOB17/rules/", "/municipalities/DOB17/moderation/", f"/reports/{seeded['receipt']}/",
        *(f"{page}?q={text}&to={text}&state={text}&page={text}" for text in IN_ADDRESSES
          for page in ("/consultations/", "/organisations/", "/municipalities/", "/mailbox/")),
        *(f"/accounts/{page}/?next={IN_ADDRESSES[3]}&email={IN_ADDRESSES[1]}" for page in ("login", "signup")),
    ]  # fmt: skip
    parts = ("", "text/", "preview/", "details/", "contact/", "papers/", "dates/", "import/", "discard/")
    work = [
        "/work/", "/work/?q=<script>alert(1)</script>", *(f"/work/{draft}/{page}" for page in parts),
        f"/work/{draft}/text/?open=k1", f"/work/{one}/withdraw/", f"/work/{answered}/adopt/",
        *(f"/work/{pk}/{page}" for pk in (one, answered) for page in closed),
        f"/work/{answered}/answers/{seeded['proposal']}/", f"/work/{answered}/answers/?q={IN_ADDRESSES[1]}",
        f"/work/{answered}/report/", "/organisations/?state=pending", "/notifications/",
    ]  # fmt: skip
    admin = ["accounts/user", "organisations/organisation", "places/role"]
    changes = [f"accounts/user/{user}", f"organisations/organisation/{organisation}"]
    return {
        "": public,
        "author": ["/", "/notifications/", "/profile/", "/profile/contributions/", "/profile/tokens/",
                   "/profile/erase/", f"/organisations/{organisation}/"],
        "official": work,
        "moderator": ["/moderation/", f"/moderation/report/?ref={seeded['case']}",
                      f"/statements/{seeded['statement']}/", "/municipalities/DOB17/rules/write/",
                      *(f"/moderation/cases/{seeded[case]}/?own=1" for case in ("case", "decided"))],
        "admin": ["/admin/", *(f"/admin/{page}/" for page in admin),
                  *(f"/admin/{page}/?q=%3Cscript%3Ealert(1)%3C/script%3E" for page in admin[:2]),
                  *(f"/admin/{page}/{act}/" for page in changes for act in ("change", "history"))],
    }  # fmt: skip


def visit(someone: Visitor, paths: list[str], statuses: set[int]) -> None:
    """Each page answers with one of these statuses, as somebody signed in, and nothing on it runs or could."""
    page, dialogs = watched(someone)
    found = {}
    for path in paths:
        answer = page.goto(someone.site.url + quote(path, safe="/?&=%#:"))
        assert answer is not None and answer.status in statuses, (path, answer and answer.status)
        assert "/accounts/" in path or "/accounts/" not in page.url, f"{path} asked to sign in"
        found[path] = clean(page)
    wrong = {path: what[:5] for path, what in found.items() if what}
    assert not wrong, wrong
    assert dialogs == []


@pytest.mark.parametrize("who", ["", "author", "official", "moderator", "admin"])
def test_nothing_that_was_written_runs(visitor: Visitors, seeded: dict[str, Any], who: str) -> None:
    someone = visitor()
    if who:
        someone.sign_in(seeded["author"].partition("@")[0] if who == "author" else who)
    visit(someone, addresses(seeded)[who], {200})


def test_pages_of_errors_repeat_nothing(visitor: Visitors, seeded: dict[str, Any]) -> None:
    """No such address, not for you, not understood: with payloads in the path and in the question."""
    someone = visitor()
    nowhere = [f"{folder}/{text}/?q={text}" for text in IN_ADDRESSES
               for folder in ("", "/consultations", "/organisations", "/api/v1", "/municipalities")]  # fmt: skip
    visit(someone, nowhere, {404})
    someone.sign_in("citizen")
    closed = [f"/work/{seeded['draft']}/", "/moderation/", f"/moderation/cases/{seeded['case']}/", "/work/"]
    visit(someone, [f"{page}?q={text}" for page in closed for text in IN_ADDRESSES[:2]], {403, 404})


def test_downloads_are_downloads(visitor: Visitors, seeded: dict[str, Any]) -> None:
    """Files, tables and exports are saved, never shown, under names that carry nothing."""
    someone = visitor()
    one, answered = seeded["open"], seeded["answered"]
    for path in (f"/consultations/{one}/files/{seeded['file']}/", f"/consultations/{answered}/report.csv",
                 f"/api/v1/consultations/{one}/export/", f"/api/v1/consultations/{answered}/report.csv"):  # fmt: skip
        answer = someone.context.request.get(someone.site.url + path)
        heads = answer.headers
        assert answer.ok, (path, answer.status)
        assert heads["content-disposition"].startswith("attachment;"), path
        assert heads["x-content-type-options"] == "nosniff"
        assert not heads["content-type"].startswith(("text/html", "image/svg", "application/xhtml")), path
        name = unquote(heads["content-disposition"].partition(";")[2])
        assert not set("<>\r\n\\") & set(name) and name.count('"') in (0, 2), name


def test_letters_carry_no_page(visitor: Visitors, site: Site, seeded: dict[str, Any]) -> None:
    """The worker has mailed what was told; what is HTML in a letter runs nothing, and subjects are one line."""
    page, dialogs = watched(visitor())
    page.goto(site.url + "/about/")
    box, wanted = site.home / "mail", f"To: {seeded['author']}"
    for _again in range(100):
        if any(wanted in file.read_text(errors="replace") for file in box.glob("*.log")):
            break
        page.wait_for_timeout(200)
    raws = [raw for file in box.glob("*.log") for raw in file.read_text(errors="replace").split(f"\n{'-' * 79}\n")]
    letters = [message_from_string(raw.lstrip("\n"), policy=policy.default) for raw in raws if raw.strip()]
    own = [letter for letter in letters if letter["To"] == seeded["author"]]
    assert own
    for letter in letters:
        assert "\n" not in str(letter["Subject"])
        for part in letter.walk():
            if part.get_content_type() == "text/html":
                page.set_content(str(part.get_content()))
                assert clean(page) == [], letter["Subject"]
            else:
                assert part.get_content_type() == "text/plain" or part.is_multipart()
    assert dialogs == []


def test_what_arrives_live_does_not_run_either(visitor: Visitors, site: Site, seeded: dict[str, Any]) -> None:
    """All payloads sent through the API while the clause stands open on two screens, by people so called."""
    pk = square.make(site)
    panels = []
    for someone in (visitor(), visitor(phone=True)):
        page, dialogs = watched(someone)
        someone.go(f"/consultations/{pk}/")
        panels.append((square.open_clause(page, square.ELECTRONIC), page, dialogs))
        square.connected(page)
    ask = visitor().context.request
    clause = next(one["id"] for one in ask.get(f"{site.url}/api/v1/clauses/?consultation={pk}").json()["results"]
                  if one["text"].startswith(square.ELECTRONIC))  # fmt: skip
    for n, text in enumerate([*payloads.OWN, "край"]):
        bearer = {"Authorization": f"Bearer {seeded['tokens'][n % 2]}"}
        said = {"clause": clause, "body": text.replace("\x00", ""), "argument": "for",
                "organisation": None if n % 2 else seeded["organisation"]}  # fmt: skip
        sent = [ask.post(f"{site.url}/api/v1/comments/", data=said, headers=bearer)]
        if n % 3 == 0:
            wording = {"clause": clause, "text": f"{said['body']} {n}", "reason": said["body"]}
            sent.append(ask.post(f"{site.url}/api/v1/suggestions/", data=wording, headers=bearer))
        assert {one.status for one in sent} == {201}, [one.text() for one in sent]
    for panel, page, dialogs in panels:
        expect(panel.locator("[id^=posts-] .voice-body").last).to_contain_text("край")
        expect(panel.locator("[id^=posts-] > .voice-item")).to_have_count(len(payloads.OWN) + 1)
        assert clean(page) == dialogs == []
