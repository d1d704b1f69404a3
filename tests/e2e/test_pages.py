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
found["organisation"] = Organisation.objects.filter(state="vouched").first().pk
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found(site: Site) -> dict[str, int]:
    known: dict[str, int] = json.loads(site.python(FIND))
    return known


def public(found: dict[str, int]) -> list[str]:
    """What anybody may see."""
    one = found["own open"]
    return [
        "/", "/about/", "/rules/", "/accessibility/", "/privacy/", "/nothing-here/",
        "/consultations/", "/consultations/?state=open", "/consultations/?q=nothing+has+these+words",
        "/municipalities/", "/municipalities/DOB17/", "/organisations/", f"/organisations/{found['organisation']}/",
        *(f"/consultations/{found[state]}/" for state in ("announced", "open", "closed", "answered", "withdrawn")),
        f"/consultations/{one}/clauses/{found['clause']}/", f"/consultations/{one}/suggestions/{found['suggestion']}/",
        f"/consultations/{one}/posts/{found['post']}/answer/",
        *(f"/consultations/{found['answered']}/{page}/" for page in ("results", "report", "history")),
        f"/consultations/{one}/results/", f"/consultations/{one}/history/?show=ballots",
        "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/mailbox/",
        f"/moderation/report/?ref=post.{found['post']}", "/api/v1/docs/",
    ]  # fmt: skip


def own(found: dict[str, int]) -> dict[str, list[str]]:
    """What somebody signed in has besides."""
    draft, one, closed = found["own preparing"], found["own open"], found["own closed"]
    clause = f"/consultations/{one}/clauses/{found['clause']}/"
    parts = ("", "text/", "details/", "contact/", "papers/", "dates/", "preview/", "import/", "discard/")
    return {
        "citizen": ["/", clause, "/notifications/", "/profile/", "/organisations/register/"],
        "ngo": [clause, "/profile/", "/organisations/"],
        "official": [
            "/work/", "/work/new/",
            *(f"/work/{draft}/{page}" for page in parts),
            *(f"/work/{one}/{page}" for page in ("", "comments/", "answers/", "withdraw/")),
            *(f"/work/{closed}/{page}" for page in ("", "comments/", "answers/", "report/")),
        ],
        "moderator": ["/moderation/"],
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
def test_every_public_page(visitor: Visitors, found: dict[str, int], screen: str) -> None:
    assert faults(visitor(**SCREENS[screen]), public(found)) == []


@pytest.mark.parametrize("screen", ["desktop", "phone"])
@pytest.mark.parametrize("who", ["citizen", "ngo", "official", "moderator"])
def test_every_page_of_those_signed_in(visitor: Visitors, found: dict[str, int], who: str, screen: str) -> None:
    someone = visitor(**SCREENS[screen])
    someone.sign_in(who)
    assert faults(someone, own(found)[who]) == []


@pytest.mark.parametrize("screen", ["narrow", "zoomed", "dark", "dark phone"])
def test_the_main_pages_on_other_screens(visitor: Visitors, found: dict[str, int], screen: str) -> None:
    one = found["own open"]
    someone = visitor(**SCREENS[screen])
    paths = ["/", "/consultations/", f"/consultations/{one}/", f"/consultations/{one}/clauses/{found['clause']}/",
             *(f"/consultations/{found['answered']}/{page}/" for page in ("results", "report"))]  # fmt: skip
    wrong = faults(someone, paths)
    someone.sign_in("official")
    wrong += faults(someone, [f"/work/{found['own preparing']}/text/", f"/work/{found['own closed']}/answers/"])
    assert wrong == []


def test_the_panel_and_the_sheet(visitor: Visitors, found: dict[str, int]) -> None:
    for screen in ("desktop", "phone", "narrow", "dark"):
        someone = visitor(**SCREENS[screen])
        page = someone.sign_in("citizen", f"/consultations/{found['own open']}/")
        page.locator(f"#m{found['clause']}").click()
        square.panel(page)
        page.locator("#clause-panel summary").first.click()
        someone.check()
