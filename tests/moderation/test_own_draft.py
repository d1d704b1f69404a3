"""Discussion of a municipality's own draft is not closed by those who work for it alone, at any door."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forums.actions import start_topic
from forums.models import Topic
from participation.moderation.actions import agree, appeal_decision, decide, report_thing
from participation.moderation.models import Decision
from participation.moderation.policies import may_decide_appeal
from participation.places.models import Role
from participation.refusals import NotAllowed
from proposals.actions.forums import open_consultation_forum
from proposals.actions.taking_part import suggest_wording
from tests.moderation.conftest import REASONS
from tests.support import factories as make
from tests.support.api import client as api

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> Any:
    """A moderator who is an official of the municipality as well."""
    place = make.place()
    clerk = make.official(place)
    Role.objects.create(user=clerk, municipality=place, kind=Role.Kind.MODERATOR)
    return clerk


@pytest.fixture
def topic(both: Any) -> Topic:
    """A citizen's topic in the forum of a draft."""
    forum = open_consultation_forum(official=both, consultation_id=make.consultation().pk)
    part = forum.categories.order_by("position").first()
    assert part is not None
    return start_topic(author=make.person(), category_id=part.pk, title="Против проекта", body="Лош проект.")


def is_locked(topic: Topic) -> bool:
    return Topic.objects.select_related("thread").get(pk=topic.pk).is_locked


def test_officials_do_not_lock_topics_about_their_draft(topic: Topic, both: Any) -> None:
    official = make.official(make.place())
    for who in (both, official):
        assert api(who).post(f"/api/v1/topics/{topic.pk}/lock/").status_code == 403
        site = Client(headers={"accept-language": "en"})
        site.force_login(who)
        assert 'value="lock"' not in site.get(f"/topics/{topic.pk}/order/").content.decode()
        assert site.post(f"/topics/{topic.pk}/order/", {"act": "lock"}).status_code == 403
        assert api(who).post(f"/api/v1/topics/{topic.pk}/pin/").status_code == 200, "order is theirs otherwise"
    assert not is_locked(topic)
    moderator = make.moderator(make.place())
    assert api(moderator).post(f"/api/v1/topics/{topic.pk}/lock/").status_code == 200
    assert api(official).delete(f"/api/v1/topics/{topic.pk}/lock/").status_code == 200, "opening is no conflict"
    elsewhere = make.topic()
    assert api(official).post(f"/api/v1/topics/{elsewhere.pk}/lock/").status_code == 200, "the control"


@pytest.mark.parametrize("door", ["site", "api"])
@pytest.mark.parametrize("thing", ["topic", "post", "suggestion"])
def test_a_decision_to_lock_waits_for_a_second_moderator(topic: Topic, both: Any, thing: str, door: str) -> None:
    clause = make.clauses(make.consultation())[0]
    wish = suggest_wording(author=make.person(), clause_id=clause.pk, text="Друго", reason="По-добре")
    first = topic.thread.posts.get()
    ref = {"topic": topic.scope, "post": f"post.{first.pk}", "suggestion": wish.ref}[thing]
    thread = wish.thread if thing == "suggestion" else topic.thread
    report_thing(reporter=make.person(), ref=ref, reason="spam")
    if door == "api":
        answer = api(both).post("/api/v1/decisions/", {"ref": ref, "outcome": "lock", **REASONS})
        assert answer.status_code == 201 and answer.json()["needs_second"]
    else:
        decide(moderator=both, ref=ref, outcome="lock", **REASONS)  # type: ignore[arg-type]  # three words
    thread.refresh_from_db()
    assert thread.locked_at is None
    waiting = Decision.objects.get()
    with pytest.raises(NotAllowed):
        agree(moderator=both, decision_id=waiting.pk)
    agree(moderator=make.moderator(make.place()), decision_id=waiting.pk)
    thread.refresh_from_db()
    assert thread.locked_at is not None


def test_nor_do_they_uphold_such_a_decision(topic: Topic, both: Any) -> None:
    report_thing(reporter=make.person(), ref=topic.scope, reason="spam")
    made = decide(moderator=make.moderator(make.place()), ref=topic.scope, outcome="hide", **REASONS)  # type: ignore[arg-type]  # three words
    appeal = appeal_decision(person=topic.author, decision_id=made.pk, text="Критика е.")
    assert not may_decide_appeal(both, appeal)
    assert may_decide_appeal(make.moderator(make.place(), "Трети"), appeal), "the control"
