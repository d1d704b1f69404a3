"""Changing a draft's text: one step at a time, undone and redone, never over a colleague's change."""

from __future__ import annotations

from typing import Any

import pytest

from participation.documents.nodes import Document, Node
from participation.record.models import Act
from participation.refusals import BadInput, NotAllowed, Stale
from proposals.actions.trees import KEPT_STEPS, change_tree, replace_tree
from proposals.models import Consultation, DraftTree
from proposals.nodes import copy, words
from proposals.selectors.drafts import get_draft
from tests.support import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Consultation:
    return f.draft()


@pytest.fixture
def official(draft: Consultation) -> Any:
    return f.official(draft.municipality)


def change(official: Any, draft: Consultation, operation: str, key: str = "b", **args: Any) -> Any:
    revision = args.pop("revision", DraftTree.objects.get(consultation=draft).revision)
    return change_tree(
        official=official, consultation_id=draft.pk, operation=operation, key=key, revision=revision, **args
    )


def tree_of(draft: Consultation) -> Any:
    return DraftTree.objects.get(consultation=draft).tree


def test_every_step_back_and_forth_restores_the_text_exactly(draft: Consultation, official: Any) -> None:
    seen = [copy(tree_of(draft))]
    for operation, args in (
        ("split", {"at": 16}), ("edit", {"label": "1.1а"}), ("merge", {"key": "c"}), ("retype", {"kind": "article"}),
        ("renumber", {}), ("add", {"where": "before"}), ("outdent", {}),
    ):  # fmt: skip
        if change(official, draft, operation, **args).before != tree_of(draft):
            seen.append(copy(tree_of(draft)))
    assert len(seen) == 7  # numbering a lone article again changes nothing
    for wanted in reversed(seen[:-1]):
        change(official, draft, "undo")
        assert tree_of(draft) == wanted
    with pytest.raises(BadInput):
        change(official, draft, "undo")
    for wanted in seen[1:]:
        change(official, draft, "redo")
        assert tree_of(draft) == wanted
    with pytest.raises(BadInput):
        change(official, draft, "redo")


def test_a_new_change_after_undoing_forgets_what_was_undone(draft: Consultation, official: Any) -> None:
    change(official, draft, "edit", body="Едно.")
    change(official, draft, "undo")
    change(official, draft, "edit", body="Друго.")
    assert get_draft(draft).redoes == ""
    change(official, draft, "undo")
    assert "година" not in words(tree_of(draft))
    assert get_draft(draft).redoes == "edit"


def test_a_form_from_before_a_change_is_refused_also_after_undoing(draft: Consultation, official: Any) -> None:
    colleague = f.official(draft.municipality, "Илия Желев")
    change(colleague, draft, "edit", body="На колегата.")
    with pytest.raises(Stale):
        change(official, draft, "edit", body="Моето.", revision=0)
    change(colleague, draft, "undo")
    change(colleague, draft, "edit", body="Пак на колегата.")
    with pytest.raises(Stale):  # the step has the same number as before, the revision has not
        change(official, draft, "edit", body="Моето.", revision=1)
    assert "Пак" in words(tree_of(draft))


def test_what_changes_nothing_is_no_step(draft: Consultation, official: Any) -> None:
    body = next(row.body for row in get_draft(draft).rows if row.key == "b")
    assert change(official, draft, "edit", body=body).draft.revision == 0


def test_only_officials_of_the_place_and_only_before_publishing(draft: Consultation, official: Any) -> None:
    elsewhere = f.official(f.place("VID09", "Видин", "Vidin"), "Ана Русева")
    for stranger in (elsewhere, f.person()):
        with pytest.raises(NotAllowed):
            change(stranger, draft, "merge", key="c")
    Consultation.objects.filter(pk=draft.pk).update(stage="published")
    with pytest.raises(BadInput):
        change(official, draft, "merge", key="c")


def test_an_import_is_one_step_and_comes_only_once(draft: Consultation, official: Any) -> None:
    before = copy(tree_of(draft))
    document = Document("Нов", (Node("article", "Чл. 1.", "", "Текст.", (Node("paragraph", "(2)", "", "Още."),)),))
    replace_tree(official=official, consultation_id=draft.pk, document=document, import_job=7)
    assert [row.label for row in get_draft(draft).rows] == ["Чл. 1.", "(2)"]
    change(official, draft, "edit", key="n1", body="Поправено.")
    replace_tree(official=official, consultation_id=draft.pk, document=document, import_job=7)
    assert get_draft(draft).rows[0].body == "Поправено."
    change(official, draft, "undo")
    change(official, draft, "undo")
    assert tree_of(draft) == before


def test_old_steps_are_let_go_and_no_step_is_in_the_public_record(draft: Consultation, official: Any) -> None:
    for number in range(KEPT_STEPS + 5):
        change(official, draft, "edit", body=f"Текст {number}.")
    assert DraftTree.objects.get(consultation=draft).steps.count() == KEPT_STEPS + 1
    acts = Act.objects.filter(scope=draft.scope)
    assert acts.count() == KEPT_STEPS + 5
    assert not acts.filter(is_public=True).exists()
