"""Whom the acts of a project are told to, in which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from forums.models import Post
from participation.keys import as_ref
from participation.notifications.actions import notify, notify_all
from participation.notifications.kinds import Kind, register
from participation.notifications.selectors import followers_of
from participation.places.models import Role
from participation.record.models import Act

from .models import Coordinator, Offer, Project, Update

NEWS, REPORTED, ENDED = "project.updated", "project.reported", "project.ended"
FOLLOWED = {
    "project.opened": Kind(
        _("The municipality opened the project “%(title)s”."), _("It now looks for people and things.")
    ),
    "project.begun": Kind(_("It has begun: the project “%(title)s”."), by_mail=False),
    NEWS: Kind(_("News of the project “%(title)s”."), "%(words)s"),
    REPORTED: Kind(_("The project “%(title)s” is finished: read what became of it.")),
    "project.report_corrected": Kind(_("The report on the project “%(title)s” was corrected."), by_mail=False),
    ENDED: Kind(_("The project “%(title)s” has ended before its goals."), _("Why: %(reason)s")),
}
TEAM = {
    "project.returned": Kind(_("The municipality returned the project “%(title)s” to be mended."), "%(reason)s"),
    "project.refused": Kind(_("The municipality did not accept the project “%(title)s”."), "%(reason)s"),
}
SUBMITTED = "project.submitted"
NAMED = "project.coordinator_named"
ASKED = "project.asked"
OFFERED, TAKEN_BACK = "offer.made", "offer.withdrawn"
ANSWERS = {
    Offer.State.ACCEPTED: "offer.accepted",
    Offer.State.DECLINED: "offer.declined",
    Offer.State.BROUGHT: "offer.brought",
}
TO_THE_OFFERER = {
    "offer.accepted": Kind(_("Your offer was accepted: %(what)s for “%(title)s”."), "%(words)s"),
    "offer.declined": Kind(_("Thank you: your offer of %(what)s for “%(title)s” is not needed any more."), "%(words)s"),
    "offer.brought": Kind(_("Thank you for what you brought: %(what)s for “%(title)s”."), by_mail=False),
}


def join() -> None:
    """Register the sentences."""
    for name, kind in {**FOLLOWED, **TEAM, **TO_THE_OFFERER}.items():
        register(name, kind)
    register(SUBMITTED, Kind(_("A project waits for your check: “%(title)s”."), by_mail=False))
    register(NAMED, Kind(_("You now lead the project “%(title)s” with others.")))
    register(ASKED, Kind(_("Somebody wrote about your project “%(title)s”."), "%(words)s"))
    register(OFFERED, Kind(_("Somebody offers %(what)s for “%(title)s”."), _("Please answer: they are waiting.")))
    register(TAKEN_BACK, Kind(_("An offer of %(what)s for “%(title)s” was taken back."), by_mail=False))


def tell_followers(act: Act) -> None:
    """Everybody who follows the project, and at its end whoever offered something, is told once; not who did it."""
    project = _project(act)
    if project is None or not project.is_public:
        return
    people = set(followers_of(act.scope))
    if act.kind in (ENDED, REPORTED):
        people |= set(Offer.objects.filter(need__project=project, user__isnull=False).values_list("user_id", flat=True))
    data: dict[str, Any] = {"title": project.title, "reason": project.reason}
    key, url = f"act.{act.pk}", project.get_absolute_url()
    if act.kind == NEWS:
        update = Update.objects.filter(pk=(as_ref(act.ref) or ("", 0))[1], hidden_at=None, removed_at=None).first()
        if update is None:
            return
        data["words"], key, url = update.title, told_key(update.pk), f"{url}#update-{update.pk}"
    _tell(people, act, act.kind, data, url, key)


def tell_team(act: Act) -> None:
    """Those who lead the project learn what the municipality decided."""
    project = _project(act)
    if project is not None:
        data = {"title": project.title, "reason": project.reason}
        _tell(_team(project), act, act.kind, data, project.get_absolute_url(), f"act.{act.pk}")


def tell_officials(act: Act) -> None:
    """The officials of the municipality learn that a project waits for them; not those who lead it themselves."""
    project = _project(act)
    if project is not None and project.state == Project.State.SUBMITTED:
        officials = Role.objects.filter(municipality=project.municipality_id, kind=Role.Kind.OFFICIAL)
        people = set(officials.filter(user__is_active=True).values_list("user_id", flat=True)) - set(_team(project))
        _tell(people, act, SUBMITTED, {"title": project.title}, project.get_absolute_url(), f"act.{act.pk}")


def tell_asked(act: Act) -> None:
    """Those who lead the project learn that somebody wrote about it; whoever is answered is told by the conversation."""
    project = _project(act)
    post = Post.objects.select_related("parent").filter(pk=(as_ref(act.ref) or ("", 0))[1]).first()
    if project is None or post is None or not post.is_readable:
        return
    answered = post.parent.author_id if post.parent else None
    people = [pk for pk in _team(project) if pk != answered]
    data = {"title": project.title, "words": post.body[:300]}
    _tell(people, act, ASKED, data, f"{project.get_absolute_url()}#post-{post.pk}", f"post.{post.pk}.answers")


def tell_of_offer(act: Act) -> None:
    """The team learns of an offer; whoever offered learns the answer, with its words."""
    found = Offer.objects.select_related("need__project").filter(pk=(as_ref(act.ref) or ("", 0))[1]).first()
    if found is None:
        return
    project = found.need.project
    data = {
        "title": project.title,
        "what": f"{found.need.what} ({found.quantity} {found.need.unit})".replace(" )", ")"),
    }
    if act.kind in (OFFERED, TAKEN_BACK):
        _tell(_team(project), act, act.kind, data, f"{project.get_absolute_url()}offers/", f"act.{act.pk}")
        return
    if (
        found.user_id is not None
        and ANSWERS.get(Offer.State(found.state)) == act.kind
        and found.user_id != act.actor_id
    ):
        data["words"] = found.answer
        notify(
            user_id=found.user_id, kind=act.kind, data=data, url=project.get_absolute_url(),
            key=f"offer.{found.pk}.{found.state}",
        )  # fmt: skip


def told_key(update_id: int) -> str:
    """Under which people are told of an update."""
    return f"update.{update_id}"


def _tell(people: Iterable[int], act: Act, kind: str, data: dict[str, Any], url: str, key: str) -> None:
    others = [pk for pk in people if pk != act.actor_id]
    notify_all(user_ids=others, kind=kind, data=data, url=url, key=key)


def _team(project: Project) -> list[int]:
    found = Coordinator.objects.filter(project=project, user__is_active=True)
    return list(found.values_list("user_id", flat=True))


def _project(act: Act) -> Project | None:
    kind, number = as_ref(act.scope) or ("", 0)
    return Project.objects.select_related("municipality").filter(pk=number).first() if kind == "project" else None
