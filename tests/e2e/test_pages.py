"""Every page as those who may see it: no accessibility fault that axe can see, nothing wider than the screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]

SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {},
    "phone": {"phone": True, "language": "bg"},
    "narrow": {"viewport": {"width": 320, "height": 640}, "language": "bg"},
    "zoomed": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},  # what 200% makes of a desktop
    "dark": {"color_scheme": "dark"},
    "dark phone": {"phone": True, "color_scheme": "dark"},
}
FIND = """
import json
from forums.models import Post
from participation.notifications.models import Notification
from participation.organisations.models import Organisation
from proposals.models import Clause, Consultation, Suggestion
from proposals.selectors.states import with_state
found = {}
for one in with_state(Consultation.objects.order_by("pk")):
    found.setdefault(one.state, one.pk)
kavarna = Consultation.objects.filter(municipality__code="DOB17")
for one in with_state(kavarna.order_by("pk")):
    found.setdefault(f"own {one.state}", one.pk)  # the demo's own, not what another test made
one = found["own open"]
clause = Clause.objects.filter(consultation=one, question__isnull=False).order_by("-thread__post_count").first()
found["clause"] = clause.pk
found["suggestion"] = Suggestion.objects.filter(clause__consultation=one).first().pk
found["post"] = Post.objects.filter(thread=clause.thread).first().pk
from gatherings.models import Session
for state in ("live", "announced", "published"):
    found[f"forum {state}"] = Session.objects.filter(state=state).order_by("pk").first().pk
found["organisation"] = Organisation.objects.filter(state="vouched").first().pk
from participation.accounts.models import User
from participation.moderation.selectors import list_queue
from frontend.moderation.views.common import address_of
moderator = User.objects.get(email="moderator@megdan.example")
found["waiting"] = [address_of(item) for item in list_queue(moderator, most=5)]
from participation.moderation.models import Decision, Report
found["receipt"] = Report.objects.filter(decision__outcome="keep").first().receipt
found["statement"] = Decision.objects.filter(outcome="hide_part").first().pk
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found(site: Site) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(site.python(FIND))
    return known


def public(found: dict[str, Any]) -> list[str]:
    """What anybody may see."""
    one = found["own open"]
    return [
        "/", "/about/", "/rules/", "/accessibility/", "/privacy/", "/nothing-here/",
        "/consultations/", "/consultations/?state=open", "/consultations/?q=nothing+has+these+words",
        "/sessions/", f"/sessions/{found['forum live']}/", f"/sessions/{found['forum live']}/wall/",
        f"/sessions/{found['forum announced']}/", f"/sessions/{found['forum published']}/minutes/",
        "/polls/", "/polls/1/", "/polls/2/", "/polls/3/", "/polls/2/wall/",
        "/municipalities/", "/municipalities/DOB17/", "/organisations/", f"/organisations/{found['organisation']}/",
        *(f"/consultations/{found[state]}/" for state in ("announced", "open", "closed", "answered", "withdrawn")),
        f"/consultations/{one}/clauses/{found['clause']}/", f"/consultations/{one}/suggestions/{found['suggestion']}/",
        f"/consultations/{one}/posts/{found['post']}/answer/",
        *(f"/consultations/{found['answered']}/{page}/" for page in ("results", "report", "history")),
        f"/consultations/{one}/results/", f"/consultations/{one}/history/?show=ballots",
        "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/mailbox/",
        f"/moderation/report/?ref=post.{found['post']}", "/api/v1/docs/",
        "/municipalities/DOB17/rules/", "/municipalities/DOB17/moderation/", "/moderation/log/", f"/reports/{found['receipt']}/",
    ]  # fmt: skip


def own(found: dict[str, Any]) -> dict[str, list[str]]:
    """What somebody signed in has besides."""
    draft, one, closed = found["own preparing"], found["own open"], found["own closed"]
    clause = f"/consultations/{one}/clauses/{found['clause']}/"
    parts = ("", "text/", "details/", "contact/", "papers/", "dates/", "preview/", "import/", "discard/")
    return {
        "citizen": ["/", f"/sessions/{found['forum live']}/", clause, "/notifications/", "/profile/", "/organisations/register/"],
        "ngo": [clause, "/profile/", "/organisations/"],
        "official": [
            "/work/", "/work/new/", "/sessions/new/", f"/sessions/{found['forum live']}/host/",
            *(f"/work/{draft}/{page}" for page in parts),
            *(f"/work/{one}/{page}" for page in ("", "comments/", "answers/", "withdraw/")),
            *(f"/work/{closed}/{page}" for page in ("", "comments/", "answers/", "report/")),
        ],
        "moderator": ["/moderation/", "/municipalities/DOB17/rules/write/", f"/statements/{found['statement']}/",
                      *found["waiting"]],
    }  # fmt: skip


def faults(someone: Visitor, paths: list[str]) -> list[str]:
    """What is wrong on which page."""
    wrong = []
    for path in paths:
        someone.go(path)
        try:
            someone.check()
        except AssertionError as fault:
            wrong.append(str(fault))
    return wrong


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_every_public_page(visitor: Visitors, found: dict[str, Any], screen: str) -> None:
    assert faults(visitor(**SCREENS[screen]), public(found)) == []


@pytest.mark.parametrize("screen", ["desktop", "phone"])
@pytest.mark.parametrize("who", ["citizen", "ngo", "official", "moderator"])
def test_every_page_of_those_signed_in(visitor: Visitors, found: dict[str, Any], who: str, screen: str) -> None:
    someone = visitor(**SCREENS[screen])
    someone.sign_in(who)
    assert faults(someone, own(found)[who]) == []


@pytest.mark.parametrize("screen", ["narrow", "zoomed", "dark", "dark phone"])
def test_the_main_pages_on_other_screens(visitor: Visitors, found: dict[str, Any], screen: str) -> None:
    one = found["own open"]
    someone = visitor(**SCREENS[screen])
    paths = ["/", "/consultations/", f"/consultations/{one}/", f"/consultations/{one}/clauses/{found['clause']}/",
             *(f"/consultations/{found['answered']}/{page}/" for page in ("results", "report"))]  # fmt: skip
    wrong = faults(someone, paths)
    someone.sign_in("official")
    wrong += faults(someone, [f"/work/{found['own preparing']}/text/", f"/work/{found['own closed']}/answers/"])
    assert wrong == []


LARGE = """document.addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { font-size: 200% !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
})"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("width", "large"), [(390, True), (195, False), (320, False)])
def test_letters_twice_as_large_fit_a_phone(visitor: Visitors, found: dict[str, Any], width: int, large: bool) -> None:
    someone = visitor(viewport={"width": width, "height": 844 * width // 390}, language="bg", has_touch=True)
    if large:
        someone.page.add_init_script(LARGE)
    text = f"/consultations/{found['own open']}/"
    clause = f"{text}clauses/{found['clause']}/"
    paths = ["/", "/projects/", "/volunteers/", "/consultations/", "/municipalities/", "/municipalities/DOB17/",
             "/accounts/login/", text, clause, f"{text}history/",
             f"/consultations/{found['answered']}/report/", "/about/", "/rules/"]  # fmt: skip
    wide = {path: over for path in paths if (over := someone.go(path).evaluate(SIDEWAYS)) > 0}
    assert wide == {}
    page = someone.go("/")
    for way in (".nav-toggle", ".brand", "[data-sign-in]"):
        assert page.locator(way).evaluate("way => way.getBoundingClientRect().right <= innerWidth"), way
    page = someone.go(text)
    page.locator(f"#m{found['clause']}").click()
    panel = square.panel(page)
    assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    assert panel.locator("[data-panel-close]").evaluate("way => way.getBoundingClientRect().right <= innerWidth")
    page = someone.sign_in("citizen", clause)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.locator("#bell").evaluate("way => way.getBoundingClientRect().right <= innerWidth")


def test_the_panel_and_the_sheet(visitor: Visitors, found: dict[str, Any]) -> None:
    for screen in ("desktop", "phone", "narrow", "dark"):
        someone = visitor(**SCREENS[screen])
        page = someone.sign_in("citizen", f"/consultations/{found['own open']}/")
        page.locator(f"#m{found['clause']}").click()
        square.panel(page)
        page.locator("#clause-panel summary").first.click()
        someone.check()
