"""Acts of one click: a stance, support, following."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from participation.keys import as_id, as_ref
from participation.notifications.actions import follow as start_following
from participation.notifications.actions import unfollow
from participation.refusals import BadInput, Refused, SignInFirst
from participation.voting.actions import cast_ballot, withdraw_ballot
from participation.voting.selectors import ballots_of, get_question, tally_of
from proposals.selectors.suggestions import clause_of_suggestion

from .. import margins, offering, outline, pending
from ..finding import find_clause, find_clause_ids, find_consultation
from ..pieces import answer, drawn, piece
from ..voices import draw_support, setting_of
from .clauses import show, stance_context

COUNTED = {
    "support": gettext_lazy("Your vote is counted: support."),
    "unsure": gettext_lazy("Your vote is counted: unsure."),
    "oppose": gettext_lazy("Your vote is counted: oppose."),
}


@require_POST
def stance(request: HttpRequest, pk: int, clause_id: int) -> HttpResponse:
    """Take a stance, change it, or with an empty choice take it back."""
    consultation = find_consultation(request, pk)
    question_id, _thread_id = find_clause_ids(consultation, clause_id)
    back = reverse("clause", args=[pk, clause_id])
    if not request.user.is_authenticated:
        return pending.keep(request, act="stance", back=reverse("consultation_resume", args=[pk]), clause=clause_id)
    choice = request.POST.get("choice", "")
    pressed = choice or _own_choice(request, question_id)
    try:
        vote(request.user, question_id, choice, request.POST.get("organisation", ""))
    except Refused as refusal:
        return _refused_stance(request, consultation, clause_id, refusal, pressed)
    said = _said(choice)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, said)
        if choice:
            offering.leave(request, consultation)
        return redirect(f"{back}#stance-{clause_id}")
    pieces = _stance_pieces(request, consultation, clause_id, pressed, said=said)
    if choice and offering.is_due(request, consultation):
        hint = drawn("consultations/follow_hint.html", {"consultation": consultation}, request)
        pieces.append(piece("follow-hint", "inner", hint))
    return answer(pieces)


def vote(user: object, question_id: int | None, choice: str, organisation: str) -> None:
    """Cast or take back the ballot on a clause."""
    if question_id is None:
        raise BadInput(_("This is a heading: choose one of its clauses."))
    if choice:
        cast_ballot(voter=user, question_id=question_id, choice=choice, organisation_id=as_id(organisation))
    else:
        withdraw_ballot(voter=user, question_id=question_id)


def _said(choice: str) -> str:
    """What became of the vote, in words that can be read out."""
    return str(COUNTED.get(choice, _("Your vote is counted."))) if choice else _("Your vote was taken back.")


def _own_choice(request: HttpRequest, question_id: int | None) -> str:
    """The reader's stance before it is taken back: the focus returns to its button."""
    own = ballots_of(request.user, [question_id]) if question_id is not None else {}
    return own[question_id].choice if question_id in own else ""


def _stance_pieces(
    request: HttpRequest, consultation: Any, clause_id: int, pressed: str, *, error: str = "", said: str = ""
) -> list[str]:
    view = find_clause(request, consultation, clause_id)
    part = outline.Part(view, "", 2, reverse("clause", args=[consultation.pk, clause_id]))
    context = {**stance_context(request, consultation, part), "stance_error": error, "pressed": pressed}
    html = drawn("consultations/stance.html", context, request)
    question_id = view.clause.question_id
    return [
        piece(f"stance-{clause_id}", "replace", html, say=said),
        piece(f"mine-{question_id}", "inner", margins.own_words(part.own)),
        *margins.tally_pieces(question_id, view.tally.counts),
    ]


def _refused_stance(
    request: HttpRequest, consultation: Any, clause_id: int, refusal: Refused, pressed: str
) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        pieces = _stance_pieces(request, consultation, clause_id, pressed, error=str(refusal))
        return answer(pieces, status=refusal.status)
    response = show(request, consultation, clause_id, stance_error=str(refusal))
    response.status_code = refusal.status
    return response


@require_POST
def support(request: HttpRequest, pk: int, question_id: int) -> HttpResponse:
    """Support a comment or a suggestion with ``on``, take it back with an empty one; without either the other of the two."""
    consultation = find_consultation(request, pk)
    question = get_question(question_id)
    if question is None or question.window_id != consultation.window_id or question.kind != "support":
        raise BadInput(_("There is nothing to support here."))
    back = _where(pk, question.ref, alone=request.POST.get("alone", ""))
    if not request.user.is_authenticated:
        return pending.keep(
            request, act="support", back=reverse("consultation_resume", args=[pk]), question=question_id
        )
    _toggle(request.user, question_id, on=_wanted(request, question_id))
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(back)
    alone = bool(request.POST.get("alone"))
    return answer([_support_piece(request, consultation, question_id, question.ref, alone=alone)])


def _wanted(request: HttpRequest, question_id: int) -> bool:
    """What the button said when it was pressed: sent again after a lost answer, it must not undo itself."""
    if "on" in request.POST:
        return bool(request.POST["on"])
    return question_id not in ballots_of(request.user, [question_id])


def _toggle(user: object, question_id: int, *, on: bool) -> None:
    if on:
        cast_ballot(voter=user, question_id=question_id, choice="support")
    else:
        withdraw_ballot(voter=user, question_id=question_id)


def _support_piece(request: HttpRequest, consultation: Any, question_id: int, ref: str, *, alone: bool) -> str:
    supported = question_id in ballots_of(request.user, [question_id])
    at = setting_of(request, consultation, alone=alone)
    html = draw_support(question_id, tally_of(question_id).total, supported, at, ref.replace(".", "-"))
    said = _("Your support is counted.") if supported else _("Your support was taken back.")
    return piece(f"support-form-{question_id}", "replace", html, say=said)


def _where(pk: int, ref: str, *, alone: str) -> str:
    """Where the comment or suggestion stands among others; a suggestion's own page where the form was on it."""
    kind, number = as_ref(ref) or ("", 0)
    clause_id = clause_of_suggestion(number) if kind == "suggestion" and not alone else None
    if clause_id is not None:
        return f"{reverse('clause', args=[pk, clause_id])}#suggestion-{number}"
    if kind in ("post", "suggestion"):
        return reverse(kind, args=[pk, number])
    return reverse("consultation", args=[pk])


@require_safe
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """After signing in: do what was clicked before, and land where it was clicked.

    It was sent by a form of ours in this very session, with its token, and is done at most once.
    """
    consultation = find_consultation(request, pk)
    kept = pending.take(request, "stance", "support", "follow")
    if kept is None:
        return redirect("consultation", pk)
    values, typed = kept["values"], kept["typed"]
    back = reverse("consultation", args=[pk])
    try:
        if kept["act"] == "stance":
            back = reverse("clause", args=[pk, values["clause"]])
            question_id, _thread_id = find_clause_ids(consultation, values["clause"])
            vote(request.user, question_id, typed.get("choice", ""), typed.get("organisation", ""))
            messages.success(request, _said(typed.get("choice", "")))
            offering.leave(request, consultation)
        elif kept["act"] == "support":
            question = get_question(values["question"])
            back = _where(pk, question.ref if question else "", alone=typed.get("alone", ""))
            _toggle(request.user, values["question"], on=True)
        else:
            start_following(user=request.user, scope=consultation.scope)
    except SignInFirst:
        raise
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told what happens to this consultation, or no longer."""
    consultation = find_consultation(request, pk)
    if not request.user.is_authenticated:
        return pending.keep(request, act="follow", back=reverse("consultation_resume", args=[pk]))
    on = not request.POST.get("stop")
    (start_following if on else unfollow)(user=request.user, scope=consultation.scope)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, _("You will be told what happens.") if on else _("You no longer follow this."))
        return redirect("consultation", pk)
    button = drawn("consultations/follow_button.html", {"following": on}, request)
    hint = format_html('<p class="small" role="status">{}</p>', _("You will be told what happens.")) if on else ""
    said = [] if on else [piece("told", "inner", _("You no longer follow this."))]
    return answer([piece("follow", "replace", button), piece("follow-hint", "inner", hint), *said])
