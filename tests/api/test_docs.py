"""What docs/api.md says exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from participation.live.requests import parse
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
            if resolve(re.sub(r"\{\w+\}", "1", address.replace("{ref}", "post.1"))).url_name == "api-nothing":
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
