"""Addresses of polls."""

from django.urls import path

from .views import acting, hosting, reading

urlpatterns = [
    path("", reading.polls, name="polls"),
    path("new/", hosting.new, name="poll_new"),
    path("<key:pk>/", reading.poll, name="poll"),
    path("<key:pk>/wall/", reading.wall, name="poll_wall"),
    path("<key:pk>/results.csv", reading.results, name="poll_results"),
    path("<key:pk>/vote/", acting.vote, name="poll_vote"),
    path("<key:pk>/resume/", acting.resume, name="poll_resume"),
    path("<key:pk>/follow/", acting.follow, name="poll_follow"),
    path("<key:pk>/open/", hosting.open_now, name="poll_open"),
    path("<key:pk>/discard/", hosting.discard, name="poll_discard"),
    path("<key:pk>/edit/", hosting.edit, name="poll_edit"),
    path("<key:pk>/close/", hosting.close, name="poll_close"),
]
