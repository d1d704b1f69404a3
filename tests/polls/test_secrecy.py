"""A secret poll tells nobody more than its turnout before it closes; and nobody, ever, who voted how."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from participation.live.models import Event
from participation.polls.actions import close_due, close_poll, hide_poll, vote_in_poll
from participation.polls.models import Poll
from participation.polls.selectors import get_poll, view_of
from participation.record.models import Act
from participation.voting.actions.sealing import digest_of
from participation.voting.folding import OTHER, fold, naming, publishable
from participation.voting.models import Question
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db

KINDS = ("single", "several", "points", "yesno")
CHOSEN: dict[str, list[dict[str, int]]] = {
    "single": [{"2": 1}], "several": [{"2": 1}], "points": [{"2": 7}], "yesno": [{"no": 1}],
}  # fmt: skip


def voted(kind: str, *, is_secret: bool) -> Poll:
    """A poll in which seven citizens chose the second option."""
    place = make.place("VAR16", "Девня", "Devnya") if is_secret else make.place()
    poll = make.poll(place, kind, is_secret=is_secret)
    for _n in range(7):
        vote_in_poll(voter=make.person(), poll_id=poll.pk, marks=CHOSEN[kind][0])
    return poll


def doors(poll: Poll) -> dict[str, str]:
    """All that others can read of the poll, the host among them."""
    host = Client()
    host.force_login(poll.author)  # type: ignore[arg-type]  # it has one
    api, code = client(), poll.municipality.code
    results = api.get(f"/api/v1/polls/{poll.pk}/results/").body
    questions = Question.objects.filter(window=poll.window_id).values_list("pk", flat=True)
    return {
        "api list": json.dumps(api.get(f"/api/v1/polls/?municipality={code}").body["results"][0]["options"]),
        "api": json.dumps(api.get(f"/api/v1/polls/{poll.pk}/").body["options"]),
        "api host": json.dumps(client(poll.author).get(f"/api/v1/polls/{poll.pk}/").body["options"]),
        "results": json.dumps([results[name] for name in ("options", "groups", "tallies", "quorum_reached")]),
        "csv": Client().get(f"/api/v1/polls/{poll.pk}/results.csv").content.decode().partition("\r\nturnout")[0],
        "site csv": host.get(f"/polls/{poll.pk}/results.csv").content.decode().partition("\r\nturnout")[0],
        "questions": "".join(Client().get(f"/api/v1/questions/{pk}/").content.decode() for pk in questions),
        "host questions": "".join(host.get(f"/api/v1/questions/{pk}/").content.decode() for pk in questions),
        "page": host.get(f"/polls/{poll.pk}/").content.decode().partition("poll-bars")[2][:2000],
        "wall": host.get(f"/polls/{poll.pk}/wall/").content.decode().partition("poll-bars")[2][:2000],
        "list": host.get(f"/polls/?municipality={code}").content.decode().partition("poll-bars")[2][:2000],
        "events": json.dumps([event.data["options"] for event in Event.objects.filter(ref=poll.ref)]),
        "record": json.dumps([[act.data, act.actor_id] for act in Act.objects.filter(ref=poll.ref, is_public=False)]),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_door_tells_what_is_secret(kind: str, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    with django_capture_on_commit_callbacks(execute=True):
        secret, plain = voted(kind, is_secret=True), voted(kind, is_secret=False)
    assert Event.objects.filter(kind="poll.tally", ref=secret.ref).exists(), "the control: turnout was told"
    number = "49" if kind == "points" else "7"
    for door, text in doors(secret).items():
        assert number not in text, door
    hidden = get_poll(secret.pk)
    assert hidden and view_of(hidden).turnout == 7 and not view_of(hidden).leading
    told = {door for door, text in doors(plain).items() if number in text}
    assert told >= {"api", "results", "csv", "page", "wall", "events"}, "the control: what is open is told there"
    assert "record" not in told and "questions" not in told
    make.end_poll(secret)
    close_due()
    assert {door for door, text in doors(secret).items() if number in text} >= {"api", "results", "csv", "page", "wall"}


def test_only_the_voter_reads_their_vote() -> None:
    poll, voter = make.poll(is_secret=True), make.person()
    vote_in_poll(voter=voter, poll_id=poll.pk, marks={"3": 1})
    own = client(voter).get(f"/api/v1/polls/{poll.pk}/").body["own"]
    assert own == [{"organisation": None, "marks": {"3": 1}}]
    for other in (None, poll.author, make.person(is_staff=True, is_superuser=True)):
        assert client(other).get(f"/api/v1/polls/{poll.pk}/").body["own"] == []


def test_an_organisations_vote_is_read_by_those_who_speak_for_it() -> None:
    place = make.place()
    poll, ngo = make.poll(place, by="organisation", is_secret=True), make.organisation(place)
    speaker, colleague = make.representative(ngo), make.representative(ngo, "Колежка")
    vote_in_poll(voter=speaker, poll_id=poll.pk, marks={"2": 1}, organisation_id=ngo.pk)
    for who in (speaker, colleague):
        own = client(who).get(f"/api/v1/polls/{poll.pk}/").body["own"]
        assert own == [{"organisation": ngo.pk, "marks": {"2": 1}}]
    assert (
        client(make.representative(make.organisation(place, "Друго"))).get(f"/api/v1/polls/{poll.pk}/").body["own"]
        == []
    )


def test_kinds_of_participants_are_folded_alike_over_all_options() -> None:
    """Folded apart for each option, a small kind would be what one option tells and the other does not."""
    place = make.place()
    poll = make.poll(place, "several")
    for n in range(20):
        vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1} if n % 2 else {"1": 1, "2": 1})
    for _n in range(3):  # fewer than five: never apart, on no option
        vote_in_poll(voter=make.official(place), poll_id=poll.pk, marks={"2": 1})
    make.end_poll(poll)
    close_due()
    view = view_of(get_poll(poll.pk) or pytest.fail("gone"))
    assert view.groups == {OTHER: {"1": 20, "2": 13, "3": 0}}
    # The control: by itself the first option would have shown the citizens apart, and with that the officials' silence.
    assert set(fold({"citizen": {"1": 20}})) == {"citizen"}


def test_a_part_folded_as_the_whole_adds_up() -> None:
    whole = {"citizen": {"voted": 9}, "ngo": {"voted": 2}, "official": {"voted": 5}}
    names = naming(whole)
    part = publishable({"citizen": {"1": 4}, "ngo": {"1": 1}}, names)
    assert part == {"counts": {"1": 5}, "total": 5, "groups": {"citizen": {"1": 4}, OTHER: {"1": 1}}}
    assert set(fold(whole)) == {"citizen", OTHER}
    assert naming({"citizen": {"voted": 4}}) == {}


def test_what_is_hidden_is_nowhere(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        poll = voted("single", is_secret=False)
    follower = make.person()
    hide_poll(poll_id=poll.pk)
    for path in ("", "wall/", "results.csv"):
        assert Client().get(f"/polls/{poll.pk}/{path}").status_code == 404
    assert client().get(f"/api/v1/polls/{poll.pk}/").status_code == 404
    assert client().get("/api/v1/polls/").body["results"] == []
    assert client().get(f"/api/v1/live/?stream=poll.{poll.pk}").status_code == 404
    assert not Event.objects.filter(stream__name=poll.stream, data__icontains="пазар").exists()
    with pytest.raises(Exception, match="not there"):
        vote_in_poll(voter=follower, poll_id=poll.pk, marks={"1": 1})


@pytest.mark.parametrize("kind", KINDS)
def test_of_fewer_than_three_secret_votes_only_the_number_is_published(kind: str, settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    place = make.place("VAR16", "Девня", "Devnya")
    for many in (2, 3):
        poll, is_withheld = make.poll(place, kind, is_secret=True), many == 2
        for _n in range(many):
            vote_in_poll(voter=make.person(), poll_id=poll.pk, marks=CHOSEN[kind][0])
        close_poll(host=poll.author, poll_id=poll.pk, reason="Стига толкова")
        view = view_of(get_poll(poll.pk) or pytest.fail("gone"))
        assert (view.turnout, view.is_withheld, view.is_shown) == (many, is_withheld, not is_withheld)
        assert bool(view.leading) != is_withheld
        results = client().get(f"/api/v1/polls/{poll.pk}/results/").body
        assert (results["is_withheld"], results["turnout"]) == (is_withheld, many)
        assert ([one["votes"] for one in results["options"]] == [None] * len(view.options)) is is_withheld
        assert digest_of(list(Question.objects.filter(window=poll.window_id))) == results["digest"]
        assert any(row["counts"] for row in results["tallies"]) != is_withheld
        assert not is_withheld or {row["total"] for row in results["tallies"]} <= {0, 2}
        words = "Fewer than three voted in secret"
        for path in (f"/polls/{poll.pk}/", f"/polls/{poll.pk}/wall/", f"/api/v1/polls/{poll.pk}/results.csv"):
            page = Client(headers={"accept-language": "en"}).get(path).content.decode()
            assert (words in page) is is_withheld, path
        closed = [event.data for event in Event.objects.filter(ref=poll.ref, kind="poll.closed")]
        assert [one["is_withheld"] for one in closed] == [is_withheld]
        sealed = Act.objects.get(kind="window.sealed", ref=poll.ref)
        assert not is_withheld or sealed.data["ballots"] == 2, "not one for each option"


def test_an_open_poll_and_one_without_votes_withhold_nothing() -> None:
    plain, empty = make.poll(), make.poll(is_secret=True)
    vote_in_poll(voter=make.person(), poll_id=plain.pk, marks={"2": 1})
    for poll in (plain, empty):
        close_poll(host=poll.author, poll_id=poll.pk, reason="Стига толкова")
        view = view_of(get_poll(poll.pk) or pytest.fail("gone"))
        assert view.is_shown and not view.is_withheld
