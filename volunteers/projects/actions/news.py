"""News of a project: posted, changed, removed by those who lead it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.documents.markup import is_blank, render_typed
from participation.live.actions import SUPERSEDED, publish, scrub
from participation.moderation.newcomers import limit_words
from participation.notifications.actions import retell
from participation.organisations.speakers import Speaker, speaking_as
from participation.pictures.actions import Wanted, remove_pictures, set_pictures
from participation.refusals import BadInput, Closed, NotAllowed, SignInFirst, refuse_all
from participation.retries import made_once
from participation.unseen import one_line

from ..models import BEFORE, Project, Update
from ..selectors.telling import told_update
from ..telling import NEWS, told_key
from .common import led, note
from .details import TOO_LONG, Wrong

LONGEST_TITLE, LONGEST_TEXT = 120, 10_000
GONE = _("This is not there any more.")
Pictures = Sequence[Wanted]


@transaction.atomic
def post_update(
    *,
    person: object,
    project_id: int,
    title: str,
    text: str,
    pictures: Pictures = (),
    organisation_id: int | None = None,
    client_key: str = "",
) -> Update:
    """News that everybody reads and followers are told of. The same ``client_key`` again gives what was posted before.

    Once a project was opened, also after its end. Raises SignInFirst, NotAllowed, TooMany, Closed before that, BadInput.
    """
    project = led(person, project_id)
    if project.state in BEFORE:
        raise Closed(_("There is news to tell once the municipality has opened the project."))
    speaker = speaking_as(user=person, organisation_id=organisation_id, municipality_id=project.municipality_id)
    if organisation_id is not None and organisation_id != project.organisation_id:
        raise NotAllowed(_("It is not this organisation's project."), field="organisation")
    limit_words("update", speaker.user, times=20, seconds=3600)
    title, text = _checked(title, text)
    return made_once(
        lambda: _post(project, speaker, title, text, pictures, client_key[:40]),
        of=Update, constraint="update_sent_once", author=speaker.user, client_key=client_key[:40], project=project,
    )  # fmt: skip


def _post(project: Project, speaker: Speaker, title: str, text: str, pictures: Pictures, key: str) -> Update:
    update = Update.objects.create(
        project=project, author=speaker.user, organisation=speaker.organisation, group=speaker.group, title=title,
        text=text, html=render_typed(text), at=db_now(), client_key=key,
    )  # fmt: skip
    if pictures:
        update.pictures = set_pictures(owner=speaker.user, ref=update.ref, wanted=pictures)
        update.save(update_fields=["pictures"])
    note(project, NEWS, speaker.user, role=speaker.group, organisation=speaker.organisation, ref=update.ref)
    publish(stream=project.scope, kind="update.posted", data=told_update(update), ref=update.ref)
    return update


@transaction.atomic
def edit_update(
    *,
    person: object,
    update_id: int,
    title: str | None = None,
    text: str | None = None,
    pictures: Pictures | None = None,
) -> Update:
    """These words from now on; what is not given stays. Whoever leads the project changes words, its author pictures too.

    Raises SignInFirst, NotAllowed, BadInput.
    """
    project, update = _update(person, update_id)
    before = (update.title, update.text, list(update.pictures))
    update.title, update.text = _checked(
        update.title if title is None else title, update.text if text is None else text
    )
    if pictures is not None and (pictures or update.pictures):
        assert isinstance(person, User)
        if update.author_id != person.pk:
            raise NotAllowed(_("Only who wrote it chooses its pictures."), field="pictures")
        update.pictures = set_pictures(owner=person, ref=update.ref, wanted=pictures)
    if (update.title, update.text, update.pictures) == before:
        return update
    update.html, update.edited_at = render_typed(update.text), db_now()
    update.save(update_fields=["title", "text", "html", "pictures", "edited_at"])
    retell(key=told_key(update.pk), words=update.title)
    note(project, "project.update_edited", _somebody(person), ref=update.ref)
    scrub(stream=project.scope, ref=update.ref, data={"id": update.pk}, kind=SUPERSEDED)
    publish(stream=project.scope, kind="update.edited", data=told_update(update), ref=update.ref)
    return update


@transaction.atomic
def remove_update(*, person: object, update_id: int) -> bool:
    """Its words and pictures are gone for good, a trace stays in the record; False if they were. Raises as edit_update."""
    project, update = _update(person, update_id, also_removed=True)
    if update.removed_at is not None:
        return False
    remove_pictures(ref=update.ref)
    update.title = update.text = update.html = ""
    update.pictures, update.removed_at = [], db_now()
    update.save(update_fields=["title", "text", "html", "pictures", "removed_at"])
    note(project, "project.update_removed", _somebody(person), ref=update.ref)
    tell_update_gone(project, update, "update.removed")
    return True


def tell_update_gone(project: Project, update: Update, kind: str) -> None:
    """Nobody reads it any more: in the bell, in the stream's past, on open screens."""
    retell(key=told_key(update.pk), words="")
    scrub(stream=project.scope, ref=update.ref, data={"id": update.pk})
    publish(stream=project.scope, kind=kind, data={"id": update.pk, "project": project.pk}, ref=update.ref)


def _update(person: object, update_id: int, *, also_removed: bool = False) -> tuple[Project, Update]:
    """The update and its project, locked for one of those who lead it. Raises SignInFirst, NotAllowed, BadInput."""
    if not isinstance(person, User):
        raise SignInFirst
    project_id = Update.objects.filter(pk=update_id).values_list("project_id", flat=True).first()
    if project_id is None:
        raise BadInput(GONE)
    project = led(person, project_id)
    update = Update.objects.select_for_update().get(pk=update_id)
    if update.hidden_at is not None:
        raise NotAllowed(_("A moderator has hidden it: while that stands it cannot be changed."))
    if update.removed_at is not None and not also_removed:
        raise BadInput(GONE)
    return project, update


def _checked(title: str, text: str) -> tuple[str, str]:
    """The words as they are kept. Raises BadInput naming each field."""
    title, text, wrong = one_line(title), text.replace("\r\n", "\n").strip(), Wrong()
    if not title:
        wrong["title"] = _("Give it a title.")
    if is_blank(text):
        wrong["text"] = _("Say what is new.")
    for name, typed, longest in (("title", title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
        if len(typed) > longest:
            wrong[name] = TOO_LONG % {"most": longest}
    refuse_all(wrong)
    return title, text


def _somebody(person: object) -> User:
    assert isinstance(person, User)  # checked where the update was found
    return person
