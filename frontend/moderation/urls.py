"""Addresses of reports, decisions, appeals, rules and the public log."""

from __future__ import annotations

from django.urls import path

from .views import deciding, log, queue, reporting, rules, statements

urlpatterns = [
    path("moderation/", queue.moderation, name="moderation"),
    path("moderation/report/", reporting.report, name="report"),
    path("moderation/cases/<str:ref>/", deciding.case, name="moderation_case"),
    path("moderation/seconds/<key:pk>/", deciding.second, name="moderation_second"),
    path("moderation/appeals/<key:pk>/", deciding.appeal, name="moderation_appeal"),
    path("moderation/decisions/<key:pk>/reverse/", queue.reverse_view, name="moderation_reverse"),
    path("moderation/log/", log.log, name="moderation_log"),
    path("moderation/log/<key:year>.csv", log.year_csv, name="moderation_log_csv"),
    path("moderation/log/<key:year>/", log.year_page, name="moderation_year"),
    path("profile/reports/", reporting.own, name="my_reports"),
    path("reports/<str:receipt>/", reporting.followed, name="report_followed"),
    path("statements/<key:pk>/", statements.statement, name="statement"),
    path("municipalities/<str:code>/rules/", rules.rules, name="municipality_rules"),
    path("municipalities/<str:code>/rules/write/", rules.write, name="municipality_rule_write"),
    path("municipalities/<str:code>/rules/repeal/", rules.repeal, name="municipality_rule_repeal"),
    path("municipalities/<str:code>/moderation/", log.log, name="municipality_log"),
    path("municipalities/<str:code>/moderation/<key:year>/", log.year_page, name="municipality_year"),
    path("municipalities/<str:code>/moderation/<key:year>.csv", log.year_csv, name="municipality_log_csv"),
]
