"""Asking: a poll is prepared or opened at once, and may be changed until somebody has voted."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.documents.markup import render_typed
from participation.limits import limit as limit_acts
from participation.live.actions import SUPERSEDED, scrub
from participation.organisations.speakers import SILENCED
from participation.places.models import Municipality
from participation.places.selectors import can_act
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, Stale
from participation.retries import made_once
from participation.voting.actions import name_question, open_question, open_window
from participation.voting.models import Question

from ..grounds import Ground, ground_of, held_ground
from ..models import Poll, PollOption
from ..policies import is_simple, may_ask_anything, may_hold
from ..selectors.results import ONE, VOTED, is_sheet, keys_of
from .common import has_opened, note, refuse_closed, take_as_host, tell
from .plans import Checked, Plan, checked

OVER = _("This has ended: nothing can be asked in it any more.")
NO_GROUND = _("What the poll is to belong to is not there.")


def create_poll(
    *,
    host: object,
    plan: Plan,
    municipality_id: int | None = None,
    about: str = "",
    is_open: bool = True,
    client_key: str = "",
) -> Poll:
    """A poll about ``about``, or without it one of the municipality that stands alone; open at once, or prepared.

    With a moment in the plan it waits for that whatever ``is_open`` says, and opens by itself. The same ``client_key``
    again gives the poll made before. Raises SignInFirst, NotAllowed, TooMany, Closed where what it is about
    is over, BadInput (the field it is about).
    """
    if not isinstance(host, User):
        raise SignInFirst
    ground = ground_of(about, host) if about else None
    if about and ground is None:
        raise BadInput(NO_GROUND, field="about")
    place_id = ground.municipality_id if ground else municipality_id
    if ground is not None:
        about = ground.about or about
    _may(host, place_id, ground)
    if ground is not None and ground.is_over:
        raise Closed(OVER)
    wanted = checked(plan)
    if not may_ask_anything(host, place_id, ground):
        _refuse_more_than_simple(wanted)
    limit_acts(f"poll:{host.pk}", times=20, seconds=3600)
    assert place_id is not None
    return made_once(
        lambda: _create(host, wanted, place_id, about, is_open, client_key[:40]),
        of=Poll, constraint="poll_sent_once", author=host, client_key=client_key[:40], about=about,
    )  # fmt: skip


def _create(host: User, plan: Checked, place_id: int, about: str, is_open: bool, client_key: str) -> Poll:
    ground = held_ground(about, host) if about else None
    if about and (ground is None or (ground.about or about) != about):
        raise BadInput(NO_GROUND, field="about")  # gone since, or part of something else
    now = db_now()
    is_open = is_open and plan.opens_at is None
    window = open_window(
        municipality_id=place_id,
        scope=ground.scope if ground else "",
        opens_at=now if is_open else plan.opens_at,
        closes_at=plan.closes_at,
    )
    anchor = open_question(window_id=window.pk, kind=Question.Kind.POLL, choices=_anchor_choices(plan))
    poll = Poll(
        about=about, municipality_id=place_id, window=window, anchor=anchor, author=host, client_key=client_key,
        scope=ground.scope if ground else "", stream=ground.stream if ground else "", created_at=now,
        opened_at=now if is_open else None,
    )  # fmt: skip
    _fill(poll, plan)
    poll.save()
    if ground is None:
        poll.scope = poll.stream = window.scope = poll.ref
        poll.save(update_fields=["scope", "stream"])
        window.save(update_fields=["scope"])
    name_question(anchor, ref=poll.ref)
    _lay_options(poll, plan)
    note(poll, "poll.opened" if is_open else "poll.prepared", host, at=now, public=is_open)
    if is_open:
        tell(poll, "poll.opened")
    return poll


@transaction.atomic
def edit_poll(*, host: object, poll_id: int, plan: Plan) -> Poll:
    """The poll is as planned anew. Only until the first vote: afterwards people would have voted on something else.

    Before it opens, the moment at which it does is the plan's, too; afterwards that stays. Raises SignInFirst,
    NotAllowed, Closed, Stale where somebody has voted, BadInput.
    """
    poll, window = take_as_host(host, poll_id)
    refuse_closed(poll, window)
    if poll.anchor.ballots.exists():
        raise Stale(_("Somebody has voted meanwhile, so the poll can no longer be changed. You can close it."))
    is_public = has_opened(window, db_now())
    wanted = checked(replace(plan, opens_at=None) if is_public else plan)
    ground = ground_of(poll.about, host) if poll.about else None
    if not may_ask_anything(host, poll.municipality_id, ground):
        _refuse_more_than_simple(wanted)
    poll.anchor.choices = _anchor_choices(wanted)
    poll.anchor.save(update_fields=["choices"])
    window.closes_at = wanted.closes_at
    window.opens_at = window.opens_at if is_public else wanted.opens_at
    window.save(update_fields=["opens_at", "closes_at"])
    _fill(poll, wanted)
    poll.save()
    questions = list(poll.options.exclude(question=None).values_list("question_id", flat=True))
    poll.options.all().delete()
    Question.objects.filter(pk__in=questions).delete()
    _lay_options(poll, wanted)
    note(poll, "poll.edited", host, at=db_now(), public=is_public)  # type: ignore[arg-type]  # a person, checked above
    if is_public:
        # The earlier words are told to nobody any more.
        scrub(stream=poll.stream, ref=poll.ref, data={"id": poll.pk}, kind=SUPERSEDED)
        tell(poll, "poll.edited")
    return poll


def _may(host: User, place_id: int | None, ground: Ground | None) -> None:
    if not can_act(host):
        raise NotAllowed(_("Your account is suspended for the moment."))
    if not can_act(host, place_id):
        raise NotAllowed(SILENCED)
    if place_id is None or not Municipality.objects.filter(pk=place_id).exists():
        raise BadInput(_("Choose a municipality."), field="municipality")
    if not may_hold(host, place_id, ground):
        raise NotAllowed(_("Officials and moderators of the municipality hold polls here."))


def _refuse_more_than_simple(plan: Checked) -> None:
    if is_simple(plan.kind, plan.by, is_secret=plan.is_secret):
        return
    raise NotAllowed(
        _("You may ask people openly to choose one or several options. Other polls are held by the municipality."),
        field="kind",
    )


def _fill(poll: Poll, plan: Checked) -> None:
    poll.title, poll.description, poll.kind, poll.limit = plan.title, plan.description, plan.kind, plan.limit
    poll.by, poll.is_secret, poll.quorum = plan.by, plan.is_secret, plan.quorum
    poll.description_html = render_typed(plan.description) if plan.description else ""


def _anchor_choices(plan: Checked) -> list[str]:
    """Where a vote names one thing, the anchor asks it; otherwise it says who voted."""
    names_several = plan.kind in (Poll.Kind.SEVERAL, Poll.Kind.POINTS)
    return [VOTED] if names_several else keys_of(plan.kind, len(plan.options))


def _lay_options(poll: Poll, plan: Checked) -> None:
    """The options in their order; where a vote may name several, each with a question of its own."""
    points = [str(n + 1) for n in range(plan.limit)] if plan.kind == Poll.Kind.POINTS else [ONE]
    for position, text in enumerate(plan.options, start=1):
        option = PollOption(poll=poll, position=position, text=text)
        if is_sheet(poll):
            option.question = open_question(window_id=poll.window_id, kind=Question.Kind.OPTION, choices=points)
        option.save()
        if option.question is not None:
            name_question(option.question, ref=f"option.{option.pk}")
