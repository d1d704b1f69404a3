"""Pages and forms of bank statements, and the operations with which a program does the same."""

from __future__ import annotations

from django.forms import BaseForm

from frontend.statements import forms

ONE = "statements/{id}/"
LINE = f"{ONE}lines/{{line_id}}/"

STATEMENT_PAGES: dict[str, list[str]] = {
    "work_statements": ["GET statements/"],
    "work_statement_new": ["POST statements/"],
    "work_statement": [f"GET {ONE}"],
    "work_statement_book": [f"POST {ONE}book/"],
    "work_statement_discard": [f"DELETE {ONE}"],
    "work_statement_line": [f"GET {LINE}", f"POST {LINE}settle/"],
    "work_statement_aside": [f"POST {LINE}set_aside/"],
}
STATEMENT_FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (forms.UploadForm, "POST statements/", {}),
    (forms.SettleForm, f"POST {LINE}settle/", {}),
    (forms.AsideForm, f"POST {LINE}set_aside/", {}),
]
