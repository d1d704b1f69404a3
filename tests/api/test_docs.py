"""What docs/api.md says exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from rest_framework.exceptions import APIException

from participation.live.requests import parse
from participation.refusals import Refused
from tests.support.api import schema

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/api.md").read_text()
ADDRESS = re.compile(r"/api/v1/[\w/{}.-]*")


def test_every_address_in_it_resolves() -> None:
    addresses = {found.rstrip(".") for found in ADDRESS.findall(TEXT)}
    assert len(addresses) > 25
    lost = []
    for address in addresses:
        try:
            if (
                resolve(
                    re.sub(r"\{\w+\}", "1", address.replace("{ref}", "post.1").replace("{receipt}", "ABCDEFGH23"))
                ).url_name
                == "api-nothing"
            ):
                lost.append(address)
        except Resolver404:
            lost.append(address)
    assert lost == []


def test_every_filter_it_names_is_declared_and_none_is_left_out() -> None:
    for row in re.findall(r"^\| `(/api/v1/\w+/)` \| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE):
        path, filters, _ordering = row
        declared = {one["name"] for one in schema()["paths"][path]["get"]["parameters"]} - {
            "page",
            "page_size",
            "ordering",
        }
        assert set(re.findall(r"`(\w+)`", filters)) == declared, path


def test_every_frame_it_shows_is_understood() -> None:
    frames = re.findall(r'(\{"(?:subscribe|ping|unsubscribe)".*?\})(?:`|\n)', TEXT)
    assert len(frames) >= 4
    for frame in frames:
        parse(frame)


def codes() -> set[str]:
    """Every code that a refusal can carry: our own, and those of the framework below."""
    found, kinds = set(), [Refused, APIException]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        found.add(getattr(kind, "code", None) or getattr(kind, "default_code", None))
    sources = [path for room in ("participation", "proposals", "forums") for path in (ROOT / room).rglob("api/*.py")]
    for path in [*sources, *ROOT.glob("participation/*/api.py")]:
        found |= set(re.findall(r'code="(\w+)"', path.read_text()))
    return {code for code in found if code}


def test_every_code_it_can_answer_with_is_told() -> None:
    never = {"error", "refused"}  # the grounds of the others
    told = set(re.findall(r"`(\w+)`", TEXT))
    assert {"closed", "not_published", "not_acceptable", "bad_credentials"} <= codes()
    assert codes() - told - never == set()


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("600 ballots", "ballots"),
        ("60 comments", "comments"),
        ("40 suggestions", "suggestions"),
        ("600 reads", "reads.address"),
        ("1,200 with a token", "reads.person"),
    ],
)
def test_the_limits_it_tells_are_those_of_the_settings(words: str, rate: str) -> None:
    times: Any = settings.API_RATES[rate][0]
    assert words.split()[0].replace(",", "") == str(times)
    assert words in TEXT.replace("\n", " ")
