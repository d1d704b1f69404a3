"""Papers: known by content, bare of what a picture tells beside what it shows, seen by few, gone in the end."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from participation.accounts.personal_data import erase_all
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst
from participation.retries import was_there
from tests.support import expenses, money, pictures
from tests.support import factories as make
from tests.volunteers.money.test_payouts import asked, collected
from volunteers.money.actions.papers import attach_paper, delete_removed, prepare_paper, remove_paper
from volunteers.money.actions.payouts import approve_payout, withdraw_payout
from volunteers.money.models import Expense, Paper
from volunteers.money.papers import take_paper
from volunteers.money.personal import export
from volunteers.money.selectors.expenses import get_paper

pytestmark = pytest.mark.django_db


def refused(content: bytes, name: str = "a.pdf") -> str:
    """Why a file is not kept, as its reason or its words."""
    with pytest.raises(BadInput) as why:
        take_paper(SimpleUploadedFile(name, content), name)
    assert why.value.field == "file"
    return str(why.value.extra.get("reason") or why.value)


@pytest.fixture
def spent() -> Expense:
    return expenses.expense(money.project(make.place()))


def test_a_pdf_is_kept_as_it_is_and_a_picture_without_its_place() -> None:
    content = expenses.pdf()
    taken = take_paper(expenses.upload("../Фактура\n17.exe", content), "../Фактура\n17.exe")
    assert (taken.kind, taken.content) == ("pdf", content) and "/" not in taken.name and "\n" not in taken.name
    drawn = take_paper(expenses.photograph(), "IMG.jpg")
    assert drawn.kind == "webp" and b"Kamerata" in pictures.with_location()
    assert b"Kamerata" not in drawn.content and b"Dobrotitsa" not in drawn.content
    assert not Image.open(io.BytesIO(drawn.content)).getexif()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"plain words", "kind"),
        (b"<html><script>1</script>", "kind"),
        (b"MZ" + b"\0" * 100, "kind"),
        (b"%PDF-1.7 and nothing else", "broken"),
        (pictures.data() + b"", ""),
        (b"\x89PNG\r\n\x1a\n" + b"%PDF-1.7", "two_in_one"),
        (expenses.pdf(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "active"),
        (expenses.pdf(catalog=b"/OpenAction<</S/J#61vaScript/J#53(app.alert(1))>>"), "active"),
        (expenses.pdf(catalog=b"/Names<</EmbeddedFiles<</Names[]>>>>"), "active"),
        (expenses.pdf(b"<</S/Launch/F(calc.exe)>>"), "active"),
        (expenses.pdf(packed=b"9 0 <</S/JavaScript/JS(app.alert(1))>>"), "active"),
        (expenses.pdf(packed=b"9 0 <</S/GoTo>>"), ""),
        (expenses.pdf(b"<</Length 20>>\nstream\n 12 /JS( /Launch(1 \nendstream"), ""),
    ],
)
def test_what_a_file_is_decides_its_content(content: bytes, reason: str) -> None:
    if not reason:
        assert take_paper(SimpleUploadedFile("a.exe", content), "a.exe").content
    elif reason == "empty":
        assert refused(content)
    else:
        assert refused(content) == reason


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("volunteers.money.papers.MOST_BYTES", 100)
    assert "10" in refused(expenses.pdf())


def test_only_coordinators_add_and_remove_papers(spent: Expense) -> None:
    official = make.official(spent.project.municipality)
    kept = expenses.paper(spent)
    taken = prepare_paper(person=official, file=expenses.photograph())
    for who, refusal in ((None, SignInFirst), (make.person(), NotAllowed), (official, NotAllowed)):
        with pytest.raises(refusal):
            attach_paper(person=who, paper=taken, expense_id=spent.pk)
        with pytest.raises(refusal):
            remove_paper(person=who, paper_id=kept.pk)
    with pytest.raises(SignInFirst):
        prepare_paper(person=None, file=expenses.upload())
    with pytest.raises(BadInput):
        attach_paper(person=expenses.lead_of(spent.project), paper=taken)
    assert was_there(expenses.paper(spent)) and Paper.objects.count() == 1


def test_who_sees_a_paper(spent: Expense) -> None:
    kept, place = expenses.paper(spent), spent.project.municipality
    elsewhere = make.official(make.place("VAR06", "Варна", "Varna"))
    for who, sees in (
        (None, False),
        (make.person(), False),
        (elsewhere, False),
        (make.moderator(place), False),
        (make.official(place), True),
        (expenses.lead_of(spent.project), True),
    ):
        assert (get_paper(kept.pk, who) is not None) == sees


def test_a_removed_paper_is_seen_by_nobody_and_its_file_deleted(spent: Expense) -> None:
    kept, other = expenses.paper(spent), expenses.paper(spent, file=expenses.photograph())
    lead, storage = expenses.lead_of(spent.project), kept.file.storage
    assert remove_paper(person=lead, paper_id=kept.pk).removed_at and storage.exists(kept.file.name)
    assert was_there(remove_paper(person=lead, paper_id=kept.pk)) and get_paper(kept.pk, lead) is None
    assert delete_removed() == 1 and delete_removed() == 0
    assert not storage.exists(kept.file.name) and storage.exists(other.file.name)
    assert list(Paper.objects.all()) == [other]


def test_at_most_ten(spent: Expense, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("volunteers.money.actions.papers.MOST", 1)
    expenses.paper(spent)
    with pytest.raises(BadInput) as why:
        expenses.paper(spent, file=expenses.photograph())
    assert why.value.field == "file"


def test_papers_of_a_payout_until_it_is_decided() -> None:
    campaign, _pledge = collected()
    payout, other = asked(campaign), asked(campaign, 1_000)
    kept, lost = expenses.paper(payout), expenses.paper(other, file=expenses.photograph())
    official = make.official(campaign.project.municipality)
    assert get_paper(kept.pk, official) == kept
    approve_payout(official=official, payout_id=payout.pk)
    with pytest.raises(Closed):
        expenses.paper(payout, file=expenses.photograph())
    with pytest.raises(Closed):
        remove_paper(person=expenses.lead_of(campaign.project), paper_id=kept.pk)
    withdraw_payout(person=expenses.lead_of(campaign.project), payout_id=other.pk)
    assert delete_removed() == 1 and not Paper.objects.filter(pk=lost.pk).exists()


def test_a_person_takes_the_names_along_and_leaves_the_papers(spent: Expense) -> None:
    lead = expenses.lead_of(spent.project)
    kept: Any = expenses.paper(spent)
    told = export(lead)
    assert [row["name"] for row in told["papers"]] == ["Фактура 17.pdf"]
    assert [row["what"] for row in told["expenses"]] == ["Дъски"]
    erase_all(lead)
    kept.refresh_from_db()
    spent.refresh_from_db()
    assert (kept.by, kept.name, spent.by) == (None, "—", None)
