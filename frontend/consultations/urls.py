"""Addresses of consultations."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.consultations, name="consultations"),
]
