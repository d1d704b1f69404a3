"""What somebody who knows only the documentation expects: one rule for all lists, and errors that help."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone, translation

from forums.actions.topics import add_topic_post
from forums.actions.visibility import hide_post, restore_post
from forums.personal import export
from participation.moderation.actions import report_thing
from participation.moderation.models import Decision, Report
from participation.moderation.rules import in_reader_language
from participation.moderation.selectors import find_rule
from participation.notifications.kinds import body_of
from participation.pictures.models import Picture
from participation.places.models import Role
from tests.support import factories as make
from tests.support import pictures
from tests.support.api import client, schema

pytestmark = pytest.mark.django_db
LISTS = sorted(
    path
    for path, item in schema()["paths"].items()
    if "{" not in path and {"page", "page_size"} <= {one["name"] for one in item.get("get", {}).get("parameters", [])}
)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("size", ["0", "201", "abc", "-1"])
def test_every_list_refuses_a_wrong_size_of_page_in_words(path: str, size: str) -> None:
    place = make.place()
    person = make.moderator(place)
    Role.objects.create(user=person, municipality=place, kind=Role.Kind.OFFICIAL)
    answer = client(person).get(f"{path}?page_size={size}")
    assert answer.status_code == 400, answer.body
    assert "1 to 200" in answer.body["fields"]["page_size"][0]


def test_there_are_lists_to_try() -> None:
    assert len(LISTS) > 15


@pytest.mark.parametrize(
    ("address", "field", "words"),
    [
        ("posts/", "topic", "topic=7"),
        ("posts/?topic=abc", "topic", "topic=7"),
        ("posts/?topic=1&from=0", "from", "from=31"),
        ("posts/?topic=1&page=2", "page", "from, page_size, topic"),
        ("moderation-log/yearly/", "year", "2000 to 2100"),
        ("moderation-log/yearly/?year=2026&page=2", "page", "municipality, year"),
        ("topics/?page=x", "page", "page=2"),
        ("challenge/?purpose=x", "purpose", "report, sign_up"),
        ("live/?stream=topic.1&as=xml", "as", "json, html"),
        ("live/?stream=topic.1&sinse=4", "sinse", "since"),
    ],
)
def test_a_wrong_question_is_answered_with_what_is_needed(address: str, field: str, words: str) -> None:
    answer = client().get(f"/api/v1/{address}")
    assert (answer.status_code, answer.body["code"]) == (400, "invalid")
    assert words in answer.body["fields"][field][0]
    bulgarian = client(language="bg").get(f"/api/v1/{address}").body["fields"][field][0]
    assert bulgarian, "in the caller's language, once it is translated"


def test_every_400_has_its_fields() -> None:
    what = make.consultation()
    ask, clause = client(make.person()), make.clauses(what)[0]
    ruled = ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "maybe"})
    assert (ruled.body["field"], list(ruled.body["fields"])) == ("choice", ["choice"])
    assert ruled.body["fields"]["choice"] == [ruled.body["detail"]]
    broken = ask.post("/api/v1/ballots/", "{", content_type="application/json")
    whole = ask.post("/api/v1/appeals/", {"text": "Защо?"})
    assert list(broken.body["fields"]) == list(whole.body["fields"]) == ["non_field_errors"]
    sent = {"file": SimpleUploadedFile("a.png", b"no picture"), "description": "Нещо"}
    upload = ask.post("/api/v1/pictures/", sent, format="multipart")
    assert (upload.body["field"], list(upload.body["fields"])) == ("file", ["file"])


def test_the_page_before_what_is_not_there_is_the_last_one() -> None:
    there = make.topic()
    for n in range(4):
        add_topic_post(author=there.author, topic_id=there.pk, body=f"Още {n}")
    answer = client().get(f"/api/v1/posts/?topic={there.pk}&from=999&page_size=2").body
    assert (answer["results"], answer["next"]) == ([], None)
    last = client().get(answer["previous"]).body
    assert [post["number"] for post in last["results"]] == [4, 5]


def test_what_was_made_says_where_it_is() -> None:
    what, who = make.consultation(), make.person()
    ask, clause = client(who), make.clauses(what)[0]
    comment = ask.post("/api/v1/comments/", {"clause": clause.pk, "body": "Да"})
    assert comment["Location"] == f"http://testserver/api/v1/comments/{comment.body['id']}/"
    assert ask.get(comment["Location"]).body["body"] == "Да"
    notice = ask.post("/api/v1/reports/", {"ref": what.scope, "reason": "other", "note": "Ето"})
    assert ask.get(notice["Location"]).body["receipt"] == notice.body["receipt"]
    ballot = ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "support"})
    assert ballot["Location"] == "http://testserver/api/v1/ballots/", "one ballot is not read by itself"
    assert "Location" not in ask.post("/api/v1/ballots/", {"question": clause.question_id, "choice": "oppose"})


def test_a_second_report_adds_its_words_to_the_first() -> None:
    what = make.consultation()
    ask = client(make.person())
    sent = {"ref": what.scope, "reason": "insult", "note": "Обижда съседите."}
    first = ask.post("/api/v1/reports/", sent)
    more = ask.post("/api/v1/reports/", {**sent, "reason": "hate", "place": "те всички", "note": "И заплашва."})
    again = ask.post("/api/v1/reports/", {**sent, "note": "И заплашва."})
    assert [one.status_code for one in (first, more, again)] == [201, 200, 200]
    assert [one.body["was_there"] for one in (first, more, again)] == [False, True, True]
    assert more.body["receipt"] == first.body["receipt"] and again.body["note"] == more.body["note"]
    assert more.body["note"] == "Обижда съседите.\n\nHatred against a group\nИ заплашва."
    assert (more.body["place"], Report.objects.count()) == ("те всички", 1)
    long = ask.post("/api/v1/reports/", {**sent, "note": "х" * 2000})
    assert (long.status_code, list(long.body["fields"])) == (400, ["note"])


def test_the_site_takes_a_second_report_too_and_says_what_becomes_of_it() -> None:
    what, who = make.consultation(), make.person()
    report_thing(reporter=who, ref=what.scope, reason="insult", note="Първо")
    browser = Browser(HTTP_ACCEPT_LANGUAGE="en")
    browser.force_login(who)
    assert "is added to that report" in browser.get(f"/moderation/report/?ref={what.scope}").content.decode()
    done = browser.post("/moderation/report/", {"ref": what.scope, "reason": "insult", "note": "Второ"}, follow=True)
    assert "was added to the report" in done.content.decode()
    assert Report.objects.get().note == "Първо\n\nВторо"


@pytest.mark.parametrize("header", ["Token abc", "Basic YTpi", "mgd_0123456789"])
def test_another_way_of_signing_in_is_refused_and_not_read_as_nobody(header: str) -> None:
    ask = client()
    ask.credentials(HTTP_AUTHORIZATION=header, HTTP_ACCEPT_LANGUAGE="en")
    answer = ask.get("/api/v1/municipalities/")
    assert (answer.status_code, answer.body["code"]) == (401, "authentication_failed")
    assert "Bearer" in answer.body["detail"] and answer["WWW-Authenticate"] == "Bearer"


def test_pages_of_others_read_what_is_public_and_nothing_else() -> None:
    from_there = Browser(headers={"origin": "https://news.example"})
    read = from_there.get("/api/v1/municipalities/")
    assert read["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in read
    missing = from_there.get("/api/v1/topics/?page_size=0")
    assert (missing.status_code, missing["Access-Control-Allow-Origin"]) == (400, "*")
    asked = from_there.options("/api/v1/comments/", headers={"access-control-request-method": "POST"})
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Headers" not in asked
    for answer in (
        from_there.post("/api/v1/comments/", {}),
        from_there.get("/api/v1/me/", headers={"authorization": "Bearer x"}),
        from_there.get("/healthz"),
    ):
        assert "Access-Control-Allow-Origin" not in answer


def test_the_owner_of_a_waiting_picture_reads_it_with_their_token() -> None:
    who = make.person()
    ask = client(who)
    sent = {"file": pictures.upload(), "description": "Улицата"}
    made = ask.post("/api/v1/pictures/", sent, format="multipart").body
    assert Picture.objects.get().ref == ""
    assert ask.get(made["url"]).status_code == ask.get(made["small_url"]).status_code == 200
    assert client(make.person()).get(made["url"]).status_code == client().get(made["url"]).status_code == 404


def test_a_poll_is_changed_in_part() -> None:
    official = make.official(make.place())
    ask = client(official)
    closes = (timezone.now() + timezone.timedelta(days=3)).isoformat()
    plan = {"title": "Кога?", "kind": "single", "options": ["Днес", "Утре"], "closes_at": closes}
    place = official.roles.get().municipality.code
    made = ask.post("/api/v1/polls/", {**plan, "municipality": place, "is_open": False})
    assert made.body["url"] == f"/polls/{made.body['id']}/"
    changed = ask.patch(made["Location"], {"title": "Кога да е?"}).body
    assert changed == {**made.body, "title": "Кога да е?"}
    several = ask.patch(made["Location"], {"kind": "several", "options": ["Днес", "Утре", "Друг ден"]}).body
    assert (several["limit"], len(several["options"])) == (3, 3)
    refused = ask.patch(made["Location"], {"options": ["Днес"]})
    assert (refused.status_code, list(refused.body["fields"])) == (400, ["options"])


def test_the_schema_tells_true_limits_and_shared_refusals_in_english() -> None:
    parts = schema()["components"]["schemas"]
    assert parts["TopicInRequest"]["properties"]["title"]["maxLength"] == 200
    assert parts["PostInRequest"]["properties"]["body"]["maxLength"] == 5000
    assert parts["CommentInRequest"]["properties"]["body"]["maxLength"] == 5000
    for path, item in schema()["paths"].items():
        for method, one in item.items():
            assert {"400", "401", "403", "404", "429"} <= set(one["responses"]), (method, path)
            if "201" in one["responses"]:
                assert "Location" in one["responses"]["201"]["headers"], (method, path)
    served: dict[str, Any] = {}
    for language in ("bg", "en"):
        served[language] = Browser(HTTP_ACCEPT_LANGUAGE=language).get("/api/v1/schema/?format=json").content.decode()
    assert served["bg"] == served["en"]
    assert "(descending)" in served["en"] and "намаляващ" not in served["en"]


def test_the_platforms_rules_are_told_in_the_callers_language_and_a_municipalitys_as_it_wrote_them() -> None:
    with translation.override("bg"):
        rule = find_rule(None, "privacy")
    assert rule is not None
    with translation.override("en"):
        known = find_rule(None, "privacy")
        assert known is not None and known.title != rule.title, "the control: they differ"
        assert (in_reader_language(rule.title), in_reader_language(rule.text)) == (known.title, known.text)
        assert in_reader_language("Без обиди в Каварна") == "Без обиди в Каварна"
        told = {"rule": rule.title, "facts": "ф", "reason": "п"}
        assert known.title in body_of("moderation.hidden", told)
        row = Decision(rule=rule.title, rule_text=rule.text)
        assert (row.rule_told, row.rule_text_told) == (known.title, known.text)


def test_a_quote_stands_in_an_export_while_what_it_quotes_can_be_read() -> None:
    there, who = make.topic(), make.person()
    said = add_topic_post(author=make.person(), topic_id=there.pk, body="Тъмно е до моста.")
    add_topic_post(author=who, topic_id=there.pk, body="И там.", parent_id=said.pk, quote="до моста")
    assert [post["quote"] for post in export(who)] == ["до моста"]
    hide_post(post_id=said.pk)
    assert [post["quote"] for post in export(who)] == [""]
    restore_post(post_id=said.pk)
    assert [post["quote"] for post in export(who)] == ["до моста"]
