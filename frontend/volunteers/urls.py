"""Addresses of the register: the public page, one's own entry, guardians, the people of a project."""

from __future__ import annotations

from django.urls import path

from .views import applications, entry, guardian, people, register

urlpatterns = [
    path("volunteers/", register.volunteers, name="volunteers"),
    path("volunteer/", entry.volunteer, name="volunteer"),
    path("volunteer/leave/", entry.leave, name="volunteer_leave"),
    path("volunteer/guardian/", entry.ask_again, name="volunteer_guardian"),
    path("volunteer/applications/", applications.own, name="own_applications"),
    path("volunteer/applications/<key:project_id>/withdraw/", applications.withdraw, name="application_withdraw"),
    path("volunteer/applications/<key:project_id>/answer/", applications.answer, name="invitation_answer"),
    path("guardian/<slug:key>/", guardian.guardian, name="guardian"),
    path("projects/<key:pk>/help/", applications.offer, name="project_help"),
    path("projects/<key:pk>/people/", people.people, name="project_people"),
    path("projects/<key:pk>/people/invite/", people.invite, name="project_invite"),
    path("projects/<key:pk>/people/<key:application_id>/", people.answer, name="application_answer"),
]
