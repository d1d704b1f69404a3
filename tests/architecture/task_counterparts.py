"""Pages and forms of tasks and shifts, and the operations with which a program does the same."""

from __future__ import annotations

from django.forms import BaseForm

from frontend.tasks import forms

TASK, SHIFT = "tasks/{id}/", "shifts/{id}/"

TASK_PAGES: dict[str, list[str]] = {
    "project_tasks": ["GET tasks/"],
    "task": [f"GET {TASK}", "GET shifts/", f"GET {SHIFT}", f"GET {SHIFT}calendar.ics"],
    "task_new": ["POST tasks/"],
    "task_edit": [f"PATCH {TASK}"],
    "task_done": [f"POST {TASK}done/", f"DELETE {TASK}done/"],
    "task_remove": [f"DELETE {TASK}"],
    "task_people": [f"GET {TASK}people/"],
    "shift": [f"GET {SHIFT}people/"],
    "shift_new": ["POST shifts/"],
    "shift_edit": [f"PATCH {SHIFT}"],
    "shift_cancel": [f"POST {SHIFT}cancel/"],
    "shift_remove": [f"DELETE {SHIFT}"],
    "shift_signup": [f"POST {SHIFT}signup/", f"DELETE {SHIFT}signup/"],
    "shift_tick": [f"POST {SHIFT}tick/"],
    "shift_confirm": [f"POST {SHIFT}confirm/"],
    "shift_door": [f"GET {SHIFT}door/"],
    "shift_here": [f"POST {SHIFT}check_in/"],
    "own_shifts": ["GET shifts/", "GET tasks/suitable/", "GET shifts/feed/{key}.ics"],
    "own_calendar": ["POST shifts/feed/", "DELETE shifts/feed/"],
}

WHEN = {"day": "begins", "starts_time": "begins", "ends_time": "ends", "needed": "places"}
TASK_FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (forms.TaskForm, "POST tasks/", {"seen": "title"}),  # what is made was seen by nobody before
    (forms.TaskForm, f"PATCH {TASK}", {}),
    (forms.ShiftForm, "POST shifts/", WHEN),
    (forms.ShiftForm, f"PATCH {SHIFT}", WHEN),
    (forms.CancelForm, f"POST {SHIFT}cancel/", {}),
    (forms.HereForm, f"POST {SHIFT}check_in/", {}),
]
