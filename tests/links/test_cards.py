"""Cards of links: what a page says becomes text, and nothing makes the worker talk to where it should not."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from participation.database import db_now
from participation.documents.markup import render_markdown
from participation.links import users
from participation.links.actions import forget_cards, make_card
from participation.links.addresses import is_public
from participation.links.fetching import Net
from participation.links.finding import first_link
from participation.links.models import LinkCard
from participation.links.reading import plain, read_page
from participation.refusals import TooMany
from tests.links.server import Server, running
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def _switched_on(settings: Any) -> None:
    settings.LINK_CARDS = True
    settings.ALLOWED_HOSTS = ["megdan.example", "testserver"]


def net(site: Server, *, is_public: Callable[[str], bool] = lambda _address: True, seconds: float = 5.0) -> Net:
    """Every name leads to this machine, which counts as public where a test says so."""
    return Net(resolve=lambda *_asked: ["127.0.0.1"], is_public=is_public, ports=None, seconds=seconds)


def card(site: Server, path: str, **how: Any) -> dict[str, Any] | None:
    return make_card(url=site.url(path), net=net(site, **how))


def test_a_page_becomes_a_card_with_a_picture_of_our_own(site: Server) -> None:
    made = card(site, "/page")
    assert made is not None
    assert (made["title"], made["description"], made["site"]) == (
        "Нов площад & парк <script>", "Кога се отваря.", "Вестник",
    )  # fmt: skip
    kept = LinkCard.objects.get()
    assert made["picture"] == {"url": f"/links/{kept.key}/", "width": 480, "height": 320}
    assert kept.picture.read()[8:12] == b"WEBP"
    headers = site.asked[0][1]
    assert headers["User-Agent"].startswith("Megdan-LinkCard/") and headers["Host"] == f"site.example:{site.port}"
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


def test_it_is_known_for_a_week(site: Server) -> None:
    first = card(site, "/page")
    assert card(site, "/page") == first and site.paths == ["/page", "/picture.png"]
    LinkCard.objects.update(fetched_at=db_now() - timedelta(days=8))
    assert card(site, "/page") == first and site.paths.count("/page") == 2
    assert LinkCard.objects.count() == 1


def test_a_failure_is_silent_and_known_as_well(site: Server) -> None:
    assert card(site, "/not-there") is None
    assert card(site, "/not-there") is None
    assert site.paths == ["/not-there"]


def test_letters_are_read_as_the_server_says(site: Server) -> None:
    made = card(site, "/cyrillic")
    assert made is not None and (made["title"], made["site"], made["picture"]) == (
        "Стара страница",
        "site.example",
        None,
    )


def test_redirects_are_followed_three_times(site: Server) -> None:
    assert card(site, "/to-page") is not None
    assert card(site, "/round") is None
    assert site.paths.count("/round") == 4


@pytest.mark.parametrize("path", ["/binary", "/packed", "/untitled", "/to-file"])
def test_what_is_no_page_gets_no_card(site: Server, path: str) -> None:
    assert card(site, path) is None


def test_an_address_that_is_not_public_is_not_even_knocked_at(site: Server) -> None:
    assert card(site, "/page", is_public=is_public) is None
    assert site.asked == []


def test_one_inner_address_among_public_ones_is_enough(site: Server) -> None:
    mixed = Net(resolve=lambda *_asked: ["8.8.8.8", "127.0.0.1"], is_public=is_public, ports=None)
    assert make_card(url=site.url(), net=mixed) is None and site.asked == []


@pytest.mark.parametrize("path", ["/to-loopback", "/to-inside", "/loopback-picture"])
def test_every_step_is_checked_again(site: Server, path: str) -> None:
    """Only site.example is public; a redirect or a picture elsewhere is not, by name or by number."""
    asked: list[str] = []

    def resolve(host: str, _port: int, _seconds: float) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if host == "site.example" else ["127.0.0.2"]

    made = make_card(url=site.url(path), net=Net(resolve, lambda address: address == "127.0.0.1", ports=None))
    assert site.paths == [path] and len(asked) == 2, "the second step was looked at and not taken"
    assert made is None or made["picture"] is None


def test_a_name_that_answers_otherwise_the_second_time_changes_nothing(site: Server) -> None:
    answers = iter(["127.0.0.1", "127.0.0.2"])
    connected: list[str] = []

    def public(address: str) -> bool:
        connected.append(address)
        return address == "127.0.0.1"

    rebinding = Net(resolve=lambda *_asked: [next(answers)], is_public=public, ports=None)
    made = make_card(url=site.url("/untitled"), net=rebinding)
    assert (made, site.paths, connected) == (None, ["/untitled"], ["127.0.0.1"]), "asked once, used as it was checked"


def test_ports_and_forms_of_hosts_are_asked_before_anything(site: Server) -> None:
    closed = replace(net(site), ports=frozenset({80, 443}), resolve=lambda *_asked: pytest.fail("resolved"))
    for url in (site.url(), "http://2130706433/", "http://a:b@site.example/", "javascript:alert(1)", "http://0x7f.1/"):
        assert make_card(url=url, net=closed) is None
    assert site.asked == []


def test_an_endless_page_is_read_at_its_beginning(site: Server) -> None:
    made = card(site, "/huge")
    assert made is not None and made["title"] == "Голяма"
    assert site.sent < 20 * 1024 * 1024


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_slow_drip_is_cut_off(site: Server, path: str) -> None:
    began = time.monotonic()
    assert card(site, path, seconds=0.5) is None
    assert time.monotonic() - began < 10  # dripping on would take minutes
    assert site.sent > 0, "the control: it did drip"


def test_a_picture_that_is_none_leaves_the_words(site: Server) -> None:
    made = card(site, "/svg-picture")
    assert made is not None and (made["title"], made["picture"]) == ("Площад", None)


def test_one_site_is_not_asked_without_end(site: Server) -> None:
    for number in range(30):
        card(site, f"/not-there?{number}")
    with pytest.raises(TooMany):
        card(site, "/page")


def test_it_can_be_switched_off(site: Server, settings: Any) -> None:
    settings.LINK_CARDS = False
    assert card(site, "/page") is None
    assert (site.asked, LinkCard.objects.count()) == ([], 0)


def test_our_own_pages_are_read_from_the_database(settings: Any) -> None:
    settings.LINK_CARDS = False
    what = make.consultation(summary="Какво решаваме.")
    nobody = Net(resolve=lambda *_asked: pytest.fail("resolved"))
    url = f"https://megdan.example/consultations/{what.pk}/clauses/3/"
    with override("bg"):
        made = make_card(url=url, net=nobody)
    assert made == {
        "url": url,
        "title": what.title,
        "description": "Какво решаваме.",
        "site": "Каварна",
        "picture": None,
    }
    assert make_card(url="https://megdan.example/profile/", net=nobody) is None
    hidden = make.draft(title="Тайна чернова")
    assert make_card(url=f"https://megdan.example/consultations/{hidden.pk}/", net=nobody) is None


def test_its_picture_is_handed_out_while_somebody_shows_it(site: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: set[str] = {site.url()}
    monkeypatch.setattr(users, "_showing", [lambda urls: shown & set(urls)])
    made = card(site, "/page")
    assert made is not None
    answer = Client().get(made["picture"]["url"])
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "image/webp",
        "nosniff",
    )
    shown.clear()
    assert Client().get(made["picture"]["url"]).status_code == 404


def test_what_nobody_shows_any_more_is_forgotten(
    site: Server, settings: Any, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(users, "_showing", [lambda urls: {site.url("/cyrillic")} & set(urls)])
    for path in ("/page", "/cyrillic"):
        card(site, path)
    assert forget_cards() == 0, "not within the week"
    LinkCard.objects.update(fetched_at=db_now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_cards() == 1
    assert LinkCard.objects.get().url == site.url("/cyrillic")
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ("Без връзка", ""),
        ("Вижте https://a.example/x, моля.", "https://a.example/x"),
        ("Първо https://a.example/x\n\n  https://b.example/y  \n", "https://b.example/y"),
        ("[дума](https://a.example/x?y=1&z=2)", "https://a.example/x?y=1&z=2"),
        ("`https://a.example/x`", ""),
        ("[дума](javascript:alert(1))", ""),
        ("mailto:a@b.example", ""),
        (f"[дума](https://a.example/{'x' * 600})", ""),
    ],
)
def test_which_link_gets_the_card(body: str, link: str) -> None:
    assert first_link(body, render_markdown(body)) == link


def test_what_cannot_be_seen_or_turns_the_writing_is_left_out() -> None:
    assert plain("а\u202eб\u200b \n\t в\x00г", 20) == "аб вг"
    assert plain("дълго " * 50, 12) == "дълго дълго…"


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"<", b"<title></title>", b"<title>" + b"<b>" * 3000])
def test_broken_pages_break_nothing(content: bytes) -> None:
    told = read_page(content, "text/html", "https://a.example/")
    assert told is None or told.title
