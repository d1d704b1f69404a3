"""Addresses of consultations."""

from django.urls import path

from .views import acts, clauses, discussing, files, history, lists, posts, reading, report, results

urlpatterns = [
    path("", lists.consultations, name="consultations"),
    path("<key:pk>/", reading.consultation, name="consultation"),
    path("<key:pk>/files/<key:file_id>/", files.file, name="consultation_file"),
    path("<key:pk>/follow/", acts.follow, name="consultation_follow"),
    path("<key:pk>/resume/", acts.resume, name="consultation_resume"),
    path("<key:pk>/results/", results.results, name="consultation_results"),
    path("<key:pk>/history/", history.history, name="consultation_history"),
    path("<key:pk>/report/", report.report, name="consultation_report"),
    path("<key:pk>/report.csv", report.report_csv, name="consultation_report_csv"),
    path("<key:pk>/clauses/<key:clause_id>/", clauses.clause, name="clause"),
    path("<key:pk>/clauses/<key:clause_id>/stance/", acts.stance, name="clause_stance"),
    path("<key:pk>/clauses/<key:clause_id>/comment/", discussing.comment, name="clause_comment"),
    path("<key:pk>/clauses/<key:clause_id>/suggest/", discussing.suggest, name="clause_suggest"),
    path("<key:pk>/support/<key:question_id>/", acts.support, name="support"),
    path("<key:pk>/posts/<key:post_id>/", posts.post, name="post"),
    path("<key:pk>/posts/<key:post_id>/answer/", posts.answer_post, name="post_answer"),
    path("<key:pk>/posts/<key:post_id>/edit/", posts.edit, name="post_edit"),
    path("<key:pk>/suggestions/<key:suggestion_id>/", discussing.suggestion, name="suggestion"),
    path("<key:pk>/suggestions/<key:suggestion_id>/withdraw/", discussing.withdraw, name="suggestion_withdraw"),
]
