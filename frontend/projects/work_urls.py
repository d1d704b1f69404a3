"""Addresses of the officials' desk for projects."""

from django.urls import path

from .views import checking

urlpatterns = [
    path("", checking.desk, name="work_projects"),
    path("criteria/", checking.criteria, name="work_criteria"),
    path("<key:pk>/", checking.check, name="work_project"),
]
