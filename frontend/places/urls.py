"""Addresses of municipalities."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.municipalities, name="municipalities"),
    path("<str:code>/", views.municipality, name="municipality"),
    path("<str:code>/choose/", views.choose, name="municipality_choose"),
    path("<str:code>/theme.css", views.theme, name="municipality_theme"),
]
