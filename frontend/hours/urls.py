"""Addresses of hours, certificates and a volunteer's own record."""

from __future__ import annotations

from django.urls import path

from .views import checking, deciding, own, papers, record

urlpatterns = [
    path("projects/<key:pk>/hours/", own.hours, name="project_hours"),
    path("projects/<key:pk>/hours/confirm/", deciding.confirm, name="hours_confirm"),
    path("projects/<key:pk>/hours/shifts/<key:shift_id>/", deciding.confirm_everybody, name="hours_shift"),
    path("projects/<key:pk>/hours/all/", deciding.everybodys, name="hours_all"),
    path("projects/<key:pk>/hours/people/", papers.people, name="hours_people"),
    path("projects/<key:pk>/hours/certificate/", papers.issue, name="certificate_issue"),
    path("projects/<key:pk>/hours/<key:hours_id>/", own.note, name="hours_note"),
    path("projects/<key:pk>/hours/<key:hours_id>/answer/", own.answer, name="hours_answer"),
    path("projects/<key:pk>/hours/<key:hours_id>/withdraw/", own.withdraw, name="hours_withdraw"),
    path("projects/<key:pk>/hours/<key:hours_id>/question/", deciding.question, name="hours_question"),
    path("work/projects/hours/", deciding.desk, name="work_hours"),
    path("certificates/", checking.ask, name="certificates"),
    path("certificates/<str:code>/", checking.certificate, name="certificate"),
    path("certificates/<str:code>/certificate.pdf", papers.pdf, name="certificate_pdf"),
    path("certificates/<str:code>/withdraw/", papers.withdraw, name="certificate_withdraw"),
    path("certificates/<str:code>/revoke/", papers.revoke, name="certificate_revoke"),
    path("volunteer/record/", record.record, name="record"),
    path("volunteer/record/record.json", record.as_json, name="record_json"),
    path("volunteer/record/hours.csv", record.as_csv, name="record_csv"),
]
