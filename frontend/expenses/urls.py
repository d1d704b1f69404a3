"""Addresses of what projects spent; below a project's."""

from django.urls import path

from .views import editing, lists, papers

urlpatterns = [
    path("<key:pk>/expenses/", lists.expenses, name="project_expenses"),
    path("<key:pk>/expenses/new/", editing.new, name="expense_new"),
    path("<key:pk>/expenses/<key:expense_id>/edit/", editing.edit, name="expense_edit"),
    path("<key:pk>/expenses/<key:expense_id>/remove/", editing.remove, name="expense_remove"),
    path("<key:pk>/expenses/<key:expense_id>/papers/", papers.add, name="expense_paper_add"),
    path("<key:pk>/expenses/payouts/<key:payout_id>/", papers.payout, name="expense_payout"),
    path("<key:pk>/expenses/papers/<key:paper_id>/", papers.paper, name="expense_paper"),
    path("<key:pk>/expenses/papers/<key:paper_id>/remove/", papers.remove, name="expense_paper_remove"),
]
