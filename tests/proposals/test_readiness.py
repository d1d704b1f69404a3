"""What each kind needs before it may be published, and that publishing is blocked by exactly that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from participation.documents.models import Attachment
from participation.live.selectors import get_head
from participation.record.models import Act
from participation.refusals import Refused
from proposals import readiness
from proposals.actions.files import attach_file, detach_file
from proposals.actions.lifecycle import tell_openings
from proposals.actions.publishing import NotReady, publish_consultation
from proposals.models import Consultation, DraftTree
from tests.support import factories as f

pytestmark = pytest.mark.django_db
COMPLETE = {
    "institution": "Кметът", "law": "чл. 21 ЗМСМА", "contact_name": "Д. Георгиева", "contact_phone": "0570 1",
    "way_counter": "стая 3", "summary": "Накратко.",
    **dict.fromkeys((*readiness.MOTIVES, *readiness.DOCUMENT), "Да."),
}  # fmt: skip


def ready(kind: str, **fields: Any) -> Consultation:
    values = {**COMPLETE, "planned_closes_at": timezone.now() + timedelta(days=31), **fields}
    return f.draft(kind=kind, **values)


def codes(consultation: Consultation, **moments: Any) -> set[str]:
    return {item.code for item in readiness.missing(consultation, **moments)}


@pytest.mark.parametrize("kind", ["normative", "strategy", "programme", "plan", "idea"])
def test_a_complete_draft_of_each_kind_is_in_order(kind: str) -> None:
    assert codes(ready(kind)) == set()


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("normative", {"text", "institution", "law", "contact_name", "contact_reach", "ways", "closes_at", *readiness.MOTIVES}),
        ("strategy", {"text", "institution", "contact_name", "contact_reach", "ways", "closes_at", *readiness.DOCUMENT}),
        ("idea", {"text", "contact_name", "contact_reach", "ways", "closes_at"}),
    ],
)  # fmt: skip
def test_an_empty_draft_names_each_missing_piece_with_its_place(kind: str, wanted: set[str]) -> None:
    draft = f.draft(kind=kind)
    DraftTree.objects.filter(consultation=draft).update(tree=[])
    missing = readiness.missing(draft)
    assert {item.code for item in missing} == wanted
    assert all(item.link.startswith(f"/work/{draft.pk}/") for item in missing)
    official = f.official(draft.municipality)
    with pytest.raises(NotReady) as refused:
        publish_consultation(official=official, consultation_id=draft.pk)
    assert {item["code"] for item in refused.value.extra["missing"]} == wanted


@pytest.mark.parametrize("name", [*readiness.MOTIVES, "law", "institution"])
def test_each_piece_blocks_by_itself(name: str) -> None:
    assert codes(ready("normative", **{name: " "})) == {name}


def test_a_clause_without_words_blocks_and_is_linked() -> None:
    draft = ready("strategy")
    DraftTree.objects.filter(consultation=draft).update(
        tree=[{"key": "x9", "kind": "text", "label": "1.", "heading": "", "body": "", "children": []}]
    )
    missing = {item.code: item for item in readiness.missing(draft)}
    assert set(missing) == {"text", "empty_clauses"}
    assert "x9" in missing["empty_clauses"].link


@pytest.mark.parametrize(
    ("kind", "days", "wanted"),
    [
        ("normative", 30, set()), ("normative", 29, {"short_term_reason"}), ("normative", 14, {"short_term_reason"}),
        ("normative", 13, {"term"}), ("plan", 30, set()), ("plan", 29, {"short_term_reason"}), ("idea", 1, set()),
        ("normative", 0, {"closes_at"}), ("idea", -1, {"closes_at"}),
    ],
)  # fmt: skip
def test_terms_by_kind(kind: str, days: int, wanted: set[str]) -> None:
    draft = ready(kind)
    opens = timezone.now() + timedelta(days=1)
    assert codes(draft, opens_at=opens, closes_at=opens + timedelta(days=days)) == wanted
    draft.short_term_reason = "Срок по проекта."
    assert codes(draft, opens_at=opens, closes_at=opens + timedelta(days=days)) == wanted - {"short_term_reason"}


def test_a_municipality_may_want_longer_terms_for_strategies_only() -> None:
    for kind, wanted in (("strategy", {"short_term_reason"}), ("normative", set())):
        draft = ready(kind, planned_closes_at=timezone.now() + timedelta(days=40))
        draft.municipality.minimum_days = 45
        assert codes(draft) == wanted


def test_a_term_is_counted_by_the_clock_on_the_wall() -> None:
    """30 days over the night when clocks go forward are an hour short; they are 30 days all the same."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    draft = ready("normative")
    opens = datetime(2027, 3, 10, 9, tzinfo=ZoneInfo("Europe/Sofia"))
    assert readiness.term_days(draft, opens, datetime(2027, 4, 9, 9, tzinfo=ZoneInfo("Europe/Sofia"))) == 30


def test_motives_may_be_attached_instead_and_become_public_with_the_draft() -> None:
    draft = ready("normative", **dict.fromkeys(readiness.MOTIVES, ""))
    official = f.official(draft.municipality)
    assert codes(draft) == set(readiness.MOTIVES)
    file = SimpleUploadedFile("motivi.txt", "Мотиви към проекта.".encode())
    try:
        attached = attach_file(official=official, consultation_id=draft.pk, file=file, kind="motives")
    except Refused:
        file = SimpleUploadedFile("motivi.png", PNG)
        attached = attach_file(official=official, consultation_id=draft.pk, file=file, kind="motives")
    assert not attached.is_public
    assert codes(draft) == set()
    publish_consultation(official=official, consultation_id=draft.pk)
    assert Attachment.objects.get(pk=attached.pk).is_public
    with pytest.raises(Refused):
        detach_file(official=official, consultation_id=draft.pk, attachment_id=attached.pk)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_publishing_takes_the_planned_dates() -> None:
    opens = timezone.now() + timedelta(days=3)
    draft = ready("strategy", planned_opens_at=opens, planned_closes_at=opens + timedelta(days=31))
    published = publish_consultation(official=f.official(draft.municipality), consultation_id=draft.pk)
    assert (published.window.opens_at, published.window.closes_at) == (opens, opens + timedelta(days=31))
    assert published.opened_told_at is None


def test_what_opens_with_its_publishing_is_told_with_it() -> None:
    """Told by the worker a moment later, it would come as news to the page on which the official just landed."""
    draft = ready("strategy", planned_opens_at=None, planned_closes_at=timezone.now() + timedelta(days=31))
    published = publish_consultation(official=f.official(draft.municipality), consultation_id=draft.pk)
    assert get_head(published.scope).seq == 2
    assert tell_openings() == 0
    kinds = Act.objects.filter(scope=published.scope).order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["consultation.published", "consultation.opened"]


def test_the_checklist_of_many_drafts_costs_two_queries(django_assert_num_queries: Any) -> None:
    drafts = [ready("strategy") for _n in range(3)]
    with django_assert_num_queries(2):
        facts = readiness.facts_of(drafts)
        assert all(not readiness.missing(draft, facts=facts[draft.pk]) for draft in drafts)
