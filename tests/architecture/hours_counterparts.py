"""Pages and forms of hours, certificates and the record, and the operations with which a program does the same."""

from __future__ import annotations

from django.forms import BaseForm

from frontend.hours import forms

ONE, PAPER = "hours/{id}/", "certificates/{code}/"

HOURS_PAGES: dict[str, list[str]] = {
    "project_hours": ["GET hours/", "POST hours/"],
    "hours_all": ["GET hours/"],
    "hours_people": ["GET hours/", "GET certificates/"],
    "hours_note": [f"GET {ONE}", f"PATCH {ONE}"],
    "hours_answer": [f"POST {ONE}answer_question/"],
    "hours_withdraw": [f"DELETE {ONE}"],
    "hours_question": [f"POST {ONE}dispute/"],
    "hours_confirm": [f"POST {ONE}confirm/", "POST hours/confirm_many/"],
    "hours_shift": ["POST shifts/{id}/confirm/"],
    "work_hours": ["GET hours/", "POST hours/confirm_many/"],
    "certificates": [f"GET {PAPER}"],
    "certificate": [f"GET {PAPER}"],
    "certificate_pdf": [f"GET {PAPER}certificate.pdf"],
    "certificate_issue": ["POST certificates/"],
    "certificate_revoke": [f"POST {PAPER}revoke/"],
    "certificate_withdraw": [f"DELETE {PAPER}"],
    "record": ["GET hours/record/", "GET certificates/"],
    "record_json": ["GET hours/record/"],
    "record_csv": ["GET hours/record.csv"],
}

LENGTH = {"hours": "minutes"}  # typed as two numbers, sent as one
HOURS_FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (forms.HoursForm, "POST hours/", LENGTH),
    (forms.CorrectionForm, f"PATCH {ONE}", {**LENGTH, "task": "words"}),  # which is not asked: its task stays
    (forms.DoubtForm, f"POST {ONE}dispute/", {}),
    (forms.SettleForm, f"POST {ONE}answer_question/", {}),
    (forms.RevokeForm, f"POST {PAPER}revoke/", {}),
]
