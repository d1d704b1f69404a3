"""Changing the clause tree of a draft, one step at a time, each of which can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.documents.nodes import Document, node_to_json
from participation.refusals import BadInput, Stale

from ..models import Consultation, DraftStep, DraftTree
from ..nodes import Change, Tree, from_nodes, walk
from ..numbering import renumber
from ..tree import OPERATIONS
from .drafts import locked_draft, note

KEPT_STEPS = 100  # of the past; a tree of 300 clauses is about 100 kB
OPS = {**OPERATIONS, "renumber": renumber}


@dataclass(frozen=True)
class Changed:
    """What a change left: both trees, the node to look at next and the draft as stored."""

    draft: DraftTree
    before: Tree
    after: Tree
    focus: str


@transaction.atomic
def change_tree(
    *, official: User, consultation_id: int, operation: str, key: str, revision: int, **args: Any
) -> Changed:
    """One operation of `proposals.tree` (or renumber, undo, redo) is done on the tree as it was at ``revision``.

    Raises NotAllowed, Stale when somebody changed the tree since, BadInput (NotPossible) when it cannot be done.
    """
    consultation = locked_draft(official, consultation_id)
    draft = _locked_tree(consultation)
    if draft.revision != revision:
        raise Stale(revision=draft.revision)
    if operation in ("undo", "redo"):
        return _step_to(consultation, official, draft, -1 if operation == "undo" else 1)
    if operation not in OPS:
        raise BadInput(_("There is no such change."))
    before: Tree = draft.tree
    change: Change = OPS[operation](before, key, **args)
    if change.tree == before:
        return Changed(draft, before, before, change.focus)
    _add_step(draft, operation, change.tree, official)
    note(consultation, official, "draft.text_changed", {"operation": operation, "clause": key, "step": draft.step})
    return Changed(draft, before, change.tree, change.focus)


@transaction.atomic
def replace_tree(*, official: User, consultation_id: int, document: Document, import_job: int | None = None) -> Changed:
    """The read document is the text now, as one step that can be undone. The same import again changes nothing."""
    consultation = locked_draft(official, consultation_id)
    draft = _locked_tree(consultation)
    before: Tree = draft.tree
    if import_job is not None and draft.import_job is not None and draft.import_job >= import_job:
        return Changed(draft, before, before, "")
    after = from_nodes([node_to_json(node) for node in document.nodes])
    draft.import_job = import_job
    _add_step(draft, "import", after, official)
    note(consultation, official, "draft.imported", {"clauses": sum(1 for _node in walk(after)), "step": draft.step})
    return Changed(draft, before, after, after[0]["key"] if after else "")


def _locked_tree(consultation: Consultation) -> DraftTree:
    DraftTree.objects.get_or_create(consultation=consultation)
    return DraftTree.objects.select_for_update().get(consultation=consultation)


def _add_step(draft: DraftTree, operation: str, tree: Tree, official: User) -> None:
    """The tree is the newest step; what had been undone can no longer be redone."""
    if not draft.steps.filter(number=draft.step).exists():
        DraftStep.objects.create(draft=draft, number=draft.step, operation="", tree=draft.tree)
    draft.steps.filter(number__gt=draft.step).delete()
    draft.step += 1
    DraftStep.objects.create(draft=draft, number=draft.step, operation=operation, tree=tree, made_by=official)
    draft.steps.filter(number__lt=draft.step - KEPT_STEPS).delete()
    _show(draft, tree)


def _show(draft: DraftTree, tree: Tree) -> None:
    draft.tree = tree
    draft.revision += 1
    draft.save(update_fields=["tree", "step", "revision", "import_job"])


def _step_to(consultation: Consultation, official: User, draft: DraftTree, by: int) -> Changed:
    step = draft.steps.filter(number=draft.step + by).first()
    if step is None:
        raise BadInput(_("There is nothing to undo.") if by < 0 else _("There is nothing to redo."))
    before: Tree = draft.tree
    draft.step = step.number
    _show(draft, step.tree)
    operation = "undo" if by < 0 else "redo"
    note(consultation, official, "draft.text_changed", {"operation": operation, "step": draft.step})
    return Changed(draft, before, step.tree, _first_difference(before, step.tree))


def _first_difference(before: Tree, after: Tree) -> str:
    """The first node of ``after`` that stands or reads otherwise than in ``before``."""
    old = [(depth, {**node, "children": None}) for depth, node in walk(before)]
    new = [(depth, {**node, "children": None}) for depth, node in walk(after)]
    for place, row in enumerate(new):
        if place >= len(old) or old[place] != row:
            return str(row[1]["key"])
    return str(new[-1][1]["key"]) if new else ""
