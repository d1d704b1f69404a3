"""Addresses of the officials' workspace."""

from __future__ import annotations

from django.urls import path

from frontend.work.views import answers, comments, details, files, home, outcome, publishing, report, text

urlpatterns = [
    path("", home.home, name="work"),
    path("new/", home.new, name="work_new"),
    path("<int:pk>/", publishing.overview, name="work_consultation"),
    path("<int:pk>/text/", text.page, name="work_text"),
    path("<int:pk>/text/clauses/<slug:key>/", text.row, name="work_row"),
    path("<int:pk>/import/", files.start, name="work_import"),
    path("<int:pk>/import/<int:job_id>/", files.progress, name="work_import_progress"),
    path("<int:pk>/details/", details.section, {"name": "details"}, name="work_details"),
    path("<int:pk>/contact/", details.section, {"name": "contact"}, name="work_contact"),
    path("<int:pk>/papers/", details.papers, name="work_papers"),
    path("<int:pk>/papers/files/", files.attach, name="work_attach"),
    path("<int:pk>/papers/files/<int:attachment_id>/", files.attachment, name="work_attachment"),
    path("<int:pk>/dates/", details.dates, name="work_dates"),
    path("<int:pk>/preview/", publishing.preview, name="work_preview"),
    path("<int:pk>/publish/", publishing.publish, name="work_publish"),
    path("<int:pk>/discard/", publishing.discard, name="work_discard"),
    path("<int:pk>/comments/", comments.page, name="work_comments"),
    path("<int:pk>/comments/<int:post_id>/", comments.mark, name="work_mark"),
    path("<int:pk>/answers/", answers.page, name="work_answers"),
    path("<int:pk>/answers/several/", answers.several, name="work_answer_several"),
    path("<int:pk>/answers/<int:proposal_id>/", answers.one, name="work_answer"),
    path("<int:pk>/report/", report.page, name="work_report"),
    path("<int:pk>/adopt/", outcome.adopt, name="work_adopt"),
    path("<int:pk>/withdraw/", outcome.withdraw, name="work_withdraw"),
]
