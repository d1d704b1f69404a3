"""What every page of the workspace begins with: whose consultation it is, and where one is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.refusals import Refused
from proposals import readiness
from proposals.selectors.drafts import get_for_official

Params = ParamSpec("Params")
STEPS: tuple[tuple[str, Promise, str], ...] = (
    ("text", _("Text"), "work_text"),
    ("details", _("Details"), "work_details"),
    ("contact", _("Contact and ways"), "work_contact"),
    ("papers", _("Documents"), "work_papers"),
    ("dates", _("Dates"), "work_dates"),
    ("publish", _("Check and publish"), "work_consultation"),
)

TABS: tuple[tuple[str, Promise, str], ...] = (
    ("overview", _("Overview"), "work_consultation"),
    ("comments", _("Comments"), "work_comments"),
    ("answers", _("Answers"), "work_answers"),
)


@dataclass(frozen=True)
class Step:
    """One step of preparing, and how much the checklist still wants there."""

    name: str
    label: str | Promise
    url: str
    missing: int
    is_current: bool


def own_consultation(
    view: Callable[Concatenate[HttpRequest, Any, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, int, Params], HttpResponse]:
    """The view gets the consultation itself; to all but officials of its municipality there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        consultation = get_for_official(request.user, pk)
        if consultation is None:
            raise Http404
        request.place = consultation.municipality  # type: ignore[attr-defined]  # the frame shows whose page it is
        return view(request, consultation, *args, **kwargs)

    return login_required(cast(Callable[Concatenate[HttpRequest, int, Params], HttpResponse], guarded))


def show(
    request: HttpRequest, template: str, consultation: Any, here: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of the workspace in its frame: the steps while it is being prepared, the tabs afterwards."""
    context |= {"consultation": consultation, "here": here, "crumbs": _crumbs(consultation, here)}
    if consultation.state == "preparing" and "steps" not in context:
        context["steps"] = steps_of(consultation, here)
    elif consultation.state != "preparing":
        context["tabs"] = tabs_of(consultation, here)
    return render(request, template, context, status=status)


def _crumbs(consultation: Any, here: str) -> list[tuple[Any, str]]:
    crumbs = [(_("Workspace"), reverse("work"))]
    name = next((label for key, label, _url in (*STEPS, *TABS) if key == here), "")
    return [*crumbs, (consultation.title, reverse("work_consultation", args=[consultation.pk])), (name, "")]


def steps_of(consultation: Any, here: str, items: list[readiness.Item] | None = None) -> list[Step]:
    """The steps of preparing with what is missing in each."""
    left = readiness.missing(consultation) if items is None else [one for one in items if not (one.ok or one.is_advice)]
    paths = [item.link.partition("#")[0].partition("?")[0] for item in left]
    steps = []
    for name, label, url_name in STEPS:
        url = reverse(url_name, args=[consultation.pk])
        missing = len(left) if name == "publish" else paths.count(url)
        steps.append(Step(name, label, url, missing, name == here))
    return steps


def tabs_of(consultation: Any, here: str) -> list[dict[str, Any]]:
    """The tabs of a published consultation."""
    tabs = TABS[:2] if consultation.state in ("announced", "withdrawn") else TABS
    return [
        {"label": label, "url": reverse(url_name, args=[consultation.pk]), "is_current": name == here}
        for name, label, url_name in tabs
    ]


def done(request: HttpRequest, form: Any, act: Callable[[], object], said: str) -> bool:
    """Whether the form was sent and the act carried out, which is then said on the next page.

    Otherwise what stands against it stands in the form: a refusal at the field it is about.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        field = refusal.extra.get("field")
        form.add_error(str(field) if field in form.fields else None, str(refusal))
        return False
    messages.success(request, said)
    return True


def status_of(form: Any) -> int:
    """422 where what was sent has to be mended."""
    return 422 if form.is_bound and form.errors else 200


def is_htmx(request: HttpRequest) -> bool:
    """Whether a part of the page was asked for."""
    return bool(getattr(request, "htmx", False))
