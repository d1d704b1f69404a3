"""Public forums where nobody looks for them: on the front page, the live ones first to be seen."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.support import factories as make

pytestmark = pytest.mark.django_db


def home() -> str:
    return Client(headers={"accept-language": "en"}).get("/").content.decode()


def test_the_front_page_shows_what_is_live_and_what_comes() -> None:
    assert "Public forums" not in home().partition("<main")[2]
    make.gathering(state="announced", title="Форум за парка")
    assert "Public forums that come" in home() and "Форум за парка" in home()
    make.gathering(state="live", title="Форум за пазара")
    page = home()
    assert "Public forums: now and soon" in page
    assert "is-live" in page and "Форум за пазара" in page


def test_what_is_over_is_not_shown_and_never_more_than_three() -> None:
    make.gathering(state="ended", title="Минал форум")
    for n in range(5):
        make.gathering(state="announced", title=f"Форум {n}")
    page = home()
    assert "Минал форум" not in page.partition("sessions-h")[2].partition("</section>")[0]
    assert len(re.findall("session-card", page)) == 3
