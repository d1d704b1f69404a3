"""Nothing that people write in forums, polls, sessions and to moderators runs: payloads in every field, every page where
they show, in a real browser, for citizens, officials, moderators and administrators; and what arrives live on open screens.

One journey: `test_scripts_in_texts` has the controls of the watch, and the same for consultations.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import expect

from tests.e2e import payloads, square
from tests.e2e.conftest import Site, Visitor
from tests.e2e.test_scripts_in_texts import IN_ADDRESSES, visit
from tests.e2e.watching import clean, watched

pytestmark = pytest.mark.browser
NAMESPACES = {"http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"}
Visitors = Callable[..., Visitor]


@pytest.fixture(scope="module")
def seeded(site: Site) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(site.python("from tests.e2e.seed_square import seed\nseed()"))
    return told


def of_talk(told: dict[str, Any]) -> list[str]:
    forum, topic = told["forum"], told["topic"]
    return [
        "/forums/",
        f"/forums/{forum}/",
        f"/forums/{forum}/?page=2",
        f"/forums/{forum}/?category={told['part']}",
        f"/forums/{told['own_forum']}/",
        f"/topics/{topic}/",
        f"/topics/{topic}/?post=31",
        *(f"/topics/{one}/" for one in told["topics"][:6]),
        f"/topics/{topic}/posts/{told['post']}/history/",
        f"/topics/{topic}/?answer={told['post']}",
        f"/organisations/{told['organisation']}/",
        "/municipalities/DOB17/forum/",
    ]


def of_gathering(told: dict[str, Any]) -> list[str]:
    live, over = told["live"], told["over"]
    return [
        "/polls/",
        *(f"/polls/{one}/{page}" for one in told["polls"] for page in ("", "wall/")),
        "/sessions/",
        *(f"/sessions/{one}/{page}" for one in (live, over) for page in ("", "wall/", "minutes/", "hand/")),
        f"/sessions/{told['gone']}/",
        f"/sessions/{live}/questions/{told['question']}/",
        f"/consultations/{told['in']}/clauses/{told['clause']}/",
    ]


def of_judging(told: dict[str, Any]) -> list[str]:
    forum, topic = told["forum"], told["topic"]
    return [
        "/municipalities/DOB17/rules/",
        "/municipalities/DOB17/moderation/",
        "/moderation/log/",
        "/",
        *(f"/reports/{one}/" for one in told["receipts"][:4]),
        f"/moderation/report/?ref=post.{told['post']}",
        f"/moderation/report/?ref=topic.{topic}",
        "/municipalities/DOB17/",
        *(
            f"/{page}/?q={text}&page={text}&category={text}&post={text}&to={text}"
            for text in IN_ADDRESSES[:3]
            for page in ("forums", "polls", "sessions", "moderation/log", f"forums/{forum}")
        ),
    ]


def of_staff(told: dict[str, Any]) -> dict[str, list[str]]:
    forum, topic, live, over = (told[name] for name in ("forum", "topic", "live", "over"))
    return {
        "official": [
            f"/forums/{forum}/settings/",
            f"/topics/{topic}/order/",
            f"/topics/{topic}/split/",
            f"/topics/{topic}/",
            f"/sessions/{live}/host/",
            f"/sessions/{live}/hosts/",
            f"/sessions/{over}/minutes/edit/",
            f"/sessions/{over}/minutes/edit/?automatic=1",
            f"/sessions/{live}/questions/{told['question']}/answer/",
            f"/polls/{told['polls'][1]}/close/",
            f"/polls/new/?about=topic.{topic}",
            f"/work/{told['in']}/comments/",
            "/notifications/",
            "/work/",
        ],
    }


def of_order(told: dict[str, Any]) -> dict[str, list[str]]:
    topic = told["topic"]
    return {
        "moderator": [
            "/moderation/",
            *(f"/moderation/cases/{one}/" for one in told["cases"]),
            f"/topics/{topic}/order/",
            *(f"/moderation/cases/{one}/?own=1" for one in told["cases"]),
            f"/moderation/appeals/{told['appeal']}/",
            "/municipalities/DOB17/rules/write/",
            *(f"/statements/{pk}/" for pk, _to in told["statements"]),
            "/moderation/?show=appeals",
            "/moderation/?show=decided",
        ],
        "admin": [
            "/admin/",
            *(
                f"/admin/{page}/"
                for page in (
                    "accounts/user",
                    "organisations/organisation",
                    "places/role",
                    "moderation/word",
                    "moderation/throwawaydomain",
                )
            ),
            f"/admin/accounts/user/{told['user']}/change/",
            f"/admin/accounts/user/{told['user']}/history/",
            f"/admin/organisations/organisation/{told['organisation']}/change/",
            "/admin/accounts/user/?q=%3Cscript%3E",
        ],
    }


def addresses(told: dict[str, Any]) -> dict[str, list[str]]:
    """Who looks at what: what everybody may see, and then only what is there for each."""
    forum, live = told["forum"], told["live"]
    talk, gathered, judged = of_talk(told), of_gathering(told), of_judging(told)
    return {
        "": [*talk, *gathered, *judged],
        "author": [
            *talk[5:7],
            f"/forums/{forum}/new/",
            *gathered[1:4:2],
            f"/sessions/{live}/",
            "/profile/",
            "/profile/contributions/",
            "/profile/reports/",
            "/notifications/",
            f"/sessions/{live}/#carried-{told['carried']}",
        ],
        **of_staff(told),
        **of_order(told),
    }


def test_nothing_that_was_written_in_forums_runs_for_anybody(
    visitor: Visitors, site: Site, seeded: dict[str, Any]
) -> None:
    pages = addresses(seeded)
    visit(visitor(), pages[""], {200})
    for who in ("author", "official", "moderator", "admin"):
        someone = visitor()
        someone.sign_in(seeded["author"].partition("@")[0] if who == "author" else who)
        visit(someone, pages[who], {200})
    statement, affected = seeded["statements"][0]
    someone = visitor(phone=True)
    someone.sign_in(affected.partition("@")[0])
    visit(someone, [f"/statements/{statement}/", "/notifications/", f"/topics/{seeded['topic']}/"], {200})


def test_what_arrives_live_in_a_topic_and_a_session_does_not_run_either(
    visitor: Visitors, site: Site, seeded: dict[str, Any]
) -> None:
    """Sent through the API while the topic, the session, its wall and a poll stand open."""
    token = site.python(
        "from participation.accounts.actions import make_token\nfrom participation.accounts.models import User\n"
        f"print(make_token(user=User.objects.get(email={seeded['author']!r}), name='x')[1])"
    )
    topic, session = seeded["topics"][8], seeded["live"]
    opened = []
    for path in (f"/topics/{topic}/", f"/sessions/{session}/", f"/sessions/{session}/wall/"):
        someone = visitor()
        page, dialogs = watched(someone)
        someone.go(path)
        if "wall" not in path:
            square.connected(page)
        opened.append((page, dialogs))
    ask, bearer = visitor().context.request, {"Authorization": f"Bearer {token}"}
    texts = [text.replace("\x00", "") for text in payloads.OWN]
    for text in [*texts, "край на темата"]:
        answer = ask.post(f"{site.url}/api/v1/posts/", data={"topic": topic, "body": text}, headers=bearer)
        assert answer.status == 201, answer.text()
    for text in [*texts[:12], "край на въпросите"]:
        answer = ask.post(f"{site.url}/api/v1/sessions/{session}/questions/", data={"body": text}, headers=bearer)
        assert answer.status == 201, answer.text()
    expect(opened[0][0].locator(".posts")).to_contain_text("край на темата")
    expect(opened[1][0].locator("main")).to_contain_text("край на въпросите")
    for page, dialogs in opened:
        assert clean(page) == dialogs == [], page.url


def test_files_of_forums_are_saved_and_never_shown(visitor: Visitors, site: Site, seeded: dict[str, Any]) -> None:
    """Sheets, minutes, calendars and feeds whose words are payloads."""
    someone = visitor()
    page, dialogs = watched(someone)
    page.goto(site.url + "/about/")
    ask = someone.context.request
    over, poll = seeded["over"], seeded["polls"][0]
    for path in (
        f"/sessions/{over}/minutes.md",
        f"/sessions/{over}/minutes.csv",
        f"/sessions/{over}/calendar.ics",
        f"/polls/{poll}/results.csv",
        "/municipalities/DOB17/moderation/2026.csv",
        f"/forums/{seeded['forum']}/feed.atom",
        f"/topics/{seeded['topic']}/feed.atom",
        "/sitemap.xml",
    ):
        answer = ask.get(site.url + path)
        kind, how = answer.headers["content-type"], answer.headers.get("content-disposition", "")
        assert answer.ok, (path, answer.status)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not kind.startswith(("text/html", "image/svg", "application/xhtml", "text/xml")), (path, kind)
        if path.endswith((".md", ".csv", ".ics")):
            assert how.startswith("attachment;") and not set("<>\r\n\\") & set(how), (path, how)
        body = answer.text()
        if path.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(body.removeprefix("\ufeff"))) for cell in row]
            assert len(cells) > 6 and not [cell for cell in cells if cell[:1] in set("=+@\t\r")], path
        if path.endswith((".atom", ".xml")):
            tree = etree.fromstring(answer.body(), etree.XMLParser(resolve_entities=False))
            assert {etree.QName(one).namespace for one in tree.iter("*")} <= NAMESPACES, path
            for text in {str(one.text) for one in tree.iter("*") if one.get("type") == "html" and one.text}:
                page.set_content(text)  # as a reader of feeds would show it
                assert clean(page) == dialogs == [], text
