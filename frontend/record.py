"""Acts of the public record as sentences: who, in which role, did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from frontend import dates
from frontend.consultations.speakers import Shown, speaker_of

SENTENCES: Mapping[str, str | Promise] = {
    "consultation.created": _("began a draft"),
    "consultation.published": _("published the consultation"),
    "consultation.opened": _("The consultation opened"),
    "consultation.closing_soon": _("Followers were reminded that it closes soon"),
    "consultation.closed": _("The consultation closed"),
    "consultation.withdrawn": _("withdrew the consultation"),
    "consultation.adopted": _("recorded that the draft was adopted"),
    "window.sealed": _("The votes were counted and sealed"),
    "report.published": _("published the report on the proposals received"),
    "ballot.cast": _("voted"),
    "ballot.withdrawn": _("took a vote back"),
    "comment.created": _("commented"),
    "comment.edited": _("changed a comment"),
    "comment.deleted": _("took a comment back"),
    "comment.hidden": _("hid a comment, with a written decision"),
    "comment.restored": _("restored a comment"),
    "proposal.marked": _("marked a comment as a proposal to be answered"),
    "proposal.unmarked": _("no longer treats a comment as a proposal"),
    "suggestion.created": _("suggested another wording"),
    "suggestion.withdrawn": _("took a suggested wording back"),
    "suggestion.hidden": _("hid a suggested wording, with a written decision"),
    "suggestion.restored": _("restored a suggested wording"),
    "moderation.hidden": _("hid something that was reported, with a written decision"),
    "moderation.kept": _("decided on a report: it stays"),
    "moderation.restored": _("restored what was hidden"),
    "organisation.registered": _("registered an organisation"),
    "organisation.vouched": _("vouched for an organisation"),
    "organisation.refused": _("did not vouch for an organisation"),
    "attachment.added": _("added a file"),
    "attachment.removed": _("removed a file"),
}
ANSWERING: str | Promise = _("answered a comment")
VOTER: Mapping[str, str | Promise] = {
    "citizen": _("A citizen"),
    "ngo": _("An NGO"),
    "business": _("A business"),
    "institution": _("An institution"),
    "official": _("An official"),
}
MADE_OF: Mapping[str, list[str]] = {
    "state": [kind for kind in SENTENCES if kind.startswith(("consultation.", "window.", "report."))],
    "comments": [kind for kind in SENTENCES if kind.startswith(("comment.", "proposal."))],
    "suggestions": [kind for kind in SENTENCES if kind.startswith("suggestion.")],
    "ballots": ["ballot.cast", "ballot.withdrawn"],
    "moderation": [
        kind for kind in SENTENCES if kind.startswith("moderation.") or kind.endswith((".hidden", ".restored"))
    ],
}
LIVELY = [  # what the front page tells
    "consultation.published",
    "consultation.opened",
    "consultation.closed",
    "report.published",
    "consultation.adopted",
    "comment.created",
    "suggestion.created",
]


@dataclass(frozen=True)
class Told:
    """One act, ready to be shown."""

    who: Shown | None  # None: nobody did it, or nobody is to know who
    nobody: str | Promise  # "A citizen", for a vote
    sentence: str | Promise
    url: str
    title: str
    at: datetime
    by_itself: bool


def told(act: Any) -> Told:
    """The act as a sentence with a link to what it is about."""
    by_itself = act.role == "system" or (act.actor is None and not act.role)
    secret = act.kind.startswith("ballot.")
    sentence = (
        ANSWERING if act.kind == "comment.created" and act.data.get("parent") else SENTENCES.get(act.kind, act.kind)
    )
    return Told(
        who=None if by_itself or secret else speaker_of(act.actor, act.organisation, act.role),
        nobody=VOTER.get(act.role, "") if secret else "",
        sentence=sentence,
        url=_url(act),
        title=str(act.data.get("title", "")),
        at=act.at,
        by_itself=by_itself,
    )


def clause_of(act: Any) -> int:
    """The clause that the act is about; 0 where it is about none."""
    kind, _dot, number = (act.data.get("about") or act.ref or "").partition(".")
    return int(number) if kind == "clause" and number.isdecimal() else 0


def _url(act: Any) -> str:
    scope, _dot, number = act.scope.partition(".")
    if scope != "consultation" or not number.isdecimal():
        return ""
    pk = int(number)
    kind, _dot, ref = (act.data.get("about") or act.ref or "").partition(".")
    if act.ref.startswith("post.") and act.kind in ("comment.created", "comment.edited"):
        return reverse("post", args=[pk, int(act.ref[5:])])
    if kind == "clause" and ref.isdecimal():
        return reverse("clause", args=[pk, int(ref)])
    return reverse("consultation", args=[pk])


def draw_act(act: Told, about: str = "") -> SafeString:
    """One line of the record, with what it is about. Drawn in Python: a page holds fifty."""
    who = ""
    if act.who:
        who = f'<b>{escape(act.who.name)}</b> <span class="quiet">({escape(str(act.who.group))})</span> '
    elif act.nobody:
        who = f"{escape(str(act.nobody))} "
    sentence = escape(str(act.sentence))
    if act.url:
        sentence = f'<a href="{escape(act.url)}">{sentence}</a>'
    what = f'<span class="about quiet">{escape(str(about))}</span>' if about else ""
    return mark_safe(
        f'<li class="act"><span class="act-words">{who}{sentence}{what}</span>'
        f'<span class="quiet tiny">{dates.ago(act.at)}</span></li>\n'
    )
