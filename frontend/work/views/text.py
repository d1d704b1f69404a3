"""The workbench of the text: the clause tree, mended in place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from frontend.work.common import is_htmx, own_consultation, show
from frontend.work.forms import ClauseForm, ImportForm
from frontend.work.patch import Patch, patch_of
from participation.documents.selectors import get_import_of_scope
from participation.keys import as_id
from participation.refusals import BadInput, Refused, Stale
from proposals.actions.trees import Changed, change_tree
from proposals.selectors.drafts import DraftView, Row, get_draft, rows_of, view_of

TEXTS = ("kind", "label", "heading", "body")
DONE = {
    "split": gettext_lazy("Split."), "merge": gettext_lazy("Merged with the one before."), "up": gettext_lazy("Moved up."),
    "down": gettext_lazy("Moved down."), "indent": gettext_lazy("Moved one level in."),
    "outdent": gettext_lazy("Moved one level out."), "renumber": gettext_lazy("Numbered again."),
    "add": gettext_lazy("Added."), "remove": gettext_lazy("Deleted."), "undo": gettext_lazy("Undone."),
    "redo": gettext_lazy("Done again."), "edit": gettext_lazy("Saved."), "split_rows": gettext_lazy("Split by rows."),
}  # fmt: skip
STEP_NAMES = {
    "split": gettext_lazy("splitting"), "merge": gettext_lazy("merging"), "up": gettext_lazy("moving"),
    "down": gettext_lazy("moving"), "indent": gettext_lazy("moving in"), "outdent": gettext_lazy("moving out"),
    "renumber": gettext_lazy("numbering"), "add": gettext_lazy("adding"), "remove": gettext_lazy("deleting"),
    "edit": gettext_lazy("editing"), "import": gettext_lazy("the import"), "retype": gettext_lazy("the kind"),
    "relabel": gettext_lazy("the label"), "split_rows": gettext_lazy("splitting"),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a form of the workbench asks for."""

    operation: str
    key: str
    revision: int
    texts: dict[str, str] | None  # what was typed, where the open row was sent along
    args: dict[str, Any]


@own_consultation
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, consultation: Any) -> HttpResponse:
    """The whole text, or one change of it."""
    if consultation.state != "preparing":
        return redirect("work_consultation", pk=consultation.pk)
    if request.method == "POST":
        return _change(request, consultation)
    draft = get_draft(consultation)
    job = get_import_of_scope(consultation.scope)
    if job is not None and not job.is_finished:
        return redirect("work_import_progress", pk=consultation.pk, job_id=job.pk)
    return _whole(request, consultation, draft, open_key=request.GET.get("open", ""), job=job)


@own_consultation
@require_safe
def row(request: HttpRequest, consultation: Any, key: str) -> HttpResponse:
    """One row, open for changing (``?open=1``) or closed."""
    draft = get_draft(consultation)
    found = draft.row(key)
    if found is None:
        raise Http404
    if not is_htmx(request):
        return redirect(f"{reverse('work_text', args=[consultation.pk])}?open={key}#row-{key}")
    is_open = request.GET.get("open") == "1"
    context = {"consultation": consultation, "row": found, "draft": draft}
    if is_open:
        context["form"] = _form_of(found)
    return render(request, "work/text/open.html" if is_open else "work/text/row.html", context)


def _whole(
    request: HttpRequest, consultation: Any, draft: DraftView, *, open_key: str = "", **extra: Any
) -> HttpResponse:
    opened = draft.row(open_key)
    status = extra.pop("status", 200)
    context = {
        "draft": draft,
        "open_key": opened.key if opened else "",
        "form": _form_of(opened) if opened else None,
        "import_form": ImportForm(),
        **_bar_context(draft),
        **extra,
    }
    return show(request, "work/text/page.html", consultation, "text", status=status, **context)


def _bar_context(draft: DraftView) -> dict[str, Any]:
    names = {name: STEP_NAMES.get(step, "") for name, step in (("undoes", draft.undoes), ("redoes", draft.redoes))}
    words = ngettext("%d clause", "%d clauses", len(draft.rows)) % len(draft.rows)
    return {"undo_name": names["undoes"], "redo_name": names["redoes"], "size": words}


def _form_of(found: Row) -> ClauseForm:
    return ClauseForm(initial={name: getattr(found, name) for name in TEXTS}, auto_id="row_%s")


def _asked(request: HttpRequest) -> Asked:
    sent = request.POST
    operation, key = sent.get("operation", "edit"), sent.get("key", "")
    revision = as_id(sent.get("revision", ""))
    args: dict[str, Any] = {}
    if operation == "split":
        args["at"] = as_id(sent.get("at", "")) or 0
    if operation == "add":
        args["where"] = sent.get("where", "after")
    if operation == "remove":
        args["whole"] = sent.get("whole") == "1"
    texts = {name: sent[name] for name in TEXTS if name in sent} if "body" in sent else None
    return Asked(operation, key, -1 if revision is None else revision, texts, args)


def _change(request: HttpRequest, consultation: Any) -> HttpResponse:
    """What was typed in the open row is saved first, then the operation is done on it."""
    asked = _asked(request)
    before, changed = None, None
    try:
        if asked.operation == "edit" and asked.texts is None:
            raise BadInput(_("This form says neither what to change nor how: reload the page and try again."))
        revision = asked.revision
        if asked.texts is not None and asked.operation not in ("remove", "undo", "redo"):
            changed = change_tree(
                official=request.user, consultation_id=consultation.pk, operation="edit", key=asked.key,  # type: ignore[arg-type]  # signed in
                revision=revision, **asked.texts,
            )  # fmt: skip
            before, revision = changed.before, changed.draft.revision
        if asked.operation != "edit":
            changed = change_tree(
                official=request.user, consultation_id=consultation.pk, operation=asked.operation, key=asked.key,  # type: ignore[arg-type]  # signed in
                revision=revision, **asked.args,
            )  # fmt: skip
    except Refused as refusal:
        return _refused(request, consultation, asked, refusal, before)
    assert changed is not None
    return _done(request, consultation, asked, changed, rows_of(before or changed.before))


def _done(request: HttpRequest, consultation: Any, asked: Asked, changed: Changed, before: list[Row]) -> HttpResponse:
    opens = changed.focus if asked.operation in ("split", "add") else ""
    if not is_htmx(request):
        where = f"?open={opens}" if opens else ""
        anchor = f"#row-{changed.focus}" if changed.focus else "#tree"
        return redirect(f"{reverse('work_text', args=[consultation.pk])}{where}{anchor}")
    draft = view_of(changed.draft)
    shown = asked.key if asked.texts is not None else ""
    pieces = patch_of(before, draft.rows, again={shown, opens} - {""})
    return _patched(
        request, consultation, draft, pieces, focus=changed.focus, opens=opens, said=DONE.get(asked.operation, "")
    )


def _patched(
    request: HttpRequest,
    consultation: Any,
    draft: DraftView,
    pieces: Patch,
    *,
    focus: str,
    said: object,
    opens: str = "",
) -> HttpResponse:
    """Only the rows that changed, each with where it goes; then the bar with the new revision."""
    found = draft.row(opens)
    context = {
        "consultation": consultation, "draft": draft, "patch": pieces, "open_key": opens, "focus": focus, "said": said,
        "form": _form_of(found) if found else None, **_bar_context(draft),
    }  # fmt: skip
    response = render(request, "work/text/patch.html", context)
    response["HX-Trigger-After-Settle"] = json.dumps({"tree:focus": {"key": focus, "open": bool(opens)}})
    return response


def _refused(request: HttpRequest, consultation: Any, asked: Asked, refusal: Refused, before: Any) -> HttpResponse:
    """The reason, with what was typed still in the open row; after a colleague's change the whole newest text."""
    draft = get_draft(consultation)
    found = draft.row(asked.key)
    form = None
    if asked.texts is not None:
        form = ClauseForm({**asked.texts}, auto_id="row_%s")
        form.full_clean()
        field = refusal.extra.get("field")
        form.add_error(field if field in form.fields else None, str(refusal))
    lost = asked.texts if asked.texts is not None and found is None else None
    is_stale = isinstance(refusal, Stale)
    if is_htmx(request) and not is_stale and found is not None:
        context = {"consultation": consultation, "draft": draft, "row": found, "form": form, "refusal": refusal,
                   "said": str(refusal), "patch": patch_of(rows_of(before), draft.rows) if before else None,
                   "focus": asked.key, **_bar_context(draft)}  # fmt: skip
        return render(request, "work/text/refused.html", context)
    extra = {"form": form} if form is not None and found is not None else {}
    response = _whole(
        request, consultation, draft, open_key=asked.key if form is not None else "", refusal=refusal, lost=lost,
        status=refusal.status if not is_htmx(request) else 200, newest=found if is_stale else None, **extra,
    )  # fmt: skip
    if is_htmx(request):
        response["HX-Retarget"], response["HX-Reselect"], response["HX-Reswap"] = (
            "global #workbench",  # global: the button that asked may have been drawn anew meanwhile
            "#workbench",
            "outerHTML",
        )
    return response
