"""Acts of the public record as sentences: who, in which role, did what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from frontend import dates
from frontend.consultations.speakers import Shown, speaker_of
from participation.keys import as_ref

SENTENCES: Mapping[str, str | Promise] = {
    "campaign.opened": _("opened the campaign: money can be pledged"),
    "campaign.funded": _("The campaign closed: the minimum was reached"),
    "campaign.not_funded": _("The campaign closed: the minimum was not reached, nothing was taken"),
    "campaign.settled": _("Everything that was pledged was collected"),
    "payout.asked": _("asked for a payout"),
    "payout.seconded": _("approved a payout that a second official has to look at"),
    "payout.approved": _("approved a payout"),
    "payout.refused": _("refused a payout"),
    "payout.withdrawn": _("took the request for a payout back"),
    "pool.opened": _("set up a pool that adds to pledges"),
    "pool.ended": _("ended a pool that adds to pledges"),
    "consultation.created": _("began a draft"),
    "consultation.published": _("published the consultation"),
    "consultation.opened": _("The consultation opened"),
    "consultation.closing_soon": _("Followers were reminded that it closes soon"),
    "consultation.closed": _("The consultation closed"),
    "consultation.withdrawn": _("withdrew the consultation"),
    "consultation.adopted": _("recorded that the draft was adopted"),
    "consultation.decision_corrected": _("corrected what is recorded of the decision"),
    "consultation.taken_back": _("took the announcement back"),
    "consultation.extended": _("extended the term"),
    "window.sealed": _("The votes were counted and sealed"),
    "report.published": _("published the report on the proposals received"),
    "comment.created": _("commented"),
    "comment.edited": _("changed a comment"),
    "comment.deleted": _("took a comment back"),
    "comment.hidden": _("hid a comment, with a written decision"),
    "comment.restored": _("restored a comment"),
    "proposal.marked": _("marked a comment as a proposal to be answered"),
    "proposal.unmarked": _("no longer treats a comment as a proposal"),
    "forum.opened": _("opened a forum"),
    "forum.changed": _("changed who starts topics in a forum"),
    "category.added": _("added a part to a forum"),
    "category.changed": _("renamed a part of a forum"),
    "category.moved": _("changed the order of a forum's parts"),
    "category.removed": _("removed an empty part of a forum"),
    "topic.created": _("began a topic"),
    "topic.renamed": _("renamed a topic"),
    "expense.added": _("entered what a project spent"),
    "expense.changed": _("changed an expense of a project"),
    "expense.removed": _("took an expense of a project out"),
    "topic.deleted": _("took a topic back"),
    "topic.pinned": _("pinned a topic"),
    "topic.unpinned": _("no longer pins a topic"),
    "topic.locked": _("locked a topic"),
    "topic.unlocked": _("opened a locked topic again"),
    "topic.moved": _("moved a topic"),
    "topic.split": _("made some posts a topic of their own"),
    "topic.opened": _("opened a topic from posts of another one"),
    "topic.merged": _("merged another topic into this one"),
    "post.created": _("wrote in a topic"),
    "post.edited": _("changed a post"),
    "post.deleted": _("took a post back"),
    "project.proposed": _("proposed a project"),
    "project.submitted": _("sent a project to be checked"),
    "project.taken_back": _("took a project back to change it"),
    "project.opened": _("opened a project, after checking it"),
    "project.returned": _("returned a project to be mended"),
    "project.refused": _("did not accept a project"),
    "project.changed": _("changed a project"),
    "project.begun": _("began a project"),
    "project.updated": _("told news of a project"),
    "project.update_edited": _("changed news of a project"),
    "project.update_removed": _("took news of a project back"),
    "project.reported": _("published the report on a project"),
    "project.report_corrected": _("corrected the report on a project"),
    "project.ended": _("ended a project before its goals"),
    "project.coordinator_named": _("named a coordinator of a project"),
    "project.coordinator_removed": _("removed a coordinator of a project"),
    "project.criteria_set": _("changed the criteria by which projects are checked"),
    "suggestion.created": _("suggested another wording"),
    "suggestion.withdrawn": _("took a suggested wording back"),
    "suggestion.hidden": _("hid a suggested wording, with a written decision"),
    "suggestion.restored": _("restored a suggested wording"),
    "moderation.hidden": _("hid something that was reported, with a written decision"),
    "moderation.warned": _("warned somebody because of something they said, with a written decision"),
    "moderation.masked": _("hid part of something that was reported, with a written decision"),
    "moderation.locked": _("locked a conversation, with a written decision"),
    "moderation.suspended": _("suspended somebody for a time, with a written decision"),
    "moderation.kept": _("decided on a report: it stays"),
    "moderation.restored": _("reversed a decision: everything is as before"),
    "appeal.upheld": _("decided an appeal: the decision stands"),
    "appeal.reversed": _("decided an appeal: the decision is reversed"),
    "rule.written": _("wrote a rule of the municipality"),
    "rule.repealed": _("repealed a rule of the municipality"),
    "poll.opened": _("opened a poll"),
    "poll.edited": _("changed a poll before anybody had voted"),
    "poll.closed": _("The poll closed"),
    "organisation.registered": _("registered an organisation"),
    "organisation.vouched": _("vouched for an organisation"),
    "organisation.refused": _("did not vouch for an organisation"),
    "session.announced": _("announced a public forum"),
    "session.changed": _("changed a public forum's programme"),
    "session.moved": _("changed time or place of a public forum"),
    "session.cancelled": _("cancelled a public forum"),
    "session.began": _("opened a public forum"),
    "session.item_begun": _("went on in the programme of a public forum"),
    "session.host_named": _("named a host for a public forum"),
    "session.host_removed": _("took the naming of a host for a public forum back"),
    "session.ended": _("closed a public forum"),
    "session.question_answered": _("answered a question in a public forum"),
    "session.answer_corrected": _("corrected an answer in a public forum"),
    "session.answer_withdrawn": _("took an answer in a public forum back"),
    "session.carried": _("carried what was said in a public forum into a consultation"),
    "session.claimed": _("put their name to what they said in a public forum"),
    "turn.called": _("gave somebody the floor in a public forum"),
    "turn.ended": _("ended a turn in a public forum"),
    "minutes.published": _("published the minutes of a public forum"),
    "minutes.corrected": _("corrected the minutes of a public forum"),
    "attachment.added": _("added a file"),
    "attachment.removed": _("removed a file"),
}
ANSWERING: str | Promise = _("answered a comment")
CLOSED_EARLY: str | Promise = _("closed a poll before its time")
SUPPORT_FOR: Mapping[str, str | Promise] = {
    "post": _("support for a comment"),
    "suggestion": _("support for a suggested wording"),
}
MADE_OF: Mapping[str, list[str]] = {
    "state": [kind for kind in SENTENCES if kind.startswith(("consultation.", "window.", "report."))],
    "comments": [kind for kind in SENTENCES if kind.startswith(("comment.", "proposal."))],
    "suggestions": [kind for kind in SENTENCES if kind.startswith("suggestion.")],
    "moderation": [
        kind
        for kind in SENTENCES
        if kind.startswith(("moderation.", "appeal.", "rule.")) or kind.endswith((".hidden", ".restored"))
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
    "session.announced",
    "session.began",
    "minutes.published",
    "topic.created",
    "project.opened",
    "project.updated",
    "project.reported",
]


@dataclass(frozen=True)
class Told:
    """One act, ready to be shown."""

    who: Shown | None  # None: nobody did it
    sentence: str | Promise
    url: str
    title: str
    at: datetime
    by_itself: bool
    since: str | Promise = ""  # what has become of it: taken back, hidden


def told(act: Any) -> Told:
    """The act as a sentence with a link to what it is about."""
    by_itself = act.role == "system" or (act.actor is None and not act.role)
    sentence = (
        CLOSED_EARLY
        if act.kind == "poll.closed" and act.data.get("reason")
        else ANSWERING
        if act.kind == "comment.created" and act.data.get("parent")
        else SENTENCES.get(act.kind, act.kind)
    )
    return Told(
        who=None if by_itself else speaker_of(act.actor, act.organisation, act.role),
        sentence=sentence,
        url=_url(act),
        title=str(act.data.get("title", "")),
        at=act.at,
        by_itself=by_itself,
    )


@dataclass(frozen=True)
class Votes:
    """How often was voted on one thing on one day, ready to be shown."""

    words: str
    taken_back: str
    about: str | Promise
    url: str
    day: date


def told_votes(pk: int, row: Mapping[str, Any], names: Mapping[int, str]) -> Votes:
    """A row of `votes_per_day` in words, with a link to what was voted on in the consultation of that number."""
    kind, number = as_ref(row["ref"]) or ("", 0)
    cast, withdrawn = row["cast"], row["withdrawn"]
    return Votes(
        words=ngettext("%d vote", "%d votes", cast) % cast,
        taken_back=ngettext("%d taken back", "%d taken back", withdrawn) % withdrawn if withdrawn else "",
        about=names.get(number, "") if kind == "clause" else SUPPORT_FOR.get(kind, ""),
        url=reverse(kind, args=[pk, number])
        if kind in ("clause", *SUPPORT_FOR)
        else reverse("consultation", args=[pk]),
        day=row["day"],
    )


def clause_of(act: Any) -> int:
    """The clause that the act is about; 0 where it is about none."""
    return _clause_in(act.data.get("about") or act.ref or "")


def _clause_in(ref: str) -> int:
    kind, number = as_ref(ref) or ("", 0)
    return number if kind == "clause" else 0


def _url(act: Any) -> str:
    scope, pk = as_ref(act.scope) or ("", 0)
    about, number = as_ref(act.ref or "") or ("", 0)
    if about == "poll" and not act.kind.startswith("moderation."):
        return reverse("poll", args=[number])
    if scope == "session":
        return reverse("session_minutes" if act.kind.startswith("minutes.") else "session", args=[pk])
    if scope == "project":
        return reverse("project", args=[pk])
    if scope in ("topic", "forum"):
        return f"/posts/{number}/" if about == "post" else reverse(scope, args=[pk])
    if scope != "consultation":
        return ""
    kind, number = as_ref(act.ref) or ("", 0)
    if kind == "post" and act.kind in ("comment.created", "comment.edited"):
        return reverse("post", args=[pk, number])
    if clause_id := clause_of(act):
        return reverse("clause", args=[pk, clause_id])
    return reverse("consultation", args=[pk])


def draw_act(act: Told, about: str = "") -> SafeString:
    """One line of the record, with what it is about. Drawn in Python: a page holds fifty."""
    who = ""
    if act.who:
        who = f'<b>{escape(act.who.name)}</b> <span class="quiet">({escape(str(act.who.group))})</span> '
    sentence = escape(str(act.sentence))
    if act.url:
        sentence = f'<a href="{escape(act.url)}">{sentence}</a>'
    if act.since:
        sentence += f' <span class="quiet">({escape(str(act.since))})</span>'
    what = f'<span class="about quiet">{escape(str(about))}</span>' if about else ""
    return mark_safe(
        f'<li class="act"><span class="act-words">{who}{sentence}{what}</span>'
        f'<span class="quiet tiny">{dates.ago(act.at)}</span></li>\n'
    )
