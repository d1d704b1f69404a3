"""Addresses of consultations."""

from django.urls import path

from .views import acts, clauses, discussing, files, history, lists, posts, reading, report, results

urlpatterns = [
    path("", lists.consultations, name="consultations"),
    path("<int:pk>/", reading.consultation, name="consultation"),
    path("<int:pk>/files/<int:file_id>/", files.file, name="consultation_file"),
    path("<int:pk>/follow/", acts.follow, name="consultation_follow"),
    path("<int:pk>/resume/", acts.resume, name="consultation_resume"),
    path("<int:pk>/results/", results.results, name="consultation_results"),
    path("<int:pk>/history/", history.history, name="consultation_history"),
    path("<int:pk>/report/", report.report, name="consultation_report"),
    path("<int:pk>/report.csv", report.report_csv, name="consultation_report_csv"),
    path("<int:pk>/clauses/<int:clause_id>/", clauses.clause, name="clause"),
    path("<int:pk>/clauses/<int:clause_id>/stance/", acts.stance, name="clause_stance"),
    path("<int:pk>/clauses/<int:clause_id>/comment/", discussing.comment, name="clause_comment"),
    path("<int:pk>/clauses/<int:clause_id>/suggest/", discussing.suggest, name="clause_suggest"),
    path("<int:pk>/support/<int:question_id>/", acts.support, name="support"),
    path("<int:pk>/posts/<int:post_id>/", posts.post, name="post"),
    path("<int:pk>/posts/<int:post_id>/answer/", posts.answer_post, name="post_answer"),
    path("<int:pk>/posts/<int:post_id>/edit/", posts.edit, name="post_edit"),
    path("<int:pk>/suggestions/<int:suggestion_id>/", discussing.suggestion, name="suggestion"),
    path("<int:pk>/suggestions/<int:suggestion_id>/withdraw/", discussing.withdraw, name="suggestion_withdraw"),
]
