"""Automatic checks: what each of them finds, that they only flag, and that one that breaks stops no other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from forums.actions import add_post, edit_post
from forums.models import Post
from forums.selectors import get_post
from participation.database import db_now
from participation.moderation import flagging
from participation.moderation.actions import decide
from participation.moderation.detectors import bursts, links, numbers
from participation.moderation.detectors.addresses import is_throwaway
from participation.moderation.flagging import Finding, Said, flag_thing
from participation.moderation.loading import load_words
from participation.moderation.models import Report, ThrowawayDomain
from participation.moderation.subscribers import look_at_votes
from participation.personal_numbers import MASK
from participation.record.models import Outbox
from participation.record.worker import run_due
from participation.voting.actions import cast_ballot
from proposals.actions.taking_part import suggest_wording
from tests.support import factories as make

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=400)


@pytest.fixture
def clause() -> Any:
    return make.clauses(make.consultation())[0]


def settled(name: str = "Стефка Петрова", **fields: Any) -> Any:
    return make.person(name, joined_at=db_now() - LONG_AGO, **fields)


def say(clause: Any, body: str, author: Any = None) -> Post:
    return add_post(author=author or settled(), thread_id=clause.thread_id, body=body)


def run_all() -> None:
    while run_due():
        pass


def flags(ref: str = "") -> list[tuple[str, str]]:
    found = Report.objects.filter(source="automatic").order_by("detector")
    return list((found.filter(ref=ref) if ref else found).values_list("detector", "reason"))


def said(text: str, *, days: int = 400) -> Said:
    person = make.person(joined_at=db_now() - timedelta(days=days))
    return Said("post.1", text, person, None, db_now())


def test_a_masked_number_is_flagged_and_everything_stays_readable(clause: Any) -> None:
    post = say(clause, f"Той е с ЕГН {MASK}")
    run_all()
    flag = Report.objects.get()
    assert (flag.detector, flag.source, flag.reason, flag.place) == ("egn", "automatic", "personal", MASK)
    assert (flag.ref, flag.municipality_id, flag.reporter) == (
        f"post.{post.pk}",
        clause.consultation.municipality_id,
        None,
    )
    assert get_post(post.pk) is not None


def test_harmless_words_of_a_settled_person_raise_nothing(clause: Any) -> None:
    say(clause, "Подкрепям, вижте https://example.org/ и т.н.")
    suggest_wording(author=settled(), clause_id=clause.pk, text="Друго", reason="По-ясно")
    run_all()
    assert flags() == []


def test_one_open_flag_for_each_check_and_a_new_one_after_the_decision(clause: Any) -> None:
    post = say(clause, f"ЕГН {MASK}")
    run_all()
    edit_post(editor=post.author, post_id=post.pk, body=f"пак ЕГН {MASK}")
    run_all()
    assert flags() == [("egn", "personal")]
    assert flag_thing(ref=f"post.{post.pk}", detector="egn", reason="personal") is None
    decide(moderator=make.moderator(make.place()), ref=f"post.{post.pk}", outcome="keep")
    edit_post(editor=post.author, post_id=post.pk, body=f"трети път ЕГН {MASK}")
    run_all()
    assert len(flags()) == 2


def test_a_check_that_breaks_stops_no_other_and_is_tried_again(clause: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_said: Said) -> Finding | None:
        raise ZeroDivisionError

    monkeypatch.setitem(flagging._detectors, "broken", broken)
    say(clause, f"ЕГН {MASK}")
    run_due()
    assert flags() == [("egn", "personal")]
    row = Outbox.objects.get(subscriber__endswith="flagging.look_at")
    assert (row.error, row.done_at) == ("DetectorsFailed", None)
    assert not Outbox.objects.exclude(pk=row.pk).exclude(error="").exists()


def test_what_is_gone_is_not_flagged(clause: Any) -> None:
    post = say(clause, f"ЕГН {MASK}")
    Post.objects.filter(pk=post.pk).update(deleted_at=db_now())
    run_all()
    assert flags() == []
    assert flag_thing(ref="post.999999", detector="egn", reason="personal") is None


def test_numbers_from_before_they_were_masked_are_found_and_not_repeated() -> None:
    found = numbers.find(said("ЕГН 8001010008"))
    assert found
    assert "8001" not in f"{found.note} {found.place}"
    assert numbers.find(said("ЕИК 103604344")) is None


@pytest.mark.parametrize("text", ["виж https://evil.example/x", "виж www.evil.example сега", "HTTP://EVIL.EXAMPLE"])
def test_links_of_new_accounts(text: str, settings: Any) -> None:
    found = links.find(said(text, days=1))
    assert found
    assert "evil.example" in found.place.lower()
    assert links.find(said(text, days=8)) is None
    assert links.find(said("без връзка", days=1)) is None


def test_a_link_behind_other_words_is_seen_and_ones_own_is_left(clause: Any) -> None:
    say(clause, "[цените](https://evil.example/)", make.person())
    run_all()
    assert flags() == [("links", "spam")]
    assert "evil.example" in Report.objects.get().place


def test_one_person_with_many_posts(clause: Any) -> None:
    author = settled()
    posts = [say(clause, f"Мнение номер {n}", author) for n in range(bursts.MANY)]
    run_all()
    assert flags() == [("burst", "spam")]
    assert Report.objects.get().ref == f"post.{posts[-1].pk}"


def test_the_same_words_by_several_new_accounts(clause: Any) -> None:
    text = "Искам автобусната спирка да остане пред читалището, защото там чакат децата"
    old = say(clause, text, settled())
    new = [say(clause, f"{text}!{'!' * n}", make.person()) for n in range(bursts.ALIKE)]
    say(clause, "Нещо съвсем друго за осветлението на улицата пред училището", make.person())
    run_all()
    assert flags() == [("burst", "spam")]
    assert Report.objects.get().ref == f"post.{new[-1].pk}"
    assert flags(f"post.{old.pk}") == []


def test_short_agreement_is_no_campaign(clause: Any) -> None:
    for _n in range(4):
        say(clause, "Подкрепям това", make.person())
    run_all()
    assert flags() == []


def test_sudden_votes_by_new_accounts_are_flagged_and_stay_counted(clause: Any) -> None:
    for _n in range(bursts.VOTERS - 1):
        cast_ballot(voter=make.person(), question_id=clause.question_id, choice="support")
    cast_ballot(voter=settled(), question_id=clause.question_id, choice="support")
    look_at_votes()
    assert flags() == [], "old accounts do not count"
    cast_ballot(voter=make.person(), question_id=clause.question_id, choice="support")
    look_at_votes()
    look_at_votes()
    flag = Report.objects.get()
    assert (flag.ref, flag.detector) == (clause.ref, "burst")
    assert str(bursts.VOTERS) in flag.note
    assert clause.question.ballots.count() == bursts.VOTERS + 1
    decide(moderator=make.moderator(make.place()), ref=clause.ref, outcome="keep")


def test_throwaway_addresses_by_their_domain_or_the_one_above(clause: Any) -> None:
    ThrowawayDomain.objects.get_or_create(domain="gone.example")
    assert is_throwaway("x@gone.example")
    assert is_throwaway("x@a.b.Gone.example")
    assert not is_throwaway("x@begone.example")
    say(clause, "Мнение", settled(email="x@gone.example"))
    run_all()
    assert flags() == [("address", "other")]
    assert "gone.example" not in Report.objects.get().note
    ThrowawayDomain.objects.update(is_on=False)
    assert not is_throwaway("x@gone.example")


def test_listed_words_flag_alone_where_reviewed_and_in_pairs_where_not(clause: Any) -> None:
    load_words("bg", ["гарга", "канарче"])
    load_words("bg", ["вампир"], weight=2)
    ref = f"post.{say(clause, 'Ти си гарга!').pk}"
    pair = f"post.{say(clause, 'Гаргата? Гарга и КАНАРЧЕ.').pk}"
    alone = f"post.{say(clause, 'Vampir!').pk}"
    run_all()
    assert (flags(ref), flags(pair), flags(alone)) == ([], [("words", "insult")], [("words", "insult")])
    assert Report.objects.get(ref=pair).place == "Гарга, КАНАРЧЕ"


def test_what_checks_ask_does_not_grow_with_what_was_said(clause: Any, django_assert_max_num_queries: Any) -> None:
    for n in range(6):
        say(clause, f"Едно мнение с доста думи за площада {n}", make.person())
    run_all()
    act = Outbox.objects.filter(subscriber__endswith="look_at").order_by("-pk").select_related("act")[0].act
    with django_assert_max_num_queries(24):
        flagging.look_at(act)
