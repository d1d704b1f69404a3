"""Addresses of the officials' desk for bank statements."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.statements, name="work_statements"),
    path("new/", views.new, name="work_statement_new"),
    path("<key:pk>/", views.statement, name="work_statement"),
    path("<key:pk>/book/", views.book, name="work_statement_book"),
    path("<key:pk>/discard/", views.discard, name="work_statement_discard"),
    path("<key:pk>/lines/<key:line_id>/", views.line, name="work_statement_line"),
    path("<key:pk>/lines/<key:line_id>/aside/", views.aside, name="work_statement_aside"),
]
