"""Instant polls: a host asks everybody who is there, and everybody sees the result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.polls.actions import close_poll, create_poll
from participation.polls.actions.plans import Plan
from participation.polls.models import Poll
from participation.refusals import BadInput
from participation.unseen import one_line

from ..policies import refusal_to_speak
from ..selectors.minutes import PLACES_SPEAK
from .common import hosted

MOST_OPTIONS, LONGEST = 6, 60  # options; minutes
BY_THE_HOST = _("The host closed it in the session.")


@transaction.atomic
def ask_everybody(
    *,
    host: User,
    session_id: int,
    title: str,
    options: Iterable[str] = (),
    minutes: int | None = None,
    is_secret: bool = False,
    client_key: str = "",
) -> Poll:
    """The question is open at once to everybody: yes, no, abstain, or one of two to six ``options``.

    It closes after so many ``minutes``, or without them when a host closes it, with the session at the latest. Raises
    SignInFirst, NotAllowed, TooMany, BadInput naming the field; Closed or NotYetOpen where the session is not live.
    """
    session = hosted(host, session_id)
    if (refusal := refusal_to_speak(session)) is not None:
        raise refusal
    named = [text for text in (one_line(one) for one in options) if text]
    if len(named) > MOST_OPTIONS:
        words = _("In a meeting at most %(most)d options can be read at a glance.")
        raise BadInput(words % {"most": MOST_OPTIONS}, field="options")
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise BadInput(_("Between 1 and %(most)d minutes.") % {"most": LONGEST}, field="minutes")
    plan = Plan(
        title=title,
        kind=Poll.Kind.SINGLE if named else Poll.Kind.YESNO,
        options=named,
        closes_at=None if minutes is None else db_now() + timedelta(minutes=minutes, seconds=1),
        until_closed=minutes is None,
        is_secret=is_secret,
    )
    return create_poll(host=host, plan=plan, about=session.scope, client_key=client_key)


@transaction.atomic
def close_asked(*, host: User, session_id: int, poll_id: int, reason: str = "") -> Poll:
    """The poll takes no more votes and is counted. The ``reason`` is published where a moment was announced.

    Without one it says that the host closed it, in the place's language: a hall that waits is no time for writing.
    Raises SignInFirst, NotAllowed, Closed, BadInput where it is none of this session.
    """
    session = hosted(host, session_id)
    poll = Poll.objects.select_related("window").filter(pk=poll_id, about=session.scope).first()
    if poll is None:
        raise BadInput(_("This poll is not there any more."))
    if not reason.strip() and poll.window.closes_at is not None:
        with translation.override(PLACES_SPEAK):
            reason = str(BY_THE_HOST)
    return close_poll(host=host, poll_id=poll_id, reason=reason)
