"""The host's console: one form per act, so that it works by keyboard and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.consultations.pieces import answer
from gatherings.actions import hosting
from gatherings.policies import may_host
from gatherings.selectors.floor import answer_to, get_question_post, list_spoken, turn_data
from participation.keys import as_id
from participation.refusals import BadInput, Refused

from .. import drawing
from ..common import find_session
from ..desk import moving_pieces, not_whole, numbers_piece, question_piece, show_desk, told
from ..forms import GROUPS, FloorAnswerForm, GistForm


def host_session(request: HttpRequest, pk: int) -> Any:
    """The session, for its hosts alone."""
    session = find_session(request, pk)
    if not may_host(request.user, session):
        raise PermissionDenied
    return session


@login_required
@require_safe
def console(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything a host needs while the session is on; a script asks for the moving part alone."""
    session = host_session(request, pk)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return answer(moving_pieces(request, session))
    return show_desk(request, session)


Sent = dict[str, str]
Act = Callable[[Any, int, Sent], str]


def _begin(host: Any, pk: int, sent: Sent) -> str:
    hosting.begin_session(host=host, session_id=pk)
    return _("The session is live.")


def _item(host: Any, pk: int, sent: Sent) -> str:
    hosting.begin_item(host=host, session_id=pk, item_id=as_id(sent.get("item", "")) or 0)
    return ""


def _call(host: Any, pk: int, sent: Sent) -> str:
    _keep_note(host, pk, sent)
    turn = as_id(sent["turn"]) or 0 if "turn" in sent else None
    hosting.call_turn(host=host, session_id=pk, turn_id=turn, seen=as_id(sent.get("seen", "")))
    return ""


def _end_turn(host: Any, pk: int, sent: Sent) -> str:
    hosting.end_turn(host=host, session_id=pk, turn_id=as_id(sent.get("speaker", "")) or 0, gist=sent.get("gist"))
    return ""


def _note(host: Any, pk: int, sent: Sent) -> str:
    _keep_note(host, pk, sent)
    return _("It is noted. The speaker can confirm it.")


def _keep_note(host: Any, pk: int, sent: Sent) -> None:
    """What was typed while somebody spoke is kept with whatever is pressed next."""
    speaker = as_id(sent.get("speaker", ""))
    if speaker and sent.get("gist", "").strip():
        hosting.write_gist(host=host, session_id=pk, turn_id=speaker, gist=sent["gist"])


def _dismiss(host: Any, pk: int, sent: Sent) -> str:
    hosting.dismiss_turn(host=host, session_id=pk, turn_id=as_id(sent.get("turn", "")) or 0)
    return ""


def _guest(host: Any, pk: int, sent: Sent) -> str:
    hosting.enter_guest(host=host, session_id=pk, name=sent.get("name", ""), group=sent.get("group", "citizen"))
    return _("The guest is in the queue.")


def _count(host: Any, pk: int, sent: Sent) -> str:
    numbers = {value: as_id(sent.get(f"n_{value}", "").strip() or "0") for value, _label in GROUPS}
    if None in numbers.values():
        raise BadInput(not_whole(), field="numbers")
    hosting.count_hall(host=host, session_id=pk, numbers={group: n or 0 for group, n in numbers.items()})
    return _("The numbers are kept.")


def _end(host: Any, pk: int, sent: Sent) -> str:
    hosting.end_session(host=host, session_id=pk)
    return _("The session has ended. The minutes have written themselves: look through them and publish them.")


ACTS: dict[str, Act] = {
    "begin": _begin, "item": _item, "call": _call, "end_turn": _end_turn, "dismiss": _dismiss, "guest": _guest,
    "count": _count, "note": _note, "end": _end,
}  # fmt: skip


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act of the host, named by ``do``; what stands against it is said on the console, which shows the newest state."""
    host_session(request, pk)
    do = ACTS.get(request.POST.get("do", ""))
    if do is None:
        raise BadInput
    sent = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    refused: Refused | None = None
    said = ""
    try:
        said = do(request.user, pk, sent)
    except Refused as refusal:
        refused = refusal
    return _came_of(request, pk, sent, said, refused)


def _came_of(request: HttpRequest, pk: int, sent: Sent, said: str, refused: Refused | None) -> HttpResponse:
    """Back to the desk in its newest state, with what became of the act; the numbers with what was typed."""
    session, counts = find_session(request, pk), sent["do"] == "count"
    typed, error = (sent, str(refused)) if counts and refused else (None, "")
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        tone, status = ("oppose", refused.status) if refused else ("support", 200)
        more = [numbers_piece(request, session, typed, error)] if counts else []
        return told(request, session, "" if error else str(refused or said), tone=tone, more=more, status=status)
    if error:
        return show_desk(request, session, typed=typed, error=error, status=422)
    if refused:
        messages.error(request, str(refused))
    elif said:
        messages.success(request, said)
    if sent["do"] == "end" and session.state == "ended":
        return redirect("session_minutes_edit", pk)
    return redirect("session_host", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request: HttpRequest, pk: int, post_id: int) -> HttpResponse:
    """Note what was answered to a question from the floor, correct it, or with ``withdraw`` take it back."""
    session = host_session(request, pk)
    post = get_question_post(session, post_id)
    if post is None:
        raise Http404(_("This question is not there any more."))
    form = FloorAnswerForm(request.POST or None, initial={"text": answer_to(post)})
    if request.method == "POST" and form.is_valid():
        try:
            said = _answer(request, pk, post_id, form.cleaned_data["text"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
                return told(request, session, said, more=[question_piece(request, session, post_id)])
            messages.success(request, said)
            return redirect(f"{reverse('session_host', args=[pk])}#post-{post_id}")
    if request.htmx and form.errors:  # type: ignore[attr-defined]  # set by django-htmx
        return told(request, session, _first(form), tone="oppose", status=422)
    context = {"session": session, "form": form, "heading": _("Note the answer"), "said": post.body, "is_desk": True}
    return render(request, "sessions/note.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, pk: int, post_id: int, text: str) -> str:
    """What became of it."""
    host: Any = request.user
    if request.POST.get("withdraw"):
        hosting.withdraw_answer(host=host, session_id=pk, post_id=post_id)
        return _("The answer was taken back: the question is open again.")
    hosting.answer_question(host=host, session_id=pk, post_id=post_id, text=text)
    return _("It is answered.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gist(request: HttpRequest, pk: int, turn_id: int) -> HttpResponse:
    """Note what somebody said."""
    session = host_session(request, pk)
    turn = next((one for one in list_spoken(session) if one.pk == turn_id), None)
    if turn is None:
        raise Http404(_("Nobody spoke here."))
    form = GistForm(request.POST or None, initial={"gist": turn.gist})
    if request.method == "POST" and form.is_valid():
        try:
            hosting.write_gist(host=request.user, session_id=pk, turn_id=turn_id, gist=form.cleaned_data["gist"])  # type: ignore[arg-type]  # a host, checked
        except Refused as refusal:
            form.refuse(refusal)
        else:
            said = _("It is noted. The speaker can confirm it.")
            if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
                return told(request, session, said)
            messages.success(request, said)
            return redirect(f"{reverse('session_host', args=[pk])}#turn-{turn_id}")
    if request.htmx and form.errors:  # type: ignore[attr-defined]  # set by django-htmx
        return told(request, session, _first(form), tone="oppose", status=422)
    who = drawing.draw_speaker(turn_data(turn))
    context = {"session": session, "form": form, "heading": _("Note what was said"), "who": who, "is_desk": True}
    return render(request, "sessions/note.html", context, status=422 if form.errors else 200)


def _first(form: Any) -> str:
    """What is wrong with a form of one field."""
    return str(next(iter(form.errors.values()))[0])
