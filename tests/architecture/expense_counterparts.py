"""Pages and forms of expenses, and the operations with which a program does the same."""

from __future__ import annotations

from django.forms import BaseForm

from frontend.expenses import forms

EXP = "expenses/{id}/"

EXPENSE_PAGES: dict[str, list[str]] = {
    "project_expenses": ["GET expenses/", f"GET {EXP}", "GET expenses/sums/"],
    "expense_new": ["POST expenses/"],
    "expense_edit": [f"PATCH {EXP}", f"GET {EXP}papers/"],
    "expense_remove": [f"POST {EXP}remove/"],
    "expense_paper_add": [f"POST {EXP}papers/"],
    "expense_paper": ["GET papers/{id}/"],
    "expense_paper_remove": ["DELETE papers/{id}/"],
    "expense_payout": ["GET papers/", "POST papers/"],
}
EUROS = {"euros": "cents"}
EXPENSE_FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (forms.ExpenseForm, "POST expenses/", {**EUROS, "seen": "what"}),  # what is new was seen by nobody before
    (forms.ExpenseForm, f"PATCH {EXP}", {**EUROS, "client_key": "what"}),
    (forms.PaperForm, f"POST {EXP}papers/", {}),
    (forms.PaperForm, "POST papers/", {}),
    (forms.RemoveForm, f"POST {EXP}remove/", {}),
]
