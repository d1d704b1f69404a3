"""What every post goes through on its way into its thread, wherever that belongs."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import insert, rows
from participation.documents.markup import is_blank, render_typed
from participation.refusals import BadInput, NotAllowed, Refused
from participation.voting.actions import name_question, open_question

from ..models import Mention, Post, Thread, Topic
from ..selectors.mentions import marked, named_in

# In SQL because every post runs it: docs/decisions/hot-paths.md.
ONE_MORE_POST = (
    f"UPDATE {Thread._meta.db_table} SET post_count = post_count + 1, last_number = last_number + 1 "  # noqa: S608  # names only
    "WHERE id = %s AND locked_at IS NULL RETURNING post_count, last_number"
)
LOCKED = _("A moderator has locked this conversation: it takes no new posts.")
LONGEST = 5000  # characters of Markdown
LONGEST_QUOTE = 500


def checked(body: str, *, field: str = "body") -> str:
    """The words as they are kept. Raises BadInput for none that anybody could see, and for too many."""
    body = body.replace("\r\n", "\n").strip()
    if len(body) > LONGEST:
        raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": LONGEST}, field=field)
    if is_blank(body):
        raise BadInput(_("Write something first."), field=field)
    return body


def take_number(thread_id: int, *, refusal: type[Refused] | None = None) -> tuple[int, int]:
    """One more readable post: how many there are now, and the number of the new one.

    The thread's row stays locked to the commit, so numbers have neither gap nor double, and come in the order of commits.
    Raises NotAllowed, or the given refusal, where a moderator has locked the conversation.
    """
    counted = rows(ONE_MORE_POST, [thread_id])
    if not counted:
        raise refusal() if refusal else NotAllowed(LOCKED)
    return int(counted[0][0]), int(counted[0][1])


def put(post: Post, *, kind: str) -> None:
    """The post is in the database, with the question of ``kind`` that is voted on beside it."""
    assert post.thread.window_id is not None
    question = open_question(window_id=post.thread.window_id, kind=kind, stream=post.thread.stream)
    post.question = question
    insert(post)
    name_question(question, ref=f"post.{post.pk}")


def written(post: Post, body: str, topic: Topic | None) -> SafeString:
    """The words as safe HTML; in a topic with the people whom they name, who are kept as mentioned."""
    made = render_typed(body)
    if topic is None:
        return made
    named = named_in(body, topic)
    keep_mentions(post, named)
    return marked(made, [name for name, _user in named])


def keep_mentions(post: Post, named: list[tuple[str, User]]) -> None:
    """These are mentioned in the post, and nobody else."""
    wanted = {user.pk for _name, user in named}
    Mention.objects.filter(post=post).exclude(user__in=wanted).delete()
    Mention.objects.bulk_create([Mention(post=post, user_id=pk) for pk in sorted(wanted)], ignore_conflicts=True)
