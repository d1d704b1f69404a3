"""Lists of words: one spelling for many, whole words only, a time in proportion, and who may see them."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from participation.moderation.detectors.automaton import Automaton
from participation.moderation.detectors.folding import fold
from participation.moderation.detectors.words import automaton_of, weight_of
from participation.moderation.loading import load_words
from participation.moderation.models import ThrowawayDomain, Word
from tests.support import factories as make


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("жаба", "zhaba"), ("жаба", "jaba"), ("чучело", "4u4elo"), ("шушу", "6u6u"), ("шушу", "shushu"), ("щука", "shtuka"),
        ("въшка", "vashka"), ("юнак", "yunak"), ("ябълка", "qbalka"), ("цар", "tsar"), ("вълк", "walk"), ("гарга", "г@рг@"),
        ("гарга", "ГAPГA"), ("гарга", "гарггггга"), ("майка", "maika"), ("майка", "mayka"),
    ],
)  # fmt: skip
def test_bulgarian_in_either_script_has_one_spelling(one: str, other: str) -> None:
    expected = fold(one, "bg")
    assert fold(other, "bg") == expected


@pytest.mark.parametrize(("one", "other"), [("imbécile", "1mbec1le"), ("cretino", "CR3T1N0"), ("señor", "senor")])
def test_accents_and_swaps_in_other_languages(one: str, other: str) -> None:
    assert fold(one, "fr") == fold(other, "fr")


def test_a_number_stays_a_number() -> None:
    assert fold("2027", "bg") == "2027"


def found(text: str, *listed: str, language: str = "bg") -> list[str]:
    return [text[one.start : one.end] for one in Automaton(language, [(word, 1) for word in listed]).find(text)]


def test_whole_words_alone_and_the_longest_phrase() -> None:
    assert found("Гарга, гаргата и Gar6ga", "гарга") == ["Гарга"]
    assert found("стара гарга каза", "гарга", "стара гарга") == ["стара гарга"]
    assert found("стара... гарга", "стара гарга") == ["стара... гарга"]
    assert found("стара къща", "стара гарга") == []
    assert found("стара стара гарга", "стара гарга") == ["стара гарга"]
    assert found("", "гарга") == []
    assert found("гарга", "", "!!!") == []


def test_the_same_word_twice_weighs_once() -> None:
    automaton = Automaton("bg", [("гарга", 1), ("жаба", 1)])
    assert weight_of(list(automaton.find("гарга ГАРГА garga"))) == 1
    assert weight_of(list(automaton.find("гарга и jaba"))) == 2


@pytest.mark.alone
@pytest.mark.parametrize("piece", ["а ", "гарга ", "стара ", "стара гарга ", "@", "а@", "аааа", "1a", "4"])
def test_the_time_grows_with_the_length(piece: str) -> None:
    automaton = Automaton("bg", [("стара " * 7 + "гарга", 1), ("гарга", 1), ("а а а а а а а б", 1)])

    def took(count: int) -> float:
        text, begun = piece * count, time.process_time()
        list(automaton.find(text))
        return time.process_time() - begun

    took(500)
    times = [min(took(n) for _try in range(3)) for n in (5_000, 10_000, 20_000)]
    assert times[2] < max(0.002, times[0] * 4 * 2.5), times


@pytest.mark.django_db
def test_loading_twice_changes_nothing_that_was_decided(tmp_path: Path) -> None:
    listed = tmp_path / "words.txt"
    listed.write_text("# a remark\nГарга\nжаба  крекетава # why\n\nгарга\n", encoding="utf-8")
    call_command("load_words", listed, language="bg")
    assert sorted(Word.objects.values_list("word", "weight")) == [("гарга", 1), ("жаба крекетава", 1)]
    Word.objects.filter(word="гарга").update(is_on=False)
    call_command("load_words", listed, language="bg", reviewed=True)
    assert Word.objects.get(word="гарга").is_on is False
    assert Word.objects.count() == 2
    with pytest.raises(CommandError):
        call_command("load_words", tmp_path / "none.txt", language="bg")


@pytest.mark.django_db
def test_words_that_are_common_in_ordinary_texts_are_switched_off(tmp_path: Path) -> None:
    listed, ordinary = tmp_path / "words.txt", tmp_path / "texts.txt"
    listed.write_text("ъгъл\nгарга\nвампир\n", encoding="utf-8")
    ordinary.write_text("Пейката на ъгъла\nНа всеки ъгъл\n" + "Друго\n" * 1500 + "Вампир", encoding="utf-8")
    call_command("load_words", listed, language="bg", ordinary=ordinary)
    assert dict(Word.objects.values_list("word", "is_on")) == {"ъгъл": True, "гарга": True, "вампир": True}
    ordinary.write_text("На всеки ъгъл\nНа този ъгъл\n" + "Друго\n" * 1500 + "Вампир", encoding="utf-8")
    call_command("load_words", listed, language="bg", ordinary=ordinary)
    assert dict(Word.objects.values_list("word", "is_on")) == {"ъгъл": False, "гарга": True, "вампир": True}


@pytest.mark.django_db
def test_what_is_switched_off_is_looked_for_no_more() -> None:
    load_words("bg", ["гарга", "жаба"])
    assert len(list(automaton_of("bg").find("гарга и жаба"))) == 2
    row = Word.objects.get(word="гарга")
    row.is_on = False
    row.save()
    assert [one.phrase for one in automaton_of("bg").find("гарга и жаба")] == [fold("жаба", "bg")]
    assert list(automaton_of("fr").find("гарга")) == []


@pytest.mark.django_db
def test_a_short_list_of_domains_is_there_and_a_file_adds_to_it(tmp_path: Path) -> None:
    assert ThrowawayDomain.objects.filter(domain="mailinator.com", is_on=True).exists()
    ThrowawayDomain.objects.filter(domain="mailinator.com").update(is_on=False)
    listed = tmp_path / "domains.txt"
    listed.write_text("mailinator.com\nGone.Example\nnodot\n")
    call_command("load_throwaway_domains", listed)
    assert not ThrowawayDomain.objects.get(domain="mailinator.com").is_on
    assert ThrowawayDomain.objects.filter(domain="gone.example").exists()
    assert not ThrowawayDomain.objects.filter(domain="nodot").exists()
    call_command("load_throwaway_domains")


@pytest.mark.django_db
def test_the_lists_open_to_administrators_alone_and_entries_are_switched_off_there() -> None:
    load_words("bg", ["гарга"])
    place = make.place()
    for person in (make.official(place), make.moderator(place)):
        client = Client()
        client.force_login(person)
        assert client.get("/admin/moderation/word/").status_code in (302, 403)
    client = Client()
    client.force_login(make.person(is_staff=True, is_superuser=True))
    assert "гарга" in client.get("/admin/moderation/word/").content.decode()
    chosen = {"action": "switch_off", "_selected_action": [Word.objects.get().pk]}
    assert client.post("/admin/moderation/word/", chosen).status_code == 302
    assert not Word.objects.get().is_on
    assert list(automaton_of("bg").find("гарга")) == []
