"""Collections: paging, filters that are allow-lists, nothing of drafts, the same queries for one row and for three."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums.actions import add_post, hide_post
from forums.models import Post
from participation.voting.actions import cast_ballot
from proposals.actions.taking_part import suggest_wording
from proposals.actions.visibility import hide_suggestion
from proposals.models import Consultation, Suggestion
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db
LISTS = ["municipalities", "organisations", "consultations", "clauses", "comments", "suggestions", "proposals"]


def lively(municipality: Any = None) -> Consultation:
    """An open consultation with two comments, an answer, a suggestion and ballots."""
    what = make.consultation(municipality)
    first, second = make.clauses(what)
    one, two = make.person("Стефка"), make.person("Иван")
    make.organisation(what.municipality)
    root = add_post(author=one, thread_id=first.thread_id, body="Добре е.", argument="for")
    add_post(author=two, thread_id=first.thread_id, body="Защо?", argument="question", parent_id=root.pk)
    suggest_wording(author=two, clause_id=second.pk, text="До края на 2026 г.", reason="По-скоро е по-добре.")
    cast_ballot(voter=one, question_id=first.question_id, choice="support")
    cast_ballot(voter=two, question_id=first.question_id, choice="oppose")
    cast_ballot(voter=two, question_id=root.question_id, choice="support")
    return what


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_one_shape(name: str) -> None:
    lively()
    body = client().get(f"/api/v1/{name}/").body
    assert set(body) == {"count", "next", "previous", "results"}


def test_pages_link_to_each_other() -> None:
    make.consultation()
    lists = client()
    first = lists.get("/api/v1/clauses/?page_size=2").body
    second = lists.get(first["next"]).body
    assert (first["count"], len(first["results"]), len(second["results"])) == (3, 2, 1)
    assert second["previous"] is not None
    assert [row["position"] for row in first["results"] + second["results"]] == [0, 1, 2]


def test_a_consultation_tells_its_numbers_and_details() -> None:
    what = lively()
    row = client().get(f"/api/v1/consultations/{what.pk}/").body
    assert (row["clauses"], row["ballots"], row["comments"], row["suggestions"]) == (2, 2, 2, 1)
    assert (row["state"], row["stream"]) == ("open", f"consultation.{what.pk}")
    assert client().get("/api/v1/consultations/").body["results"][0]["ballots"] == 2


def test_clauses_tell_text_tally_and_counts() -> None:
    what = lively()
    rows = client().get(f"/api/v1/clauses/?consultation={what.pk}").body["results"]
    heading, first, second = rows
    assert (heading["kind"], heading["question"], heading["tally"]) == ("heading", None, None)
    assert first["label"] == "1.1"
    assert first["tally"]["counts"] == {"support": 1, "oppose": 1}
    assert first["tally"]["groups"] == {}, "nothing is broken down before the closing"
    assert (first["comment_count"], second["suggestion_count"]) == (2, 1)
    assert client().get(f"/api/v1/clauses/{first['id']}/").body == first


def test_one_sees_ones_own_choice_and_nobody_elses() -> None:
    what = lively()
    voter, other = make.person(), make.person()
    clause = make.clauses(what)[0]
    cast_ballot(voter=voter, question_id=clause.question_id, choice="unsure")
    assert client(voter).get(f"/api/v1/clauses/{clause.pk}/").body["own"] == "unsure"
    assert client(other).get(f"/api/v1/clauses/{clause.pk}/").body["own"] is None
    assert client().get(f"/api/v1/clauses/{clause.pk}/").body["own"] is None


def test_comments_by_what_they_are_about() -> None:
    what = lively()
    clause, _second = make.clauses(what)
    ask = client()

    def bodies(query: str) -> list[str]:
        return [row["body"] for row in ask.get(f"/api/v1/comments/?{query}").body["results"]]

    root = Post.objects.get(parent=None)
    assert bodies(f"consultation={what.pk}") == ["Добре е.", "Защо?"]
    assert bodies(f"clause={clause.pk}") == ["Добре е.", "Защо?"]
    assert bodies("first=true") == ["Добре е."]
    assert bodies(f"parent={root.pk}") == ["Защо?"]
    assert bodies("argument=question") == ["Защо?"]
    assert bodies("ordering=-created_at") == ["Защо?", "Добре е."]
    assert bodies("proposals=true") == []
    assert bodies(f"suggestion={Suggestion.objects.get().pk}") == []
    shown = ask.get(f"/api/v1/comments/{root.pk}/").body
    assert (shown["support"], shown["supported"], shown["clause"]) == (1, None, clause.pk)


def test_consultations_by_state_place_kind_words() -> None:
    kavarna, burgas = make.place(), make.place("BGS04", "Бургас", "Burgas")
    one = make.consultation(kavarna, title="Отворени данни")
    two = make.consultation(burgas, title="Видеонаблюдение", kind="normative")
    make.close(two)
    ask = client()

    def found(query: str) -> list[int]:
        return [row["id"] for row in ask.get(f"/api/v1/consultations/?{query}").body["results"]]

    assert found("state=open") == [one.pk]
    assert found("state=closed") == [two.pk]
    assert found("state=open,closed&ordering=title") == [two.pk, one.pk]
    assert found("municipality=bgs04") == [two.pk]
    assert found("kind=normative") == [two.pk]
    assert found("language=en") == []
    assert found("search=Отворени") == [one.pk]
    assert found("ordering=-comments") in ([one.pk, two.pk], [two.pk, one.pk])


@pytest.mark.parametrize(
    "query",
    [
        "consultations/?stage=preparing",
        "consultations/?created_by__email__startswith=a",
        "consultations/?ordering=created_by__password",
        "consultations/?ordering=window__digest",
        "consultations/?state=secret",
        "comments/?author__email=a",
        "comments/?ordering=author__password",
        "comments/?consultation__contact_email=a",
        "comments/?clause=1%20OR%201=1",
        "comments/?clause=99999999999999999999999",
        "comments/?clause=1e3",
        "comments/?clause=-1",
        "clauses/?consultation=abc",
        "suggestions/?hidden_at__isnull=false",
        "municipalities/?roles__user__email=a",
        "proposals/?answered_by__email=a",
        "consultations/?search=%00",
    ],
)
def test_what_is_not_declared_is_refused_by_name(query: str) -> None:
    lively()
    answer = client().get(f"/api/v1/{query}")
    assert answer.status_code == 400
    name = query.partition("?")[2].partition("=")[0]
    assert name in answer.body["fields"], answer.body


def test_a_page_that_is_not_there_is_not_found_and_no_number_is_bad_input() -> None:
    wanted = {"99": (404, "not_found"), **dict.fromkeys(("0", "-1", "x", "%00"), (400, "invalid"))}
    for page, expected in wanted.items():
        answer = client().get(f"/api/v1/municipalities/?page={page}")
        assert (answer.status_code, answer.body["code"]) == expected, page


def test_hidden_and_deleted_texts_are_nowhere() -> None:
    what = lively()
    post, suggestion = Post.objects.get(parent=None), Suggestion.objects.get()
    about = add_post(author=make.person(), thread_id=suggestion.thread_id, body="За предложението.")
    hide_post(post_id=post.pk)
    hide_suggestion(suggestion_id=suggestion.pk)
    ask = client(make.official(what.municipality))
    everything = [ask.get(f"/api/v1/{name}/").content.decode() for name in LISTS]
    everything.append(str(ask.get(f"/api/v1/consultations/{what.pk}/export/").body))
    everything.append(ask.get(f"/api/v1/consultations/{what.pk}/history/").content.decode())
    for text in (post.body, suggestion.text, suggestion.reason, about.body):
        assert not [page for page in everything if text in page]
    for path in (f"comments/{post.pk}", f"comments/{about.pk}", f"suggestions/{suggestion.pk}"):
        assert ask.get(f"/api/v1/{path}/").status_code == 404


def test_a_draft_is_nowhere_for_others() -> None:
    here, there = make.place(), make.place("BGS04", "Бургас", "Burgas")
    hidden = make.draft(here, title="Таен проект")
    strangers = [None, make.person(), make.official(there), make.moderator(here), make.person(is_superuser=True)]
    for who in strangers:
        ask = client(who)
        for query in ("", "?state=preparing", "?search=Таен", "?municipality=DOB17"):
            body = ask.get(f"/api/v1/consultations/{query}").body
            assert (body["count"], body["results"]) == (0, []), (who, query)
        for part in ("", "history/", "results/", "report/", "export/", "tree/", "readiness/", "report.csv"):
            answer = ask.get(f"/api/v1/consultations/{hidden.pk}/{part}")
            assert answer.status_code in (401, 404) if part in ("tree/", "readiness/") else answer.status_code == 404
            assert "Таен" not in answer.content.decode()
        for part in ("publish", "withdraw", "publish_report", "adopt", "import", "tree"):
            sent = ask.post(
                f"/api/v1/consultations/{hidden.pk}/{part}/",
                {"reason": "x", "text": "x", "decision_number": "1", "operation": "undo", "revision": 0},
            )
            assert sent.status_code in (401, 404), part
    insider = client(make.official(here))
    assert insider.get("/api/v1/consultations/").body["count"] == 0, "drafts are listed only where asked for"
    assert insider.get("/api/v1/consultations/?state=preparing").body["count"] == 1
    assert insider.get(f"/api/v1/consultations/{hidden.pk}/").body["state"] == "preparing"


def queries(act: Callable[[], Any]) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        act()
    return [query["sql"] for query in seen.captured_queries]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("signed_in", [False, True])
def test_lists_cost_the_same_for_one_and_for_three(name: str, signed_in: bool) -> None:
    make.person()
    ask = client(make.person() if signed_in else None)
    ask.get(f"/api/v1/{name}/")
    answered(lively())
    one = queries(lambda: ask.get(f"/api/v1/{name}/"))
    for code in ("BGS04", "VAR06"):
        answered(lively(make.place(code, code, code)))
    three = queries(lambda: ask.get(f"/api/v1/{name}/"))
    assert len(one) == len(three), "\n".join(three)
    assert len(three) <= 8


def answered(what: Consultation) -> None:
    """Its report is published, so that its proposals are public."""
    what.proposals.update(outcome="accepted", answered_at=timezone.now(), number=1)
    Consultation.objects.filter(pk=what.pk).update(stage="answered", answered_at=timezone.now())


def test_unknown_addresses_and_methods_answer_as_json() -> None:
    ask = client()
    assert ask.get("/api/v1/nothing/").json()["code"] == "not_found"
    assert ask.post("/api/v1/nothing/", {}).status_code == 404
    assert ask.get("/api/v1/comments/999999/").json()["code"] == "not_found"
    assert ask.get("/api/v1/comments/1e9/").status_code == 404
    put = ask.put("/api/v1/comments/", {})
    assert put.status_code in (401, 405)
    assert client(make.person()).put("/api/v1/comments/", {}).json()["code"] == "method_not_allowed"
    moved = ask.get("/api/v1/municipalities?page=1")
    assert (moved.status_code, moved["Location"]) == (302, "/api/v1/municipalities/?page=1")
    assert ask.get("/api/v1/").json()["collections"]["comments"].endswith("/api/v1/comments/")


def test_errors_speak_the_readers_language() -> None:
    english = client(language="en").get("/api/v1/comments/?nonsense=1").body["detail"]
    bulgarian = client(language="bg").get("/api/v1/comments/?page=9").body["detail"]
    assert english == "Please check what you sent."
    assert bulgarian != client(language="en").get("/api/v1/comments/?page=9").body["detail"]
