"""Rows of the record as a page shows them: what became of the words they tell of is looked up first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forums.selectors import gone_posts
from frontend.record import Told, clause_of, told
from participation.keys import as_ref
from participation.polls.selectors import hidden_polls
from proposals.selectors.states import unknown_scopes
from proposals.selectors.suggestions import clauses_of, gone_suggestions

SAYING = (
    "comment.created",
    "comment.edited",
    "suggestion.created",
    "topic.created",
    "post.created",
    "post.edited",
    "poll.opened",
    "poll.edited",
    "poll.closed",
)
ANNOUNCING = ("consultation.published", "consultation.taken_back", "consultation.extended", "attachment.added")
SINCE: Mapping[str, str | Promise] = {
    "deleted": _("taken back since"),
    "withdrawn": _("taken back since"),
    "hidden": _("hidden since by a moderator"),
}
SPARE = 4  # so many times as many rows as are shown are read, in case some of them tell of what is gone


def tell(acts: Iterable[Any]) -> list[tuple[Any, Told]]:
    """Each act with its sentence. What is not there any more has no link, and says so: four queries at most."""
    found = list(acts)
    gone = _gone(found)
    unknown = unknown_scopes({act.scope for act in found if act.kind in ANNOUNCING})
    return [
        (
            act,
            _with_end(
                told(act), "deleted" if act.scope in unknown else gone.get(act.ref) if act.kind in SAYING else None
            ),
        )
        for act in found
    ]


def tell_standing(acts: Any, most: int) -> list[tuple[Any, Told]]:
    """The newest acts of which everything still stands, at most ``most``."""
    return [(act, line) for act, line in tell(acts[: most * SPARE]) if not line.since][:most]


def clauses_about(acts: Iterable[Any]) -> dict[int, int]:
    """``{act: the clause it is about}``, of what is said about a suggested wording the clause that would change; at most
    one query.
    """
    found = list(acts)
    about = {act.pk: as_ref(act.data.get("about") or "") for act in found}
    clauses = clauses_of({ref[1] for ref in about.values() if ref and ref[0] == "suggestion"})
    return {
        act.pk: clauses.get(ref[1], 0) if (ref := about[act.pk]) and ref[0] == "suggestion" else clause_of(act)
        for act in found
    }


def _with_end(line: Told, end: str | None) -> Told:
    if end is None:
        return line
    kept = line.url if end == "withdrawn" else ""  # a suggestion that was taken back is still read in its place
    return replace(line, url=kept, since=SINCE[end])


def _gone(acts: list[Any]) -> dict[str, str]:
    refs = [ref for act in acts if act.kind in SAYING and (ref := as_ref(act.ref or ""))]
    posts = gone_posts(number for kind, number in refs if kind == "post")
    polls = hidden_polls(number for kind, number in refs if kind == "poll")
    suggestions = gone_suggestions(number for kind, number in refs if kind == "suggestion")
    return {
        **{f"post.{number}": end for number, end in posts.items()},
        **{f"suggestion.{number}": end for number, end in suggestions.items()},
        **{f"poll.{number}": "hidden" for number in polls},
    }
