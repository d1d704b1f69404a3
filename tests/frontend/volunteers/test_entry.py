"""One's own entry: joining, changing, what is said where it cannot be kept, leaving."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support import factories as make
from tests.support import volunteers as having
from volunteers.register.models import Application, Guardian, Volunteer

pytestmark = pytest.mark.django_db
TRAP = "<script>alert(1)</script>"


def sent(**changes: Any) -> dict[str, Any]:
    """What the form sends for somebody of age."""
    return {
        "age": "30-49", "skills": ["driving", "first_aid"], "languages": ["bg", "tr"], "week": ["sa.morning", "su.evening"],
        "municipality_ids": [str(make.place().pk)], "is_remote": "on", "is_listed": "on", "consent": "on",
        "digital_1": "4", "away_from": ["2027-07-01", ""], "away_to": ["2027-07-14", ""], **changes,
    }  # fmt: skip


def page(answer: Any) -> str:
    return str(answer.content.decode())


def wrong_fields(answer: Any) -> dict[str, list[str]]:
    return dict(answer.context["form"].errors)


def test_joining_keeps_everything_that_was_chosen(browser: Any) -> None:
    person = make.person()
    answer = browser(person).post(
        "/volunteer/", sent(about="Имам бус.", other_skills="Велосипеди", insurance="Лев Инс")
    )
    assert (answer.status_code, answer["Location"]) == (302, "/volunteer/")
    kept = Volunteer.objects.get(user=person)
    assert (kept.age, kept.skills, kept.languages) == ("30-49", ["first_aid", "driving"], ["bg", "tr"])
    assert kept.week == 1 << 15 | 1 << 20, "Saturday morning and Sunday evening"
    assert (kept.digital, kept.away) == ({"1": 4}, [["2027-07-01", "2027-07-14"]])
    assert (kept.is_remote, kept.is_listed, kept.has_contract) == (True, True, False)
    assert list(kept.municipalities.all()) == [make.place()]
    assert (kept.about, kept.other_skills, kept.insurance) == ("Имам бус.", "Велосипеди", "Лев Инс")


def test_the_form_shows_what_is_kept(browser: Any) -> None:
    who = browser(make.person())
    who.post("/volunteer/", sent(about="Имам бус."))
    shown = page(who.get("/volunteer/"))
    ticked = re.findall(r'name="(\w+)" value="([^"]+)"[^>]* checked', shown)
    assert {("week", "sa.morning"), ("week", "su.evening"), ("skills", "driving"), ("age", "30-49")} <= set(ticked)
    assert ("week", "mo.morning") not in ticked and "mo.morning" in shown
    assert 'value="2027-07-01"' in shown and "Имам бус." in shown
    assert re.search(r'<option value="4" selected>4 – on my own', shown)
    assert "You agreed to this on" in shown and 'type="checkbox" name="consent"' not in shown


def test_the_week_is_a_table_that_can_be_read_aloud(browser: Any) -> None:
    shown = page(browser(make.person()).get("/volunteer/"))
    table = shown.partition('<table class="week">')[2].partition("</table>")[0]
    assert table.count('<th scope="row">') == 7 and table.count('<th scope="col">') == 3
    assert table.count('type="checkbox"') == 21
    assert '<span class="sr">Saturday, morning</span>' in table


def test_what_is_wrong_is_said_in_place_and_what_was_typed_stays(browser: Any) -> None:
    who = browser(make.person())
    form = sent(
        age="", consent="", about="Пишете ми на kali@example.com", away_from=["2027-07-14", "31.06."], away_to=["2027-07-01", ""],
        other_skills="Велосипеди", digital_1="9",
    )  # fmt: skip
    answer = who.post("/volunteer/", form)
    assert answer.status_code == 422
    assert set(wrong_fields(answer)) == {"age", "away", "digital"}
    shown = page(answer)
    assert "Row 1: the last day is before the first." in shown and "Row 2: give days like" in shown
    assert "kali@example.com" in shown and 'value="Велосипеди"' in shown and 'value="31.06."' in shown
    assert 'href="#id_away"' in shown and 'id="id_away"' in shown
    again = who.post("/volunteer/", {**form, "age": "18-29", "away_from": [], "away_to": [], "digital_1": "3"})
    assert set(wrong_fields(again)) == {"about", "consent"}, "the action names every field at once"
    assert 'href="#id_consent"' in page(again)
    assert not Volunteer.objects.exists()


def test_a_minor_names_a_guardian_who_is_asked(browser: Any) -> None:
    who = browser(make.person())
    without = who.post("/volunteer/", sent(age="14-17"))
    assert set(wrong_fields(without)) >= {"guardian_name", "guardian_email"}
    named = sent(age="14-17", guardian_name="Нина Колева", guardian_email="nina@megdan.example")
    assert who.post("/volunteer/", named).status_code == 302
    assert Guardian.objects.get().email == "nina@megdan.example"
    assert "We have written to Нина Колева (nina@megdan.example)" in page(who.get("/volunteer/"))


def test_the_letter_is_sent_once_more_on_asking(browser: Any) -> None:
    entry = having.minor(consents=False)
    key, who = having.key_for(entry), browser(entry.user)
    assert "Write to them once more" in page(who.get("/volunteer/"))
    assert "once more" in page(who.post("/volunteer/guardian/", follow=True))
    assert having.key_for(entry) != key
    of_age = having.volunteer(make.person())
    assert "Only volunteers below 18" in page(browser(of_age.user).post("/volunteer/guardian/", follow=True))


def test_a_guardian_who_refused_is_told_and_another_can_be_asked(browser: Any) -> None:
    entry = having.minor(consents=False)
    key = having.key_for(entry)
    browser().post(f"/guardian/{key}/", {"do": "refuse"})
    who = browser(entry.user)
    assert "has not agreed" in page(who.get("/volunteer/"))
    named = sent(age="14-17", guardian_name="Нина Колева", guardian_email="nina@megdan.example")
    assert who.post("/volunteer/", named).status_code == 302
    assert Guardian.objects.get().is_asked


def test_who_came_to_join_goes_back_and_only_within_the_site(browser: Any, project: Any) -> None:
    back = f"/projects/{project.pk}/help/"
    assert browser(make.person()).post(f"/volunteer/?next={back}", sent())["Location"] == back
    for elsewhere in ("https://evil.example/", "//evil.example/"):
        answer = browser(make.person()).post(f"/volunteer/?next={elsewhere}", sent())
        assert answer["Location"] == "/volunteer/", elsewhere


def test_an_entry_changed_elsewhere_is_not_overwritten_unseen(browser: Any) -> None:
    entry = having.volunteer()
    who = browser(entry.user)
    seen = re.search(r'name="seen" value="([^"]+)"', page(who.get("/volunteer/")))
    assert seen
    having.volunteer(entry.user, about="от телефона")
    form = sent(seen=seen.group(1), about="от компютъра")
    answer = who.post("/volunteer/", form)
    assert answer.status_code == 422 and "от компютъра" in page(answer)
    assert Volunteer.objects.get().about == "от телефона"
    fresh = re.search(r'name="seen" value="([^"]+)"', page(answer))
    assert fresh
    who.post("/volunteer/", {**form, "seen": fresh.group(1)})
    assert Volunteer.objects.get().about == "от компютъра", "having been told, one may send it again"


def test_leaving_erases_and_withdraws(browser: Any, project: Any) -> None:
    entry = having.volunteer(place=project.municipality)
    having.helper(project, entry)
    who = browser(entry.user)
    assert "Yes, erase my entry" in page(who.get("/volunteer/"))
    assert who.get("/volunteer/leave/").status_code == 405, "asking does nothing"
    assert Volunteer.objects.exists()
    assert who.post("/volunteer/leave/")["Location"] == "/volunteers/"
    assert not Volunteer.objects.exists()
    assert Application.objects.get().state == "withdrawn"
    assert who.post("/volunteer/leave/").status_code == 302, "a second time is harmless"


def test_nothing_typed_is_code(browser: Any) -> None:
    entry = having.volunteer(about=TRAP, other_skills=TRAP, insurance=TRAP)
    shown = page(browser(entry.user).get("/volunteer/"))
    assert "alert(1)" in shown and TRAP not in shown


def test_strangers_sign_in_first(browser: Any) -> None:
    for path in ("/volunteer/", "/volunteer/applications/"):
        assert "/accounts/login" in browser().get(path)["Location"]
