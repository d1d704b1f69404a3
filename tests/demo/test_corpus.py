"""The written content reads as it is meant, and a slip in it is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo import corpus
from demo.texts import tree_of
from participation.moderation.models import Report
from proposals.models import Consultation
from proposals.nodes import walk

HEAD = '+++\nslug = "x"\n+++\n'


def read(tmp_path: Path, text: str) -> corpus.Draft:
    path = tmp_path / "x.md"
    path.write_text(HEAD + text, encoding="utf-8")
    return corpus.read_draft(path)


def test_there_is_enough_to_read() -> None:
    drafts = corpus.drafts()
    said = [one for draft in drafts for piece in draft.pieces for one in piece.said]
    comments = sum(not one.suggests for one in said) + sum(len(one.answers) for one in said)
    assert len(drafts) >= 10
    assert len({draft.head["municipality"] for draft in drafts}) >= 5
    assert comments >= 380
    assert sum(one.suggests for one in said) >= 90
    kavarna = drafts[0]
    here = [one for piece in kavarna.pieces for one in piece.said]
    assert sum(not one.suggests for one in here) + sum(len(one.answers) for one in here) >= 120
    assert sum(one.suggests for one in here) >= 20


def test_every_kind_and_reason_is_one_the_platform_knows() -> None:
    kinds = {draft.head["kind"] for draft in corpus.drafts()}
    assert kinds == {"strategy", "programme", "normative", "idea"} and kinds <= set(Consultation.Kind.values)
    reasons = {
        reason
        for draft in corpus.drafts()
        for piece in draft.pieces
        for said in piece.said
        for reason, _, _ in said.reports
    }
    assert reasons and reasons <= set(Report.Reason.values)


def test_nobody_votes_on_headings_and_answered_ones_are_answered() -> None:
    for draft in corpus.drafts():
        for piece in draft.pieces:
            assert not (piece.is_heading and (piece.said or sum(piece.stances))), piece
            if "answered" in draft.head:
                assert all(said.outcome for said in piece.said if said.suggests), (draft.slug, piece.label)


def test_a_clause_with_what_is_said(tmp_path: Path) -> None:
    draft = read(
        tmp_path,
        "[h 1.] Цел\n[p 1.1.] До 2028 г.\n~ 3/1/2\n+ maria ^4: Да.\n> official: Благодаря.\n"
        "* ngo@budna: «2028» => «2027» ;; По-рано.\n= partly: Може.\n! spam ginka: Реклама.\n",
    )
    heading, clause = draft.pieces
    assert (heading.is_heading, heading.heading, clause.body, clause.stances) == (True, "Цел", "До 2028 г.", (3, 1, 2))
    comment, suggestion = clause.said
    assert (comment.argument, comment.supports, comment.answers[0].who) == ("for", 4, "official")
    assert (suggestion.suggests, suggestion.organisation, suggestion.new) == (True, "budna", "2027")
    assert (suggestion.outcome, suggestion.reports) == ("partly", [("spam", "ginka", "Реклама.")])


@pytest.mark.parametrize(
    "line",
    ["+ nobody: Да.", "* maria: «няма ги» => «ето» ;; Защото.", "[x 1.] Текст", "= maybe: Може би.", "текст без знак"],
)
def test_slips_are_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(corpus.BadContent, match=r"x\.md:5"):
        read(tmp_path, f"[p 1.] Текст\n{line}\n")


def test_nothing_stands_under_a_table() -> None:
    for draft in corpus.drafts():
        for _depth, node in walk(tree_of(draft.pieces)):
            assert node["kind"] != "table" or not node["children"], f"{draft.head['slug']}: {node['label']}"
