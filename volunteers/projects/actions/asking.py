"""Questions about a project and their answers: posts in its conversation."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from forums.actions import add_post, delete_post, edit_post
from forums.models import Post
from participation.accounts.models import User
from participation.refusals import BadInput, SignInFirst
from participation.retries import was_there

from ..models import Project
from ..policies import may_see, refusal_to_ask
from ..telling import ASKED
from .common import MISSING, note

LONGEST = 2000


@transaction.atomic
def ask(
    *,
    person: object,
    project_id: int,
    body: str,
    parent_id: int | None = None,
    organisation_id: int | None = None,
    client_key: str = "",
) -> Post:
    """A question about a public project, or with ``parent_id`` an answer; those who lead it are told.

    The same ``client_key`` again gives the post made before. Raises SignInFirst, NotAllowed, TooMany, Closed, BadInput.
    """
    project = _asked(person, project_id)
    if len(body.strip()) > LONGEST:
        raise BadInput(_("A question or an answer has at most %(most)d characters.") % {"most": LONGEST}, field="body")
    post = add_post(
        author=person, thread_id=project.thread_id, body=body, parent_id=parent_id, organisation_id=organisation_id,
        client_key=client_key,
    )  # fmt: skip
    if not was_there(post):
        assert isinstance(person, User)
        note(
            project,
            ASKED,
            person,
            role=post.group,
            organisation=post.organisation,
            ref=f"post.{post.pk}",
            is_public=False,
        )
    return post


@transaction.atomic
def change_question(*, person: object, project_id: int, post_id: int, body: str) -> Post:
    """The author's new words, with the earlier ones kept. Raises as ask, and NotAllowed for another's."""
    project = _asked(person, project_id)
    if len(body.strip()) > LONGEST:
        raise BadInput(_("A question or an answer has at most %(most)d characters.") % {"most": LONGEST}, field="body")
    _refuse_others(project, post_id)
    return edit_post(editor=person, post_id=post_id, body=body)


@transaction.atomic
def take_question_back(*, person: object, project_id: int, post_id: int) -> None:
    """The author's words are gone. Raises SignInFirst, NotAllowed for another's, BadInput."""
    project = _asked(person, project_id)
    _refuse_others(project, post_id)
    delete_post(editor=person, post_id=post_id)


def _asked(person: object, project_id: int) -> Project:
    if not isinstance(person, User):
        raise SignInFirst
    project = Project.objects.select_related("municipality", "organisation").filter(pk=project_id).first()
    if project is None or not may_see(person, project):
        raise BadInput(MISSING)
    if refusal := refusal_to_ask(project):
        raise refusal
    return project


def _refuse_others(project: Project, post_id: int) -> None:
    """What was said elsewhere is not there. Raises BadInput."""
    if not Post.objects.filter(pk=post_id, thread=project.thread_id).exists():
        raise BadInput(_("This is not there any more."))
