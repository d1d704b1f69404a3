"""Whom the acts of a session are told to, in which words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from forums.models import Post
from participation.keys import as_ref
from participation.notifications.actions import notify, notify_all
from participation.notifications.kinds import Kind, register
from participation.notifications.selectors import followers_of
from participation.record.models import Act

from .models import FloorAnswer, Session

FOLLOWED = {
    "session.tomorrow": Kind(
        _("Tomorrow: the public forum “%(title)s”."), _("It begins on %(when)s. Where: %(where)s")
    ),
    "session.soon": Kind(_("Within an hour: the public forum “%(title)s”."), _("Where: %(where)s")),
    "session.began": Kind(_("It has begun: the public forum “%(title)s”."), by_mail=False),
    "session.moved": Kind(
        _("Time or place changed: the public forum “%(title)s”."), _("It begins on %(when)s. Where: %(where)s")
    ),
    "session.cancelled": Kind(_("It was cancelled: the public forum “%(title)s”."), _("Why: %(reason)s")),
    "minutes.published": Kind(_("The minutes are published: “%(title)s”.")),
    "minutes.corrected": Kind(_("The minutes were corrected: “%(title)s”."), by_mail=False),
}
ANSWERED, WITHDRAWN = "session.question_answered", "session.answer_withdrawn"
NAMED = "session.host_named"


def join() -> None:
    """Register the sentences."""
    for name, kind in FOLLOWED.items():
        register(name, kind)
    register(NAMED, Kind(_("You were asked to host the public forum “%(title)s”."), _("The console for it is yours.")))
    register(
        ANSWERED, Kind(_("Your question was answered in “%(title)s”."), "%(words)s%(answer)s")
    )  # an earlier release noted the answer under its own name


def tell_followers(act: Act) -> None:
    """Everybody who follows the session is told the act, once; but not the one who did it."""
    session = _session(act)
    if session is None:
        return
    data = {
        "title": session.title,
        "when": _moment(session),
        "where": " · ".join(filter(None, (session.venue, session.online_url))),
        "reason": session.reason,
    }
    people = [pk for pk in followers_of(act.scope) if pk != act.actor_id]
    page = "minutes/" if act.kind.startswith("minutes.") else ""
    notify_all(
        user_ids=people, kind=act.kind, data=data, url=f"{session.get_absolute_url()}{page}", key=f"act.{act.pk}"
    )


def tell_asker(act: Act) -> None:
    """Whoever asked is told the answer, once."""
    session, named = _session(act), as_ref(act.ref)
    if session is None or named is None:
        return
    post = Post.objects.filter(pk=named[1], hidden_at=None, deleted_at=None).first()
    answer = FloorAnswer.objects.filter(post=post, withdrawn_at=None).first() if post else None
    if post is not None and answer is not None and post.author_id is not None and post.author_id != act.actor_id:
        notify(
            user_id=post.author_id,
            kind=ANSWERED,
            data={"title": session.title, "words": answer.text},
            url=f"{session.get_absolute_url()}#post-{post.pk}",
            key=answered_key(post.pk),
        )


def answered_key(post_id: int) -> str:
    """Under which whoever asked is told the answer."""
    return f"post.{post_id}.floor"


def _moment(session: Session) -> str:
    """Day and time by the municipality's clock."""
    return session.starts_at.astimezone(ZoneInfo(session.municipality.timezone)).strftime("%d.%m.%Y %H:%M")


def _session(act: Act) -> Session | None:
    kind, number = as_ref(act.scope) or ("", 0)
    return Session.objects.select_related("municipality").filter(pk=number).first() if kind == "session" else None
