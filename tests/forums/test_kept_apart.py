"""Readers who share kept pages share nothing they must not: what each gets is what they would get if nothing were kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.middleware.csrf import _does_token_match  # type: ignore[attr-defined]  # how Django itself compares
from django.test import Client

from forums.actions import add_topic_post
from forums.models import Topic
from frontend.forums import pages, strangers
from participation.live.selectors import Head
from tests.support import factories as make

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'(?:name="csrfmiddlewaretoken" value|"X-CSRFToken")[=:]"([^"]*)"')
KEY = re.compile(r'name="client_key" value="([^"]*)"')


def shared(head: Head, what: Any, draw: Callable[[], Any], store: dict[Any, Any] = {}) -> Any:  # noqa: B006  # one for all
    """A wrong way to keep pages: by their topic alone. The control, which the tests below must notice."""
    return store.setdefault(head.name, draw())


@pytest.fixture
def topic(settings: Any) -> Topic:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    caches["drawn"].clear()
    made = make.topic(author=make.person("Стефка Петрова"))
    make.posts(made, 31)
    add_topic_post(author=make.person("Мария Тодорова"), topic_id=made.pk, body="И аз.")  # which is told on the stream
    make.place("SML18", "Неделино", "Nedelino")
    make.place("BGS04", "Бургас", "Burgas")
    return made


READERS: dict[str, dict[str, Any]] = {
    "english": {},
    "bulgarian": {"headers": {"accept-language": "bg"}},
    "french by cookie": {"cookies": {"django_language": "fr"}},
    "german with a region": {"headers": {"accept-language": "de-AT,de;q=0.8"}},
    "another host": {"headers": {"host": "other.example"}},
    "another port": {"headers": {"host": "testserver:8443"}},
    "over https": {"secure": True},
    "from Nedelino": {"cookies": {"megdan_place": "SML18"}},
    "from Burgas": {"cookies": {"megdan_place": "BGS04"}},
    "from nowhere": {"cookies": {"megdan_place": "<script>"}},
    "the second page": {"query": "?post=31"},
    "a post in the middle": {"query": "?post=7"},
    "a strange number": {"query": "?post=%22%3E%3Cb%3E"},
    "twice": {"query": "?post=1&post=31"},
    "another parameter": {"query": "?x=канарче"},
    "just said": {"query": "?said=1"},
    "answering": {"query": "?answer=1"},
    "by htmx": {"headers": {"hx-request": "true", "hx-current-url": "https://evil.example/"}},
    "with odd headers": {"headers": {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "referer": "//evil"}},
}  # fmt: skip
DIMENSIONS = {name for name in READERS if name not in ("english", "by htmx", "with odd headers", "from nowhere")}


def ask(topic: Topic, reader: dict[str, Any]) -> tuple[Client, str]:
    """A stranger of their own reads the page."""
    client = Client()
    for name, value in reader.get("cookies", {}).items():
        client.cookies[name] = value
    headers = {"accept-language": "en", **reader.get("headers", {})}
    answer = client.get(
        f"/topics/{topic.pk}/{reader.get('query', '')}", headers=headers, secure=reader.get("secure", False)
    )
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-cache" and {"Cookie", "Accept-Language"} <= set(
        answer["Vary"].split(", ")
    )
    return client, answer.content.decode()


def plain(page: str) -> str:
    """The page without what is each reader's own: tokens, keys, the minute."""
    page = re.sub(r'(id="\w*proof\w*" value=")[^"]*', r"\1", KEY.sub("", TOKEN.sub("", page)))
    return re.sub(r"\d{1,2}:\d\d|\d+ (seconds?|секунд\w+|Sekunden?|secondes?)", "", page)


def all_pages(topic: Topic, names: list[str]) -> dict[str, str]:
    return {name: plain(ask(topic, READERS[name])[1]) for name in names}


def test_each_reader_gets_what_they_would_get_if_nothing_were_kept(
    topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        for module in (strangers, pages):
            without.setattr(module, "kept", lambda head, what, draw: draw())
        right = all_pages(topic, list(READERS))
    assert len({right[name] for name in DIMENSIONS}) > len(DIMENSIONS) - 3, "the control: these readers differ"
    for order in (list(READERS), list(reversed(READERS))):
        caches["drawn"].clear()
        assert all_pages(topic, order) == right
    assert all_pages(topic, list(READERS)) == right  # from what is kept now
    monkeypatch.setattr(strangers, "kept", shared)
    assert all_pages(topic, list(READERS)) != right, "the control: pages kept by their topic alone"


def test_every_form_has_the_readers_own_token_and_key(topic: Topic) -> None:
    readers = [ask(topic, {}) for _again in range(4)]
    keys = [KEY.findall(page) for _client, page in readers]
    assert all(len(found) == 1 for found in keys) and len(set(itertools.chain(*keys))) == len(readers)
    for client, page in readers:
        secret = client.cookies[_csrf_name(client)].value
        tokens = TOKEN.findall(page)
        assert len(tokens) > 3 and all(_does_token_match(token, secret) for token in tokens)
        others = [one.cookies[_csrf_name(one)].value for one, _page in readers if one is not client]
        assert not any(_does_token_match(tokens[0], other) for other in others), "the control"


def _csrf_name(client: Client) -> str:
    return next(name for name in client.cookies if "csrf" in name)


def test_a_form_of_a_kept_page_is_taken_and_that_of_another_reader_is_not(topic: Topic) -> None:
    ask(topic, {})
    tokens, clients = [], []
    for _n in range(2):
        client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
        page = client.get(f"/topics/{topic.pk}/").content.decode()
        clients.append(client)
        tokens.append(TOKEN.findall(page)[0])
    for mine, status in ((0, 302), (1, 403)):
        sent = {"csrfmiddlewaretoken": tokens[mine], "language": "bg", "next": "/"}
        assert clients[0].post("/language/", sent).status_code == status


def test_nobody_is_served_a_strangers_page_once_signed_in_nor_the_other_way_round(topic: Topic) -> None:
    """Signing in and out in one browser, the page being kept all the while."""
    person, client = make.person("Деница Тайнова"), Client(headers={"accept-language": "en"})
    address = f"/topics/{topic.pk}/"
    for _again in range(2):
        assert "data-sign-in" in client.get(address).content.decode()
        client.force_login(person)
        own = client.get(address).content.decode()
        assert "Деница Тайнова" in own and "data-sign-in" not in own and 'id="bell"' in own
        client.post("/accounts/logout/")
        gone = client.get(address).content.decode()
        assert "Деница Тайнова" not in gone and 'id="bell"' not in gone


def test_no_text_can_stand_for_a_readers_token(topic: Topic, client: Client) -> None:
    """The marks in a kept page hold NUL, which no text that anybody can write holds."""
    official = make.official(topic.forum.municipality)
    client.force_login(official)
    for body in (f"a{pages.MARK}b", f"a{strangers.KEY}b", "a\\0token\\0b &#0;token&#0; %00token%00"):
        client.post(f"/topics/{topic.pk}/post/", {"body": body, "client_key": body[:9]})
        client.post(f"/topics/{topic.pk}/order/", {"act": "rename", "title": f"Тема {body}"})
        part = topic.category_id
        client.post(f"/forums/{topic.forum_id}/categories/{part}/", {"title": body, "description": body})
    topic.refresh_from_db()
    assert "\0" not in topic.title + topic.category.title + "".join(topic.thread.posts.values_list("body", flat=True))
    _client, page = ask(topic, {"query": f"?post={topic.thread.last_number}"})
    assert "\0" not in page
    tokens = set(TOKEN.findall(page))
    assert len(tokens) == 1 and page.count(tokens.pop()) == len(TOKEN.findall(page)), "nowhere but in the forms"
