"""Nobody can find out how somebody voted: not by taking numbers from one another, not by watching them change."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from typing import Any

import pytest

from forums.actions import add_post
from participation.live.models import Event
from participation.moderation.actions import decide, report_thing
from participation.voting.actions import cast_ballot, seal_window
from participation.voting.folding import FOLD_UNDER, OTHER, fold, publishable
from participation.voting.models import Group, Question, Window
from proposals.models import Consultation
from tests.support import factories as make
from tests.support.api import client

STANCES = ("support", "unsure", "oppose")


def people_in(groups: dict[str, dict[str, int]]) -> int:
    return sum(n for row in groups.values() for n in row.values())


def naive(groups: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """What folding was before: the control. What is too small is left out, and can be taken from the total."""
    shown = {group: row for group, row in groups.items() if sum(row.values()) >= FOLD_UNDER}
    rest = {group: row for group, row in groups.items() if group not in shown}
    return {**shown, OTHER: rest} if people_in(rest) >= FOLD_UNDER else shown  # type: ignore[dict-item]  # sizes alone are looked at


def leftover(groups: dict[str, dict[str, int]], shown: dict[str, dict[str, int]]) -> int:
    """How many people are in the total and in none of the groups shown apart."""
    return people_in(groups) - people_in({group: row for group, row in shown.items() if group != OTHER})


SOLE = {"citizen": {"support": 12}, "official": {"oppose": 6}, "ngo": {"oppose": 1}}


def test_control_a_sole_participant_is_what_is_missing() -> None:
    shown = naive(SOLE)
    counts = publishable(SOLE)["counts"]
    assert counts["oppose"] - sum(row.get("oppose", 0) for row in shown.values()) == 1


def test_a_sole_participant_is_among_others() -> None:
    assert fold(SOLE) == {"citizen": {"support": 12}, OTHER: {"oppose": 7}}


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ({}, {}),
        ({"citizen": {"support": 4}}, {}),
        ({"citizen": {"support": 5, "oppose": 0}}, {"citizen": {"support": 5}}),
        ({"citizen": {"support": 9}, "ngo": {"oppose": 4}}, {OTHER: {"support": 9, "oppose": 4}}),
        ({"citizen": {"support": 3}, "ngo": {"oppose": 2}}, {OTHER: {"support": 3, "oppose": 2}}),
        ({"citizen": {"support": 2}, "ngo": {"oppose": 2}}, {}),
    ],
)
def test_folding(groups: Any, shown: Any) -> None:
    assert fold(groups) == shown


def test_whatever_the_groups_nobody_is_left_over_alone() -> None:
    dice, bad = random.Random(7), 0
    for _round in range(3000):
        groups = {
            str(group): {stance: dice.choice((0, 0, 1, 2, 3, 9)) for stance in STANCES}
            for group in dice.sample(list(Group.values), dice.randint(1, 5))
        }
        shown = fold(groups)
        assert leftover(groups, shown) == 0 or leftover(groups, shown) >= FOLD_UNDER or not shown
        assert all(people_in({group: row}) >= FOLD_UNDER for group, row in shown.items())
        assert not shown or people_in(shown) == people_in(groups)
        bad += bool(naive(groups)) and 0 < leftover(groups, naive(groups)) < FOLD_UNDER
    assert bad > 300, "the control: what was done before leaves somebody over"


def mixed() -> Consultation:
    """An open consultation with twelve citizens, one official and one NGO on its first clause."""
    what = make.consultation()
    question = make.clauses(what)[0].question_id
    for choice in ("support", "oppose", "unsure") * 4:
        cast_ballot(voter=make.person(), question_id=question, choice=choice)
    cast_ballot(voter=make.official(what.municipality), question_id=question, choice="support")
    ngo = make.organisation(what.municipality)
    cast_ballot(voter=make.representative(ngo), question_id=question, choice="oppose", organisation_id=ngo.pk)
    return what


@pytest.mark.django_db
def test_watching_it_live_tells_no_group(django_capture_on_commit_callbacks: Any) -> None:
    """Each telling of the tally differs from the one before by one ballot: nothing in it says whose kind that was."""
    with django_capture_on_commit_callbacks(execute=True):
        what = mixed()
    question = make.clauses(what)[0].question_id
    told = [event.data for event in Event.objects.filter(kind="tally").order_by("id")]
    assert told, "the control: the tally was told"
    for data in (*told, client().get(f"/api/v1/questions/{question}/").body["tally"]):
        assert data["groups"] == {}
        assert set(data) - {"ref"} == {"question", "counts", "total", "groups"}


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["history/?page_size=200", "votes/?page_size=200", "export/", "results/"])
def test_what_is_public_of_it_names_no_group_and_no_moment_of_a_ballot(part: str) -> None:
    what = mixed()
    text = json.dumps(client().get(f"/api/v1/consultations/{what.pk}/{part}").body)
    assert "ballot.cast" not in text
    assert not any(f'"{group}"' in text for group in ("ngo", "official"))


@pytest.mark.django_db
def test_votes_are_told_by_day_and_thing() -> None:
    what = mixed()
    clause = make.clauses(what)[0]
    rows = client().get(f"/api/v1/consultations/{what.pk}/votes/").body["results"]
    assert [(row["ref"], row["cast"], row["withdrawn"]) for row in rows] == [(f"clause.{clause.pk}", 14, 0)]
    assert len(rows[0]["day"]) == len("2026-11-22"), "a day, no moment"


def digest_of_export(body: dict[str, Any]) -> str:
    """As docs/api.md tells it."""
    text = json.dumps(body["tallies"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.django_db
def test_anybody_computes_the_digest_again_from_the_export() -> None:
    what = mixed()
    clause = make.clauses(what)[0]
    moderator = make.moderator(what.municipality)
    post = add_post(author=make.person(), thread_id=clause.thread_id, body="Обида")
    cast_ballot(voter=make.person(), question_id=post.question_id, choice="support")
    report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult")
    decide(moderator=moderator, ref=f"post.{post.pk}", outcome="hide", rule="insults", facts="Обижда", reason="Обида")
    make.close(what)
    assert seal_window(what.window_id)
    body = client().get(f"/api/v1/consultations/{what.pk}/export/").body
    digest = body["consultation"]["digest"]
    assert digest == Window.objects.get(pk=what.window_id).digest == digest_of_export(body)
    assert [row["question"] for row in body["tallies"]] == list(
        Question.objects.filter(window=what.window_id).order_by("id").values_list("pk", flat=True)
    ), "what was hidden is counted in it, too"
    by_question = {row["question"]: {key: row[key] for key in row if key != "ref"} for row in body["tallies"]}
    shown = [row["tally"] for row in body["clauses"] if row["tally"]]
    assert shown and all(by_question[tally["question"]] == tally for tally in shown)
    assert by_question[clause.question_id]["groups"] == {OTHER: {"support": 5, "oppose": 5, "unsure": 4}}
    first = body["tallies"][0]
    for change in ({"total": first["total"] + 1}, {"groups": {}}, {"ref": "clause.0"}):
        other = {**body, "tallies": [{**first, **change}, *body["tallies"][1:]]}
        assert digest_of_export(other) != digest, change


def test_folding_does_not_depend_on_the_order_of_rows() -> None:
    groups = {"ngo": {"oppose": 1}, "citizen": {"support": 6}, "official": {"unsure": 6}}
    orders = itertools.permutations(groups.items())
    assert len({json.dumps(fold(dict(order)), sort_keys=True) for order in orders}) == 1
