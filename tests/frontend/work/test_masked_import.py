"""A document with somebody's personal number: the text of the draft holds dots, and the official is told to check."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from participation.documents.actions import run_import
from participation.documents.models import ImportJob
from participation.personal_numbers import MASK
from participation.record.worker import run_due
from proposals.models import DraftTree
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Any:
    client = Client(headers={"accept-language": "en"})
    client.draft = make.draft()  # type: ignore[attr-defined]  # beside whom it belongs to
    client.force_login(make.official(client.draft.municipality))  # type: ignore[attr-defined]  # set above
    return client


def imported(desk: Any, text: str, name: str = "наредба 8001010008.txt") -> ImportJob:
    file = SimpleUploadedFile(name, text.encode())
    assert desk.post(f"/work/{desk.draft.pk}/import/", {"file": file}).status_code == 302
    job = ImportJob.objects.get()
    run_import(job.pk)
    while run_due():
        pass
    job.refresh_from_db()
    return job


def test_the_text_holds_dots_and_the_official_is_told(desk: Any) -> None:
    job = imported(desk, "Чл. 1. Наема се лицето с ЕГН 800101 0008.\n\nЧл. 2. И лицето с ЕГН 8001010008.")
    assert MASK in job.original_name
    tree = json.dumps(DraftTree.objects.get(consultation=desk.draft).tree, ensure_ascii=False)
    assert (tree.count(MASK), "0008" in tree, "0008" in json.dumps(job.result)) == (2, False, False)
    page = desk.get(f"/work/{desk.draft.pk}/import/{job.pk}/", follow=True)
    assert "2 numbers in the document look like personal numbers" in page.content.decode()


def test_a_text_without_one_raises_no_alarm(desk: Any) -> None:
    job = imported(desk, "Чл. 1. Текст от 22.11.2026 г.", "наредба.txt")
    page = desk.get(f"/work/{desk.draft.pk}/import/{job.pk}/", follow=True)
    assert "personal number" not in page.content.decode()
