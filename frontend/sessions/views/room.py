"""The page of a session for those who take part, and what they do on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.consultations import pending
from frontend.consultations.pieces import answer, drawn, piece
from frontend.consultations.voices import draw_support
from gatherings.actions import taking_part
from gatherings.policies import may_host
from gatherings.selectors.floor import (
    attendance_of,
    board_of,
    get_own_attendance,
    get_own_turn,
    get_question_post,
    list_own_spoken,
    list_questions,
    list_spoken,
    turn_data,
)
from participation.keys import as_id
from participation.notifications.actions import follow as start_following
from participation.notifications.actions import unfollow
from participation.organisations.selectors import list_voices
from participation.refusals import BadInput, Refused
from participation.voting.selectors import ballots_of, get_question, tally_of
from proposals.selectors.carried import list_carried
from proposals.selectors.titles import titles_of

from .. import drawing
from ..common import find_session, frame, room_of, stranger
from ..desk import question_piece
from ..forms import AskForm
from ..polled import drawn_polls


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Before, during and after: what it is about, what happens now, what came of it."""
    return show(request, find_session(request, pk))


def show(request: HttpRequest, found: Any, *, form: AskForm | None = None, status: int = 200) -> HttpResponse:
    """The page, with the question that could not be sent where there is one."""
    if form is None:
        kept = pending.take(request, "ask", session=found.pk)
        form = AskForm(initial=dict(kept["typed"])) if kept else AskForm()
    head, at = frame(request, found), room_of(request, found)
    context = {
        **head,
        **drawn_polls(request, found.scope),
        "questions": drawing.draw_questions(list_questions(found, viewer=request.user), at),
        "form": form,
        "voices": list_voices(request.user),
        "about": [(scope.partition(".")[2], title) for scope, title in titles_of([found.about]).items()],
        "spoken": [(turn, drawing.draw_speaker(turn_data(turn))) for turn in list_spoken(found)]
        if head["is_over"]
        else [],
        "unconfirmed": [turn for turn in list_own_spoken(found, request.user) if turn.gist and not turn.confirmed_at],
        "carried": [(one, _is_speaker(request.user, one)) for one in list_carried(found)],
        **_own(request, found),
    }
    response = render(request, "sessions/page.html", context, status=status)
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    response["Cache-Control"] = "private, no-cache"
    return response


def _is_speaker(user: Any, carried: Any) -> bool:
    """Whether the person said what was carried without a name."""
    said = carried.turn or carried.question
    speaker_id = getattr(said, "user_id", None) or getattr(said, "author_id", None)
    return carried.named_at is None and user.is_authenticated and speaker_id == user.pk


def _own(request: HttpRequest, found: Any) -> dict[str, Any]:
    """The person's own place in the queue and in the numbers."""
    turn = get_own_turn(found, request.user)
    place = 0
    if turn is not None and turn.called_at is None:
        waiting = [one["id"] for one in board_of(found)["queue"]]
        place = waiting.index(turn.pk) + 1 if turn.pk in waiting else 0
    return {"own_turn": turn, "own_place": place, "own_here": get_own_attendance(found, request.user)}


@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: HttpRequest, pk: int) -> HttpResponse:
    """Raise one's hand, or with ``stop`` take it down; GET: the panel for it as it is now."""
    found = find_session(request, pk)
    if request.method != "POST":
        if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return redirect("session", pk)
        return answer([_hand_piece(request, found)])
    if (way := stranger(request, pk)) is not None:
        return way
    if request.POST.get("stop"):
        taking_part.withdraw_hand(person=request.user, session_id=pk)
        said = _("Your hand is down.")
    else:
        organisation = request.POST.get("organisation", "")
        taking_part.raise_hand(
            person=request.user,
            session_id=pk,
            named=bool(request.POST.get("named")),
            organisation_id=as_id(organisation),
        )
        said = _("You are in the queue.")
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, said)
        return redirect(f"{reverse('session', args=[pk])}#hand")
    return answer([_hand_piece(request, found, said), *drawing.board_pieces(board_of(found))])


def _hand_piece(request: HttpRequest, found: Any, said: str = "") -> str:
    context = {"session": found, "voices": list_voices(request.user), "is_live": found.state == "live"}
    html = drawn("sessions/hand.html", {**context, **_own(request, found)}, request)
    return piece("hand", "inner", html, say=said)


@require_POST
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """Be counted in the hall or online; with ``stop`` no longer."""
    found = find_session(request, pk)
    if (way := stranger(request, pk)) is not None:
        return way
    if request.POST.get("stop"):
        taking_part.leave(person=request.user, session_id=pk)
        said = _("You are counted no longer.")
    else:
        taking_part.attend(person=request.user, session_id=pk, where=request.POST.get("where", ""))
        said = _("You are counted. Nobody sees who.")
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, said)
        return redirect(f"{reverse('session', args=[pk])}#here")
    html = drawn("sessions/here.html", {"session": found, "is_live": True, **_own(request, found)}, request)
    counts = piece("session-attendance", "inner", drawing.draw_attendance(attendance_of(found)))
    return answer([piece("here", "inner", html, say=said), counts])


@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A question from the floor."""
    found = find_session(request, pk)
    if not request.user.is_authenticated:
        return pending.keep(request, act="ask", back=reverse("session", args=[pk]) + "#ask", session=pk)
    form, post = AskForm(request.POST), None
    if form.is_valid():
        try:
            post = taking_part.ask_question(
                author=request.user,
                session_id=pk,
                body=form.cleaned_data["body"],
                organisation_id=form.cleaned_data["organisation"],
                client_key=form.cleaned_data["client_key"],
            )
        except Refused as refusal:
            form.refuse(refusal)
    if post is None:
        if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
            return show(request, found, form=form, status=422)
        return answer([_form_piece(request, found, form)], status=422)
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        messages.success(request, _("Your question is asked: it stands in the list, and others can support it."))
        return redirect(f"{reverse('session', args=[pk])}#post-{post.pk}")
    view = next(one for one in list_questions(found, viewer=request.user) if one.post.pk == post.pk)
    said = _("Your question is asked: it stands in the list, and others can support it.")
    item = drawing.draw_question(view, replace(room_of(request, found), said=said))
    return answer([piece("session-questions", "append", item, say=said), _form_piece(request, found, AskForm())])


def _form_piece(request: HttpRequest, found: Any, form: AskForm) -> str:
    context = {"session": found, "form": form, "voices": list_voices(request.user)}
    return piece("ask", "inner", drawn("sessions/ask.html", context, request))


@require_POST
def support(request: HttpRequest, pk: int, question_id: int) -> HttpResponse:
    """Support a question from the floor with ``on``, take it back with an empty one."""
    found = find_session(request, pk)
    question = get_question(question_id)
    if question is None or question.window_id != found.window_id:
        raise BadInput(_("There is nothing to support here."))
    if (way := stranger(request, pk)) is not None:
        return way
    on = (
        bool(request.POST["on"]) if "on" in request.POST else question_id not in ballots_of(request.user, [question_id])
    )
    taking_part.support_question(supporter=request.user, session_id=pk, question_id=question_id, on=on)
    ref = question.ref.replace(".", "-")
    if not request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return redirect(f"{reverse('session', args=[pk])}#{ref}")
    supported = question_id in ballots_of(request.user, [question_id])
    html = draw_support(question_id, tally_of(question_id).total, supported, room_of(request, found), ref)
    said = _("Your support is counted.") if supported else _("Your support was taken back.")
    return answer([piece(f"support-form-{question_id}", "replace", html, say=said)])


@require_safe
def question(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """The question's permanent address: where it stands among the others. For a script at the desk: the host's own of it."""
    found = find_session(request, pk)
    if get_question_post(found, post_id) is None:
        raise Http404(_("This question is not there any more."))
    if request.htmx and may_host(request.user, found):  # type: ignore[attr-defined]  # set by django-htmx
        return answer([question_piece(request, found, post_id)])
    return redirect(f"{reverse('session', args=[pk])}#post-{post_id}")


@require_POST
def take_back(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Take one's own question back."""
    find_session(request, pk)
    if (way := stranger(request, pk)) is not None:
        return way
    taking_part.take_question_back(author=request.user, session_id=pk, post_id=post_id)
    messages.success(request, _("Your question was taken back."))
    return redirect("session", pk)


@require_POST
def confirm(request: HttpRequest, pk: int, turn_id: int) -> HttpResponse:
    """The speaker says that the host's words are what they meant."""
    find_session(request, pk)
    if (way := stranger(request, pk)) is not None:
        return way
    taking_part.confirm_gist(person=request.user, session_id=pk, turn_id=turn_id)
    messages.success(request, _("Thank you. The minutes say that you confirmed it."))
    return redirect("session", pk)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Be reminded of the session and told of its minutes, or no longer."""
    found = find_session(request, pk)
    if (way := stranger(request, pk)) is not None:
        return way
    on = not request.POST.get("stop")
    (start_following if on else unfollow)(user=request.user, scope=found.scope)
    messages.success(request, _("You will be reminded.") if on else _("You no longer follow this."))
    return redirect("session", pk)
