"""Words are compared in English; a municipality whose account has a campaign with five pledges."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.support import factories as make
from tests.support.meeting import _in_english
from tests.support.statements import campaign, sample
from volunteers.money.models import Campaign

__all__ = ["_in_english"]
NEW = "/work/money/statements/new/"


def browser(user: Any = None) -> Client:
    """Somebody's browser, in English."""
    made = Client(headers={"accept-language": "en"})
    if user is not None:
        made.force_login(user)
    return made


def text(answer: Any) -> str:
    """What a page says."""
    return str(answer.content.decode())


def send(who: Client, name: str, **fields: Any) -> Any:
    """The upload form with a sample."""
    file = SimpleUploadedFile(name, sample(name))
    return who.post(NEW, {"municipality": make.place().pk, "file": file, **fields})


@pytest.fixture
def asked() -> Campaign:
    return campaign(make.place())


@pytest.fixture
def official(asked: Campaign) -> Any:
    return make.official(asked.project.municipality)
