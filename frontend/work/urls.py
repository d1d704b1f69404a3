"""Addresses of the officials' workspace."""

from __future__ import annotations

from django.urls import path

from frontend.work.views import answers, changing, comments, details, files, home, outcome, publishing, report, text

urlpatterns = [
    path("", home.home, name="work"),
    path("new/", home.new, name="work_new"),
    path("<key:pk>/", publishing.overview, name="work_consultation"),
    path("<key:pk>/text/", text.page, name="work_text"),
    path("<key:pk>/text/clauses/<slug:key>/", text.row, name="work_row"),
    path("<key:pk>/import/", files.start, name="work_import"),
    path("<key:pk>/import/<key:job_id>/", files.progress, name="work_import_progress"),
    path("<key:pk>/details/", details.section, {"name": "details"}, name="work_details"),
    path("<key:pk>/contact/", details.section, {"name": "contact"}, name="work_contact"),
    path("<key:pk>/papers/", details.papers, name="work_papers"),
    path("<key:pk>/papers/files/", files.attach, name="work_attach"),
    path("<key:pk>/papers/files/<key:attachment_id>/", files.attachment, name="work_attachment"),
    path("<key:pk>/dates/", details.dates, name="work_dates"),
    path("<key:pk>/preview/", publishing.preview, name="work_preview"),
    path("<key:pk>/publish/", publishing.publish, name="work_publish"),
    path("<key:pk>/discard/", publishing.discard, name="work_discard"),
    path("<key:pk>/comments/", comments.page, name="work_comments"),
    path("<key:pk>/comments/several/", comments.mark_several, name="work_mark_several"),
    path("<key:pk>/comments/<key:post_id>/", comments.mark, name="work_mark"),
    path("<key:pk>/answers/", answers.page, name="work_answers"),
    path("<key:pk>/answers/several/", answers.several, name="work_answer_several"),
    path("<key:pk>/answers/<key:proposal_id>/", answers.one, name="work_answer"),
    path("<key:pk>/report/", report.page, name="work_report"),
    path("<key:pk>/adopt/", outcome.adopt, name="work_adopt"),
    path("<key:pk>/take-back/", changing.take_back, name="work_take_back"),
    path("<key:pk>/extend/", changing.extend, name="work_extend"),
    path("<key:pk>/files/", changing.files, name="work_files"),
    path("<key:pk>/withdraw/", outcome.withdraw, name="work_withdraw"),
]
