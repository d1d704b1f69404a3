"""Certificates: made of confirmed hours, printed, taken back, revoked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.projects.common import find_project
from participation.keys import as_id
from participation.refusals import Closed, Refused
from participation.rest.throttles import address_of
from participation.retries import was_there
from volunteers.projects.selectors.projects import get_visible
from volunteers.tasks.actions.certificates import (
    NOT_VALID,
    issue_certificate,
    revoke_certificate,
    withdraw_certificate,
)
from volunteers.tasks.checking import check_code
from volunteers.tasks.codes import in_groups
from volunteers.tasks.paper import paper_for
from volunteers.tasks.policies import may_issue, may_revoke
from volunteers.tasks.selectors.certificates import paper_of
from volunteers.tasks.selectors.worked import worked_for

from ..common import crumbs_under, standing_of
from ..forms import RevokeForm
from ..words import length, paper

PAGE = 40


@never_cache
@login_required
@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who worked how long, each with their certificate."""
    project = find_project(request, pk)
    if not standing_of(request, project).oversees:
        raise PermissionDenied
    page = Paginator(worked_for(project, request.user), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "pk": one.person.pk if one.person else None,
            "name": one.person.display_name if one.person else _("Former participants"),
            "is_own": one.person == request.user,
            "confirmed": length(one.confirmed),
            "waiting": length(one.waiting) if one.waiting else "",
            "paper": paper(one.certificate) if one.certificate else None,
            "may_issue": bool(one.person and one.confirmed and not one.is_current),
        }
        for one in page
    ]
    context = {"project": project, "page": page, "rows": rows, "crumbs": crumbs_under(project, _("Who worked"))}
    return render(request, "hours/people.html", context)


@login_required
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """A certificate of what is confirmed now: one's own, or a helper's."""
    own: Any = request.user.pk
    user_id = as_id(request.POST.get("person", "")) or own
    project = get_visible(pk, request.user)
    if user_id != own and (project is None or not may_issue(request.user, project, user_id)):
        raise PermissionDenied
    try:
        made = issue_certificate(person=request.user, project_id=pk, user_id=user_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if not was_there(made):
            messages.success(request, _said(user_id == own))
    return redirect("record" if user_id == own else reverse("hours_people", args=[pk]))


def _said(is_own: bool) -> str:
    return _("Your certificate is ready.") if is_own else _("The certificate is made, and they were told.")


@never_cache
@login_required
@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The paper, for its holder, who leads the project, and officials; while it is valid."""
    row = paper_of(code, request.user) if known(request, code) else None
    if row is None:
        raise Http404(_("There is no such certificate."))
    if row.state != "valid":
        raise Closed(NOT_VALID)
    path = reverse("certificate", args=[in_groups(row.code)])
    address = (settings.ENV.origin or request.build_absolute_uri("/")).rstrip("/") + path
    headers = {
        "Content-Disposition": f'attachment; filename="certificate-{in_groups(row.code)}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(paper_for(row, address=address), content_type="application/pdf", headers=headers)


def known(request: HttpRequest, code: str) -> Any:
    """The certificate of this code. Raises TooMany for whoever tries one after the other."""
    return check_code(code[:60], address_of(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Its holder takes it back: whoever checks it reads that, and no name; asked once."""
    row = known(request, code)
    if row is None or row.user_id != request.user.pk:
        raise Http404(_("There is no such certificate."))
    if request.method == "POST":
        withdraw_certificate(person=request.user, certificate_id=row.pk)
        messages.success(request, _("Taken back: whoever checks it reads that, and not your name."))
        return redirect("record")
    heading = _("Take this certificate back")
    context = {
        "project": row.project, "heading": heading, "send": _("Take it back"), "back": reverse("record"),
        "words": _("Whoever checks its code reads that you took it back, and no name. Your hours stay."),
        "crumbs": [(_("My record"), reverse("record")), (heading, "")],
    }  # fmt: skip
    return render(request, "projects/sure.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """It is not valid any more, with a reason that its holder reads."""
    row = known(request, code)
    if row is None:
        raise Http404(_("There is no such certificate."))
    if not may_revoke(request.user, row):
        raise PermissionDenied
    form = RevokeForm(request.POST if request.method == "POST" else None)
    back = reverse("certificate", args=[in_groups(row.code)])
    if form.is_valid():
        try:
            revoke_certificate(person=request.user, certificate_id=row.pk, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("Revoked. Its holder was told why; whoever checks it reads that it is not valid.")
            )
            return redirect(back)
    heading = _("Revoke the certificate")
    context = {
        "project": row.project, "form": form, "heading": heading, "send": _("Revoke it"), "back": back,
        "words": _("Of %(name)s, for “%(project)s”. This cannot be undone; a new one can be made.")
        % {"name": row.name, "project": row.project.title},
        "crumbs": [(in_groups(row.code), back), (heading, "")],
    }  # fmt: skip
    return render(request, "projects/sure.html", context, status=422 if form.errors else 200)
