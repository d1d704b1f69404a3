"""What stands in an address is never a part of the page, and never where one is sent: every page, every parameter that the
site knows, paging and ways back first. Read as a browser reads it, by a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from lxml import html

from forums.models import Thread, Topic
from tests.security.rows import FILE
from tests.security.site_matrix import SITE
from tests.security.test_site_fuzz import PARAMETERS, Undo, encoded, known_names
from tests.security.world import World, build
from tests.support import factories as make

pytestmark = pytest.mark.django_db
PAYLOAD = "\"'></title></textarea></script><x-ran onclick=ran()>{{7*7}}"
SCRIPT = "javascript:ran()//"
ELSEWHERE = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "/\t/evil.example",
    "http://testserver@evil.example/",
    "javascript:ran()",
    "data:text/html,<x-ran>",
    "/%0d%0aX-Ran: 1",
    "/a\r\nX-Ran: 1",
]
WAYS = ("next", "back", "url", "from", "return", "return_to", "referer", "to", "about", "source", "began", "said")
ADDRESSES = ("href", "src", "action", "formaction", "hx-get", "hx-post", "content", "poster", "data-into")
SAFE_PATHS = re.compile(r"^[ -~]*$")


def danger(page: str, base: str = "http://testserver/") -> list[str]:
    """What of the payloads became a part of the page, or an address that leads elsewhere or runs."""
    found = []
    for tag in html.fromstring(page or "<p>").iter("*"):
        if tag.tag == "x-ran" or any(name.startswith("on") for name in tag.attrib):
            found.append(html.tostring(tag, encoding="unicode")[:200])
        for name in {*ADDRESSES} & {*tag.attrib}:
            if name == "content" and tag.get("http-equiv", "").lower() != "refresh":
                continue
            if _leads_elsewhere(tag.attrib[name], base):
                found.append(f"{name}={tag.attrib[name]}"[:200])
    return found


def _leads_elsewhere(value: str, base: str = "http://testserver/") -> bool:
    """As a browser reads an address: without tabs and ends of lines, backslashes as slashes."""
    read = re.sub(r"[\t\r\n]", "", value).strip(" \x00").replace("\\", "/")
    if re.match(r"(?i)(javascript|vbscript|data):", read):
        return True
    if read.startswith("mailto:"):
        return "evil" in read or "<" in read
    return urlsplit(urljoin(base, read)).hostname not in ("testserver", "site.example", "megdan.example")


def test_the_danger_is_seen() -> None:
    """The control."""
    for page in (
        f"<p>{PAYLOAD}</p>",
        f'<a href="{SCRIPT}">x</a>',
        *(f'<a href="{one}">x</a>' for one in ELSEWHERE[:8]),
    ):
        assert danger(page), page
    assert danger("<textarea>&lt;x-ran&gt;</textarea><a href='/forums/?page=2&amp;q=%3Cx-ran%3E'>2</a>") == []


def world_clients(world: World, *roles: str) -> Iterator[tuple[str, Client]]:
    for role in roles:
        client = Client(raise_request_exception=False, headers={"accept-language": "en"})
        if (person := world.people[role]) is not None:
            client.force_login(person)
        yield role, client


def ask(client: Client, method: str, path: str, body: str = "", **headers: str) -> Any:
    """The answer, with everything undone afterwards."""
    cache.clear()
    got: list[Any] = []
    try:
        with transaction.atomic():
            form = "application/x-www-form-urlencoded"
            got.append(client.generic(method, path, body, content_type=form, headers=headers or None))
            raise Undo
    except Undo:
        return got[0]


def judge(answer: Any, wrong: dict[str, list[str]], what: str) -> None:
    """Note what is wrong with the answer: a part of the page, a way elsewhere, a header of its own."""
    found = []
    if "text/html" in answer.get("Content-Type", "") and not answer.streaming:
        found = danger(answer.content.decode(errors="replace"))
    for name in ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "Refresh"):
        value = answer.get(name, "")
        if value and (_leads_elsewhere(value) or not SAFE_PATHS.match(value)):
            found.append(f"{name}: {value}")
    if "X-Ran" in answer:
        found.append("a header")
    if found:
        wrong.setdefault(what, found[:3])


def test_no_parameter_of_any_page_becomes_a_part_of_it() -> None:
    world, wrong = build("open"), dict[str, list[str]]()
    names = sorted(
        {*PARAMETERS, *WAYS, *known_names(), "category", "number", "year", "decision", "version", "automatic"}
    )
    queries = [encoded([(name, value) for name in names]) for value in (PAYLOAD, SCRIPT, *ELSEWHERE[:3])]
    tried = 0
    for role, client in world_clients(world, "anonymous", "moderator"):
        for row in (row for row in SITE if row.method == "GET"):
            path = row.path.partition("?")[0].format(**world.numbers)
            for query in queries[: 4 if role == "anonymous" else 2]:
                judge(ask(client, "GET", f"{path}?{query}"), wrong, f"{role} {row.path}")
                tried += 1
    assert wrong == {}
    assert tried > 400


def test_links_to_other_pages_repeat_what_was_searched_for_and_nothing_else() -> None:
    """Lists that are long enough to have pages, searched for the payload itself."""
    world, wrong, paged = build("open"), dict[str, list[str]](), set[str]()
    forum, topic = make.forum(), Topic.objects.get(pk=world.numbers["topic"])
    first = Topic.objects.get(pk=make.topic(forum, title=f"Тема {PAYLOAD}").pk)
    for n in range(45):
        first.pk, first.thread, first.title = None, _thread(first.thread), f"Тема {n} {PAYLOAD}"
        first.save(force_insert=True)
    make.posts(topic, 40)
    lists = [
        "/forums/",
        f"/forums/{forum.pk}/",
        f"/topics/{topic.pk}/",
        "/polls/",
        "/sessions/",
        "/consultations/",
        "/organisations/",
        "/municipalities/",
        "/moderation/log/",
        "/moderation/",
        "/notifications/",
        "/profile/reports/",
    ]
    names = ("q", "post", "to", "category", "order", "state", "kind", "municipality", "began", "said")
    for role, client in world_clients(world, "anonymous", "moderator"):
        for path in lists:
            for page in ("1", "2", PAYLOAD, f"2{PAYLOAD}", SCRIPT, "²", "-1"):
                for others in ([("q", PAYLOAD)], [("q", "Тема"), *((name, PAYLOAD) for name in names[1:])]):
                    answer = ask(client, "GET", f"{path}?{encoded([('page', page), *others])}")
                    judge(answer, wrong, f"{role} {path}")
                    assert answer.status_code < 500, (role, path, page, others)
                    if b"page=2" in answer.content or b"post=31" in answer.content:
                        paged.add(path)
    assert wrong == {}
    assert {"/forums/", f"/topics/{topic.pk}/"} <= paged, "the control: there are pages to link to"


def _thread(thread: Thread) -> Thread:
    thread.pk, thread.ref = None, f"{thread.ref}x"[:60]
    thread.save(force_insert=True)
    return thread


def test_no_form_sends_anybody_elsewhere() -> None:
    """Ways back by field, by parameter, by Referer and by htmx's header; signed in and not."""
    world, wrong = build("open"), dict[str, list[str]]()
    for role, client in world_clients(world, "anonymous", "citizen"):
        for row in (row for row in SITE if row.method == "POST"):
            path = row.path.format(**world.numbers)
            right = [
                (k, str(v[0] if isinstance(v, list) else v).format(**world.numbers))
                for k, v in row.body.items()
                if v != FILE
            ]
            for n in (0, 1, 2, 7):
                there = ELSEWHERE[n]
                query = encoded([(name, there) for name in WAYS])
                body = encoded([*right, *((name, there) for name in WAYS if name not in row.body)])
                headers = {"referer": there, "hx-current-url": there} | ({"hx-request": "true"} if n % 2 else {})
                judge(
                    ask(client, "POST", f"{path}{'&' if '?' in path else '?'}{query}", body, **headers),
                    wrong,
                    f"{role} {row.path}",
                )
    assert wrong == {}


@pytest.mark.parametrize("way", ELSEWHERE)
def test_signing_in_and_choosing_a_language_lead_back_to_this_site_alone(way: str) -> None:
    person, wrong = make.person(), dict[str, list[str]]()
    for path, sent in (
        ("/accounts/login/", {"login": person.email, "password": make.PASSWORD}),
        ("/language/", {"language": "bg"}),
        ("/accounts/logout/", {}),
    ):
        answer = Client().post(path, {**sent, "next": way}, headers={"referer": way})
        assert answer.status_code == 302, path
        judge(answer, wrong, path)
    assert wrong == {}


def test_a_letter_does_not_believe_the_host_of_a_request(settings: Any) -> None:
    """What asks for a new password says where it comes from in vain; a foreign host is no request of ours."""
    settings.ALLOWED_HOSTS = ["testserver"]
    person = make.person()
    asked = {"email": person.email}
    Client().post(
        "/accounts/password/reset/",
        asked,
        headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"},
    )
    assert [letter.to for letter in mail.outbox] == [[person.email]], "the control: it was sent"
    assert "evil.example" not in mail.outbox[0].body + str(mail.outbox[0].message())
    assert Client().post("/accounts/password/reset/", asked, headers={"host": "evil.example"}).status_code == 400
    assert len(mail.outbox) == 1
