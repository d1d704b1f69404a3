"""Addresses of tasks and shifts: what there is to do, who comes, the door, one's own."""

from __future__ import annotations

from django.urls import include, path

from .views import door, here, own, people, planning, reading, shifts, signing

SHIFT = [
    path("", people.shift, name="shift"),
    path("edit/", shifts.edit, name="shift_edit"),
    path("cancel/", shifts.cancel, name="shift_cancel"),
    path("remove/", shifts.remove, name="shift_remove"),
    path("signup/", signing.signup, name="shift_signup"),
    path("tick/", people.tick, name="shift_tick"),
    path("confirm/", people.confirm, name="shift_confirm"),
    path("door/", door.door, name="shift_door"),
]
urlpatterns = [
    path("projects/<key:pk>/tasks/", reading.tasks, name="project_tasks"),
    path("projects/<key:pk>/tasks/new/", planning.new, name="task_new"),
    path("projects/<key:pk>/tasks/<key:task_id>/", reading.task, name="task"),
    path("projects/<key:pk>/tasks/<key:task_id>/edit/", planning.edit, name="task_edit"),
    path("projects/<key:pk>/tasks/<key:task_id>/done/", planning.done, name="task_done"),
    path("projects/<key:pk>/tasks/<key:task_id>/remove/", planning.remove, name="task_remove"),
    path("projects/<key:pk>/tasks/<key:task_id>/people/", people.suited, name="task_people"),
    path("projects/<key:pk>/tasks/<key:task_id>/shifts/new/", shifts.new, name="shift_new"),
    path("projects/<key:pk>/tasks/<key:task_id>/shifts/<key:shift_id>/", include(SHIFT)),
    path("shifts/<key:shift_id>/here/", here.here, name="shift_here"),
    path("volunteer/shifts/", own.shifts, name="own_shifts"),
    path("volunteer/shifts/calendar/", own.calendar, name="own_calendar"),
]
