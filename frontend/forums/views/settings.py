"""What hosts set in their forum: who starts topics, and its parts; one form, saved as a whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from forums.actions import change_category, remove_category, set_up_forum
from forums.actions.parts import Part
from forums.selectors.forums import list_categories
from participation.keys import as_ref
from participation.refusals import NotAllowed, Refused, SignInFirst

from ..finding import find_forum, forum_crumbs, keeps_order
from ..forms import CategoryForm, NewCategoryForm, StartingForm

NEW = "add"
Forms = dict[int | None, Any]


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything is saved by whichever button; ``act`` says what else: ``up.7``, ``down.7`` or ``remove.7``."""
    forum = _hosted(request, pk)
    parts = list(list_categories(forum))
    starting, forms = _forms(request, forum, parts)
    refusal = ""
    if request.method == "POST" and all([starting.is_valid(), *(form.is_valid() for form in forms.values())]):
        try:
            _save(request, forum, starting, forms)
            _act(request, parts)
            messages.success(request, _("Saved."))
            return redirect(f"{request.path}{_where(request)}")
        except NotAllowed:
            raise
        except Refused as refused:
            blamed = forms.get(refused.extra.get("part"))
            if blamed is not None and refused.field in blamed.fields:
                blamed.add_error(refused.field, str(refused))
            else:
                refusal = str(refused)
    failed = refusal or any(form.errors for form in (starting, *forms.values()))
    context = {
        "forum": forum,
        "starting": starting,
        "adding": forms[None],
        "parts": [(one, forms[one.pk]) for one in parts],
        "refusal": refusal,
        "crumbs": forum_crumbs(forum),
    }
    return render(request, "forums/settings.html", context, status=422 if failed else 200)


def _forms(request: HttpRequest, forum: Any, parts: list[Any]) -> tuple[StartingForm, Forms]:
    """The forms with what was typed; a part that was not sent stays as it is."""
    sent = request.POST if request.method == "POST" else None
    starting = StartingForm(sent, initial={"starting": forum.starting})
    forms: Forms = {}
    for one in parts:
        known = {"title": one.title, "description": one.description}
        was_sent = sent is not None and f"c{one.pk}-title" in sent
        forms[one.pk] = CategoryForm(
            sent if was_sent else {f"c{one.pk}-{name}": value for name, value in known.items()} if sent else None,
            initial=known,
            prefix=f"c{one.pk}",
        )
    forms[None] = NewCategoryForm(sent, prefix=NEW)
    return starting, forms


def _save(request: HttpRequest, forum: Any, starting: StartingForm, forms: Forms) -> None:
    parts = [Part(pk, form.cleaned_data["title"], form.cleaned_data["description"]) for pk, form in forms.items()]
    wanted = [part for part in parts if part.id is not None or part.title]
    set_up_forum(host=request.user, forum_id=forum.pk, starting=starting.cleaned_data["starting"], parts=wanted)


def _act(request: HttpRequest, parts: list[Any]) -> None:
    """The button beside a part: it goes up or down by one, or is removed."""
    what, number = as_ref(request.POST.get("act", "")) or ("", 0)
    place = next((place for place, one in enumerate(parts) if one.pk == number), None)
    if place is None:
        return
    if what == "remove":
        remove_category(host=request.user, category_id=number)
    elif what in ("up", "down"):
        moved = list_categories(parts[place].forum).get(pk=number)  # as it is called by now
        wanted = max(0, place - 1) if what == "up" else place + 1
        change_category(
            host=request.user, category_id=number, title=moved.title, description=moved.description, position=wanted
        )


def _where(request: HttpRequest) -> str:
    """Back to the part that was moved."""
    what, number = as_ref(request.POST.get("act", "")) or ("", 0)
    return f"#part-{number}" if what in ("up", "down") else ""


def _hosted(request: HttpRequest, pk: int) -> Any:
    forum = find_forum(request, pk)
    if not request.user.is_authenticated:
        raise SignInFirst
    if not keeps_order(request, forum):
        raise NotAllowed
    return forum
