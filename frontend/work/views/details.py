"""What the law wants, section by section; each saves by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontend.work.common import STEPS, is_htmx, own_consultation, show
from frontend.work.forms import AttachmentForm, DatesForm, SectionForm
from participation.documents.selectors import list_attachments
from participation.refusals import Refused
from proposals import readiness
from proposals.actions.drafts import SECTIONS, plan_dates, save_section
from proposals.policies import attachable_kinds
from proposals.selectors.drafts import remembered_from

ATTACHED = (
    ("motives", gettext_lazy("motives")),
    ("consultation_document", gettext_lazy("consultation document")),
    ("impact_assessment", gettext_lazy("impact assessment")),
    ("consolidated", gettext_lazy("consolidated text")),
    ("annex", gettext_lazy("annex")),
    ("decision", gettext_lazy("decision")),
)
TITLES = {"details": gettext_lazy("Details"), "contact": gettext_lazy("Contact and ways to take part")}
LEADS = {
    "details": gettext_lazy("What stands on the page of the consultation, and what the state portal asks for too."),
    "contact": gettext_lazy("Not everybody is on the internet: name at least one other way to take part."),
}
TAKEN_OVER = {"details": ("institution",), "contact": SECTIONS["contact"]}  # from the municipality's last consultation
AFTER = {name: STEPS[place + 1][2] for place, (name, _label, _url) in enumerate(STEPS[:-1])}


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, consultation: Any, name: str) -> HttpResponse:
    """Details, or contact and ways."""
    if consultation.state != "preparing":
        return redirect("work_consultation", pk=consultation.pk)
    form = _form(request, consultation, SECTIONS[name])
    if request.method == "POST":
        answer = _saved(request, consultation, name, form)
        if answer is not None:
            return answer
    context = {"form": form, "title": TITLES[name], "lead": LEADS[name], "section": name}
    if request.method != "POST":
        context["remembered"] = remembered_from(consultation, TAKEN_OVER[name])
    return show(request, "work/section.html", consultation, name, status=_status(form), **context)


def _form(request: HttpRequest, consultation: Any, names: tuple[str, ...]) -> SectionForm:
    initial = {name: getattr(consultation, name) for name in names}
    data = request.POST if request.method == "POST" and "kind_of_file" not in request.POST else None
    return SectionForm(names, readiness.wanted_fields(consultation), data, initial=initial)


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _saved(
    request: HttpRequest, consultation: Any, name: str, form: SectionForm, section: str = ""
) -> HttpResponse | None:
    """Every field that can be used is saved, also where another cannot; None when the form has to be shown again."""
    form.is_valid()
    values = {key: form.cleaned_data[key] for key in form.fields if key in form.cleaned_data and key in form.data}
    try:
        save_section(official=request.user, consultation_id=consultation.pk, section=section or name, values=values)  # type: ignore[arg-type]  # signed in
    except Refused as refusal:
        field = refusal.extra.get("field")
        form.add_error(str(field) if field in form.fields else None, str(refusal))
    if is_htmx(request):
        return render(request, "work/saved.html", {"form": form})
    if form.errors:
        return None
    messages.success(request, _("Saved."))
    return redirect(AFTER[name] if "next" in request.POST else f"work_{name}", pk=consultation.pk)


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, consultation: Any) -> HttpResponse:
    """Motives or the consultation document, written here or attached; other attachments."""
    if consultation.state != "preparing":
        return redirect("work_consultation", pk=consultation.pk)
    form = _form(request, consultation, _parts(consultation))
    if request.method == "POST":
        section_name = "motives" if consultation.kind == "normative" else "document"
        answer = _saved(request, consultation, "papers", form, section_name)
        if answer is not None:
            return answer
    return papers_page(request, consultation, form=form, status=_status(form))


def _parts(consultation: Any) -> tuple[str, ...]:
    if consultation.kind == "idea":
        return ()
    return SECTIONS["motives"] if consultation.kind == "normative" else SECTIONS["document"]


def attachment_kinds(consultation: Any) -> list[tuple[str, Any]]:
    """What can be attached to a draft of this kind, what the law wants first."""
    labels = dict(ATTACHED)
    return [(kind, labels[kind]) for kind in attachable_kinds(consultation)]


def papers_page(
    request: HttpRequest, consultation: Any, *, form: Any = None, file_form: Any = None, status: int = 200
) -> HttpResponse:
    """The page of documents, with either form as it was sent."""
    parts = _parts(consultation)
    if form is None:
        form = SectionForm(
            parts, readiness.wanted_fields(consultation), initial={name: getattr(consultation, name) for name in parts}
        )
    context = {
        "form": form,
        "has_parts": bool(parts),
        "file_form": file_form or AttachmentForm(attachment_kinds(consultation)),
        "files": list_attachments(consultation.scope, public_only=False),
    }
    return show(request, "work/papers.html", consultation, "papers", status=status, **context)


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, consultation: Any) -> HttpResponse:
    """When it opens and closes, by the municipality's clock."""
    if consultation.state != "preparing":
        return redirect("work_consultation", pk=consultation.pk)
    zone = consultation.municipality.timezone
    form = DatesForm(zone, request.POST or None, initial=_initial(consultation))
    if request.method == "POST" and form.is_valid():
        try:
            plan_dates(
                official=request.user,  # type: ignore[arg-type]  # signed in, by own_consultation
                consultation_id=consultation.pk,
                opens_at=form.moment("opens"),
                closes_at=form.moment("closes"),
                short_term_reason=form.cleaned_data["short_term_reason"],
            )
        except Refused as refusal:
            field = refusal.extra.get("field")
            form.add_error(str(field) if field in form.fields else None, str(refusal))
        else:
            consultation.refresh_from_db()
            wrong = [item for item in readiness.missing(consultation) if "/dates/" in item.link]
            if not wrong:
                messages.success(request, _("Saved."))
                return redirect("work_consultation", pk=consultation.pk)
            for item in wrong:
                form.add_error(
                    "short_term_reason" if item.code == "short_term_reason" else "closes_day", str(item.label)
                )
    context = {
        "form": form,
        "normal": readiness.normal_days(consultation),
        "least": readiness.SHORTEST_DAYS,
        "earliest": _earliest(consultation),
        "zone": zone,
    }
    return show(request, "work/dates.html", consultation, "dates", status=_status(form), **context)


def _earliest(consultation: Any) -> Any:
    """The first day on which it may close without reasons, by the municipality's clock."""
    opens = max(consultation.planned_opens_at or timezone.now(), timezone.now())
    days = readiness.normal_days(consultation) or readiness.SHORTEST_DAYS
    return (opens.astimezone(ZoneInfo(consultation.municipality.timezone)) + timedelta(days=days)).date()


def _initial(consultation: Any) -> dict[str, Any]:
    initial = DatesForm.initial_for(consultation)
    if consultation.planned_closes_at is None:
        initial["closes_day"] = _earliest(consultation) + timedelta(days=1)
    return initial
