"""Reading a document as the text, with its progress; files beside the draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from frontend.work.common import is_htmx, own_consultation, show
from frontend.work.forms import AttachmentForm, ImportForm
from frontend.work.views.details import attachment_kinds, papers_page
from participation.documents.downloads import as_download
from participation.documents.selectors import count_masked, get_attachment, get_import
from participation.refusals import Refused
from proposals.actions.files import attach_file, detach_file, import_text
from proposals.selectors.drafts import get_draft


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, consultation: Any) -> HttpResponse:
    """Upload a document or paste its text; what was typed stays where it is refused."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        file, text = form.cleaned_data["file"], form.cleaned_data["pasted"]
        try:
            job = import_text(
                official=request.user,  # type: ignore[arg-type]  # signed in, by own_consultation
                consultation_id=consultation.pk,
                file=file or None,
                text=None if file else text,
            )
        except Refused as refusal:
            form.add_error(str(refusal.extra.get("field") or "file"), str(refusal))
        else:
            return redirect("work_import_progress", pk=consultation.pk, job_id=job.pk)
    context = {"import_form": form, "draft": get_draft(consultation)}
    return show(request, "work/text/import.html", consultation, "text", status=422 if form.errors else 200, **context)


@own_consultation
@require_safe
def progress(request: HttpRequest, consultation: Any, job_id: int) -> HttpResponse:
    """How far the reading is; when it is done, on to the text."""
    job = get_import(job_id)
    if job is None or job.scope != consultation.scope:
        raise Http404
    if job.state == "done" and (get_draft(consultation).import_job or 0) >= job.pk:
        target = reverse("work_text", args=[consultation.pk])
        _warn_of_numbers(request, job.pk)
        if not is_htmx(request):
            return redirect(target)
        response = HttpResponse(status=204)
        response["HX-Redirect"] = target
        return response
    if is_htmx(request):
        return render(
            request, "work/text/progress_part.html", {"consultation": consultation, "job": job, "htmx_part": True}
        )
    return show(request, "work/text/progress.html", consultation, "text", job=job)


def _warn_of_numbers(request: HttpRequest, job_id: int) -> None:
    count = count_masked(job_id)
    if count:
        text = ngettext(
            "%d number in the document looks like a personal number (ЕГН) and was replaced by dots. Check it, and upload "
            "files without such numbers: they are kept as they are.",
            "%d numbers in the document look like personal numbers (ЕГН) and were replaced by dots. Check them, and "
            "upload files without such numbers: they are kept as they are.",
            count,
        )
        messages.warning(request, text % count)


@own_consultation
@require_http_methods(["POST"])
def attach(request: HttpRequest, consultation: Any) -> HttpResponse:
    """A file is put beside the draft."""
    form = AttachmentForm(attachment_kinds(consultation), request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        try:
            attach_file(
                official=request.user,  # type: ignore[arg-type]  # signed in, by own_consultation
                consultation_id=consultation.pk,
                file=data["file"],
                kind=data["kind"],
                title=data["title"],
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The file is attached. It becomes public with the draft."))
            return redirect(f"{reverse('work_papers', args=[consultation.pk])}#files")
    return papers_page(request, consultation, file_form=form, status=422)


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def attachment(request: HttpRequest, consultation: Any, attachment_id: int) -> Any:
    """An attached file to look at, or with POST to take away."""
    if request.method == "POST":
        detach_file(official=request.user, consultation_id=consultation.pk, attachment_id=attachment_id)  # type: ignore[arg-type]  # signed in
        messages.success(request, _("The file is removed."))
        return redirect(f"{reverse('work_papers', args=[consultation.pk])}#files")
    found = get_attachment(attachment_id)
    if found is None or found.scope != consultation.scope:
        raise Http404
    return as_download(found)
