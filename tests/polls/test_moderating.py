"""A poll is reported and hidden like everything that people say, and its host is told why."""

from __future__ import annotations

import pytest
from django.test import Client

from participation.moderation.actions import decide, report_thing
from participation.moderation.subjects import describe
from participation.notifications.models import Notification
from participation.polls.actions import vote_in_poll
from participation.polls.actions.closing import close_due
from participation.polls.selectors import get_poll
from participation.refusals import BadInput
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def test_a_hidden_poll_is_nowhere_and_its_host_is_told() -> None:
    poll, moderator = make.poll(description="Вижте **тук**"), make.moderator(make.place())
    vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
    seen = describe(poll.ref)
    assert seen and seen.url == f"/polls/{poll.pk}/" and "<strong>тук</strong>" in seen.html and "Неделя" in seen.html
    assert Client().get(f"/moderation/report/?ref={poll.ref}").status_code == 200
    report_thing(reporter=None, ref=poll.ref, reason="insult")
    decide(moderator=moderator, ref=poll.ref, outcome="hide", rule="insults", facts="Обижда", reason="Обида")
    assert get_poll(poll.pk, viewer=poll.author) is None
    assert Notification.objects.filter(user=poll.author, kind="moderation.hidden").exists()
    with pytest.raises(BadInput):
        vote_in_poll(voter=make.person(), poll_id=poll.pk, marks={"1": 1})
    make.end_poll(poll)
    assert close_due() == 1, "its votes are sealed all the same"


def test_what_was_never_opened_is_nobodys_to_report() -> None:
    assert describe(make.poll(is_open=False).ref) is None
