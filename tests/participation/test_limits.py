"""Limits by address and network: what they count, what they keep, what they say."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import translation

from demo.serving import _config
from participation.limits import hidden, limit, limit_address, network_of, waiting_words
from participation.refusals import TooMany
from participation.rest.throttles import address_of
from tests.support import factories as make


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"), ("::ffff:192.0.2.77", "192.0.2.0/24"), ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"), ("", ""), ("no address", "no address"),
    ],
)  # fmt: skip
def test_the_network_of_an_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_an_address_is_kept_only_as_a_hash_of_the_day() -> None:
    with time_machine.travel("2026-11-22T12:00Z", tick=False):
        today = hidden("192.0.2.77")
        limit_address("x", "192.0.2.77", times=5, network_times=5, seconds=60)
        assert today == hidden("192.0.2.77")
        kept = cache._cache  # type: ignore[attr-defined]  # what either kind of cache holds its keys in
        names = list(kept) if isinstance(kept, dict) else kept.get_client().keys("*")
        assert names and not [name for name in names if "192.0.2" in str(name)]
    with time_machine.travel("2026-11-23T12:00Z", tick=False):
        assert hidden("192.0.2.77") != today


def test_neighbours_share_the_limit_of_their_network() -> None:
    for last in range(3):
        limit_address("x", f"192.0.2.{last}", times=2, network_times=3, seconds=3600)
    with pytest.raises(TooMany):
        limit_address("x", "192.0.2.9", times=2, network_times=3, seconds=3600)
    limit_address("x", "198.51.100.1", times=2, network_times=3, seconds=3600)


def test_the_refusal_says_how_long() -> None:
    with translation.override("en"), time_machine.travel("2026-11-22T12:00:00Z", tick=False):
        limit("x", times=1, seconds=3600)
        with pytest.raises(TooMany, match="60 minutes") as refusal:
            limit("x", times=1, seconds=3600)
        assert refusal.value.extra["retry_after"] == 3600
        assert waiting_words(1).endswith("in 1 second.")
        assert "in 3 hours" in waiting_words(3 * 3600)


@pytest.mark.django_db
def test_forms_by_one_address_then_by_one_network(settings: Any) -> None:
    rates = {**settings.API_RATES, "writes.address": (2, 60), "writes.network.nobody": (3, 60)}
    with override_settings(API_RATES=rates):
        answers = [Client().post("/language/", {"language": "en"}, REMOTE_ADDR="192.0.2.1") for _n in range(3)]
        assert [one.status_code for one in answers] == [302, 302, 429]
        assert 0 < int(answers[2]["Retry-After"]) <= 60
        assert Client().post("/language/", {"language": "en"}, REMOTE_ADDR="192.0.2.2").status_code == 302
        assert Client().post("/language/", {"language": "en"}, REMOTE_ADDR="192.0.2.3").status_code == 429
        assert Client().post("/language/", {"language": "en"}, REMOTE_ADDR="198.51.100.1").status_code == 302


@pytest.mark.django_db
def test_people_in_one_hall_do_not_hold_each_other_up(settings: Any) -> None:
    with override_settings(API_RATES={**settings.API_RATES, "writes.address": (1, 60)}):
        for person in (make.person(), make.person(), make.person()):
            client = Client()
            client.force_login(person)
            assert client.post("/language/", {"language": "en"}).status_code == 302


@pytest.mark.django_db
def test_the_api_counts_networks_too(settings: Any) -> None:
    with override_settings(API_RATES={**settings.API_RATES, "reads.network.nobody": (2, 60)}):
        codes = [Client().get("/api/v1/municipalities/", REMOTE_ADDR=f"192.0.2.{n}") for n in range(3)]
        assert [one.status_code for one in codes] == [200, 200, 429]
        assert int(codes[2]["Retry-After"]) > 0


@pytest.mark.django_db
def test_a_limit_that_a_page_tells_itself_says_when_too(settings: Any) -> None:
    clause = make.clauses(make.consultation())[0]
    client, answers = Client(), []
    client.force_login(make.person())
    for n in range(8):
        path = f"/consultations/{clause.consultation_id}/clauses/{clause.pk}/comment/"
        answers.append(client.post(path, {"body": f"Мнение {n}"}))
    assert answers[-1].status_code == 422, "the form again, with the reason beside it"
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Мнение 7" in answers[-1].content.decode(), "what was typed is kept"


@pytest.mark.django_db
def test_a_forged_header_gives_nobody_another_address(settings: Any) -> None:
    with override_settings(API_RATES={**settings.API_RATES, "writes.address": (2, 60)}):
        codes = [
            Client().post("/language/", {"language": "en"}, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code
            for n in range(3)
        ]
    assert codes == [302, 302, 429]


def test_behind_proxies_the_right_most_address_counts(settings: Any, rf: Any) -> None:
    sent = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9, 192.0.2.7"}
    for proxies, believed in ((0, "127.0.0.1"), (1, "192.0.2.7"), (2, "203.0.113.9")):
        settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
        assert address_of(rf.get("/", **sent)) == believed


def test_the_demo_believes_no_forwarded_address() -> None:
    config = _config()
    config.load()
    assert "ProxyHeaders" not in type(config.loaded_app).__name__
    assert not config.proxy_headers


@pytest.mark.django_db
def test_nobody_guesses_at_one_account_from_many_addresses() -> None:
    make.person(email="stefka@megdan.example")
    sent = {"login": "stefka@megdan.example", "password": "wrong"}
    answers = [Client().post("/accounts/login/", sent, REMOTE_ADDR=f"10.{n}.0.1") for n in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) == 300
    sent["login"] = "STEFKA@megdan.example"
    assert Client().post("/accounts/login/", sent, REMOTE_ADDR="10.9.0.1").status_code == 429
    sent["login"] = "other@megdan.example"
    assert Client().post("/accounts/login/", sent, REMOTE_ADDR="10.9.0.1").status_code == 200
