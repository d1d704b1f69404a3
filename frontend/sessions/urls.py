"""Addresses of public forum sessions."""

from django.urls import path

from .views import arranging, carrying, hosting, lists, minutes, naming, polling, room

urlpatterns = [
    path("", lists.sessions, name="sessions"),
    path("new/", arranging.new, name="session_new"),
    path("<key:pk>/", room.session, name="session"),
    path("<key:pk>/calendar.ics", lists.calendar, name="session_calendar"),
    path("<key:pk>/edit/", arranging.edit, name="session_edit"),
    path("<key:pk>/cancel/", arranging.cancel, name="session_cancel"),
    path("<key:pk>/follow/", room.follow, name="session_follow"),
    path("<key:pk>/hand/", room.hand, name="session_hand"),
    path("<key:pk>/here/", room.here, name="session_here"),
    path("<key:pk>/ask/", room.ask, name="session_ask"),
    path("<key:pk>/support/<key:question_id>/", room.support, name="session_support"),
    path("<key:pk>/questions/<key:post_id>/", room.question, name="session_question"),
    path("<key:pk>/questions/<key:post_id>/take-back/", room.take_back, name="session_take_back"),
    path("<key:pk>/questions/<key:post_id>/answer/", hosting.answer_question, name="session_answer"),
    path("<key:pk>/turns/<key:turn_id>/confirm/", room.confirm, name="session_confirm"),
    path("<key:pk>/turns/<key:turn_id>/gist/", hosting.gist, name="session_gist"),
    path("<key:pk>/wall/", lists.wall, name="session_wall"),
    path("<key:pk>/host/", hosting.console, name="session_host"),
    path("<key:pk>/hosts/", naming.hosts, name="session_hosts"),
    path("<key:pk>/hosts/<key:person_id>/remove/", naming.remove, name="session_host_remove"),
    path("<key:pk>/host/act/", hosting.act, name="session_act"),
    path("<key:pk>/polls/", polling.ask, name="session_poll_new"),
    path("<key:pk>/polls/<key:poll_id>/", polling.poll, name="session_poll"),
    path("<key:pk>/polls/<key:poll_id>/close/", polling.close, name="session_poll_close"),
    path("<key:pk>/minutes/", minutes.minutes, name="session_minutes"),
    path("<key:pk>/minutes.md", minutes.markdown, name="session_minutes_md"),
    path("<key:pk>/minutes.csv", minutes.sheet, name="session_minutes_csv"),
    path("<key:pk>/minutes/edit/", minutes.edit, name="session_minutes_edit"),
    path("<key:pk>/carry/", carrying.carry_over, name="session_carry"),
    path("<key:pk>/carried/<key:carried_id>/claim/", carrying.claim, name="session_claim"),
]
