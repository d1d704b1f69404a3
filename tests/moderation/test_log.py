"""The public log names nobody and repeats nothing; a year of it as a table; rules and their earlier wordings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from forums.models import Post
from participation.accounts import personal_data
from participation.accounts.actions import erase_account
from participation.moderation.actions import appeal_decision, repeal_rule, report_thing, write_rule
from participation.moderation.models import Appeal, Decision, Report, Rule
from participation.moderation.rules import DEFAULT_RULES
from participation.moderation.selectors import current_rules, earlier_rules
from participation.organisations.models import Organisation
from participation.refusals import BadInput, NotAllowed
from tests.moderation.conftest import REASONS, ref
from tests.support import factories as make
from tests.support.api import client

pytestmark = pytest.mark.django_db
Judge = Callable[..., Decision]
YEAR = timezone.localdate().year


def test_the_log_is_anonymous(post: Post, judge: Judge, guard: Any) -> None:
    judge(post)
    pages = [
        Client().get(path).content.decode()
        for path in (
            "/municipalities/DOB17/moderation/",
            "/moderation/log/",
            f"/municipalities/DOB17/moderation/{YEAR}.csv",
        )
    ]
    pages.append(str(client().get("/api/v1/moderation-log/?municipality=DOB17").body))
    pages.append(str(client().get(f"/api/v1/moderation-log/yearly/?year={YEAR}").body))
    for said in pages:
        for secret in (post.author.display_name, guard.display_name, "Канарче", REASONS["facts"], ref(post)):  # type: ignore[union-attr]  # somebody wrote it
            assert secret not in said
    assert "insults" in pages[3] and "'count': 1" in pages[3]
    assert client().get("/api/v1/moderation-log/?author=1").status_code == 400
    assert client().get("/api/v1/moderation-log/?outcome=keep").body["count"] == 0
    assert client().get("/api/v1/moderation-log/?kind=post&rule=insults&detection=report").body["count"] == 1


def test_a_year_is_counted_and_no_cell_is_a_formula(post: Post, judge: Judge, guard: Any) -> None:
    write_rule(writer=guard, municipality="DOB17", title="=1+1", text="Правило", code="sums")
    made = judge(post, rule="sums")
    appeal_decision(person=post.author, decision_id=made.pk, text="Не")
    with translation.override("en"):
        table = Client(headers={"accept-language": "en"}).get(f"/municipalities/DOB17/moderation/{YEAR}.csv")
    lines = table.content.decode("utf-8-sig").splitlines()
    assert f"{YEAR},by rule,rule.sums,'=1+1,1" in lines
    assert (
        f"{YEAR},by decision,outcome.hide,hidden,1" in lines
        and f'{YEAR},by decision,outcome.warn,"stays, with a warning",0' in lines
    )
    assert any(line.startswith(f"{YEAR},appeals,appeals.appeals,") and line.endswith(",1") for line in lines)
    assert Client().get(f"/municipalities/VID09/moderation/{YEAR}.csv").status_code in (200, 404)


def test_the_platforms_rules_hold_until_the_municipality_writes_its_own(guard: Any) -> None:
    here = make.place()
    assert [rule.code for rule in current_rules(here.pk)] == [rule.code for rule in DEFAULT_RULES]
    write_rule(writer=guard, municipality="DOB17", code="insults", title="Без обиди", text="Спорим с мнения.")
    own = current_rules(here.pk)
    assert [rule.code for rule in own] == [rule.code for rule in DEFAULT_RULES]
    assert own[0].title == "Без обиди"
    assert [rule.code for rule in earlier_rules(here.pk)] == ["insults"]
    assert current_rules(make.place("VID09", "Видин", "Vidin").pk)[0].id is None
    page = Client().get("/municipalities/DOB17/rules/").content.decode()
    assert "Спорим с мнения." in page
    repeal_rule(writer=guard, municipality="DOB17", code="spam")
    assert "spam" not in [rule.code for rule in current_rules(here.pk)]
    for code in [rule.code for rule in current_rules(here.pk)][1:]:
        repeal_rule(writer=guard, municipality="DOB17", code=code)
    with pytest.raises(BadInput):
        repeal_rule(writer=guard, municipality="DOB17", code="insults")


def test_who_writes_rules() -> None:
    here = make.place()
    elsewhere = make.moderator(make.place("VID09", "Видин", "Vidin"))
    for person in (make.person(), make.official(here), elsewhere, None):
        with pytest.raises(NotAllowed):
            write_rule(writer=person, municipality="DOB17", title="Мое", text="Правило")
    write_rule(writer=make.person(is_superuser=True), municipality="DOB17", title="Мое", text="Правило")


def test_a_statement_keeps_the_words_of_its_day(post: Post, judge: Judge, guard: Any) -> None:
    write_rule(writer=guard, municipality="DOB17", code="insults", title="Първо", text="Първи думи")
    made = judge(post)
    write_rule(writer=guard, municipality="DOB17", code="insults", title="Второ", text="Втори думи")
    browser = Client()
    browser.force_login(post.author)  # type: ignore[arg-type]  # somebody wrote it
    page = browser.get(f"/statements/{made.pk}/").content.decode()
    assert "Първи думи" in page and "Втори думи" not in page
    assert Rule.objects.filter(code="insults").count() == 3


def test_the_person_takes_it_along_and_leaves_the_decision_without_them(post: Post, judge: Judge) -> None:
    made = judge(post, "hide_part")
    author = post.author
    assert author
    appeal_decision(person=author, decision_id=made.pk, text="моите думи")
    copy = personal_data.export_all(author)["moderation"]
    assert copy["decisions_about_me"][0]["reason"] == REASONS["reason"]
    assert copy["appeals"][0]["text"] == "моите думи"
    erase_account(user=author)
    left = Decision.objects.get(pk=made.pk)
    assert (left.affected, left.original, left.words, left.outcome) == (None, "", "", "hide_part")
    assert (Appeal.objects.get().appellant, Appeal.objects.get().text) == (None, "")


def test_organisations_and_names_are_reported_and_masked(post: Post, guard: Any) -> None:
    from participation.moderation.actions import decide, reverse_decision

    ngo = make.organisation(make.place(), "Гадно сдружение")
    report_thing(reporter=make.person(), ref=f"organisation.{ngo.pk}", reason="insult")
    made = decide(moderator=guard, ref=f"organisation.{ngo.pk}", outcome="hide_part", words="Гадно", **REASONS)
    assert Organisation.objects.get(pk=ngo.pk).name == "▒▒▒ сдружение"
    reverse_decision(moderator=guard, decision_id=made.pk)
    assert Organisation.objects.get(pk=ngo.pk).name == "Гадно сдружение"

    name = f"person.{post.author_id}"
    made = decide(moderator=guard, ref=name, outcome="hide_part", own=True, words="Груба", **REASONS)
    post.author.refresh_from_db()  # type: ignore[union-attr]  # somebody wrote it
    assert str(post.author) == "▒▒▒ Дума"
    reverse_decision(moderator=guard, decision_id=made.pk)
    post.author.refresh_from_db()  # type: ignore[union-attr]  # somebody wrote it
    assert str(post.author) == "Груба Дума"
    silent = make.person("Мълчалив")
    with pytest.raises(BadInput):  # whoever has said nothing in public has no name to be looked up by
        report_thing(reporter=make.person(), ref=f"person.{silent.pk}", reason="false")
    assert not Report.objects.filter(ref=f"person.{silent.pk}").exists()
