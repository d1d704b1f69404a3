"""Tasks and shifts: the rows of their pages. The representative leads the project; the citizen takes part, has a place in
the shift to come and in the one that is now; see ``task_rows``.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.security.rows import ALL, OWN, SPEAKER, Row

LEADS = SPEAKER  # the representative
TASK, SHIFT = "/projects/{led}/tasks/{task}/", "/projects/{led}/tasks/{task}/shifts/{shift}/"
NOW, WAS = "/projects/{led}/tasks/{task}/shifts/{now}/", "/projects/{led}/tasks/{task}/shifts/{was}/"
WORDS = {"title": "Копане", "where": "Тук", "minimum_age": "14"}
WHEN = {
    "day": (timezone.localdate() + timedelta(days=12)).isoformat(),
    "starts_time": "09:00",
    "ends_time": "12:00",
    "needed": "9",
}

TASK_PAGES = [
    Row("GET", "/projects/{led}/tasks/", ALL),
    Row("GET", "/projects/{led}/tasks/new/", LEADS),
    Row("POST", "/projects/{led}/tasks/new/", LEADS, WORDS),
    Row("GET", TASK, ALL),
    Row("GET", f"{TASK}edit/", LEADS),
    Row("POST", f"{TASK}edit/", LEADS, WORDS),
    Row("POST", f"{TASK}done/", "LF-FFFF", {"done": "1"}),  # somebody is on a list
    Row("POST", "/projects/{led}/tasks/{empty}/done/", LEADS, {"done": "1"}),
    Row("POST", f"{TASK}remove/", "LF-FFFF"),
    Row("POST", "/projects/{led}/tasks/{empty}/remove/", LEADS),
    Row("GET", "/projects/{applied}/tasks/{task}/", "NNNNNNN"),  # of another project
    Row("GET", f"{TASK}people/", LEADS),
    Row("GET", f"{TASK}shifts/new/", LEADS),
    Row("POST", f"{TASK}shifts/new/", LEADS, WHEN),
    Row("GET", SHIFT, LEADS),
    Row("GET", f"{SHIFT}edit/", LEADS),
    Row("POST", f"{SHIFT}edit/", LEADS, WHEN),
    Row("GET", f"{NOW}edit/", "LFXFFFF"),  # it has begun
    Row("GET", f"{SHIFT}cancel/", LEADS),
    Row("POST", f"{SHIFT}cancel/", LEADS, {"reason": "Буря"}),
    Row("POST", f"{SHIFT}remove/", "LF-FFFF"),  # somebody has signed up
    Row("POST", f"{SHIFT}signup/", "L-.FFFF", {"on": "1"}),  # the citizen has a place already
    Row("POST", f"{SHIFT}signup/", "L.-----", {"on": ""}),  # nothing happens to whoever was not on the list
    Row("POST", f"{NOW}tick/", LEADS, {"person": "{helper}", "came": "1"}),
    Row("POST", f"{WAS}confirm/", LEADS),
    Row("GET", f"{NOW}door/", LEADS),
    Row("GET", f"{SHIFT}door/", LEADS),  # it says from when on
    Row("GET", "/shifts/{now}/here/?code=AAAAAA", OWN),
    Row("POST", "/shifts/{now}/here/", "LXFFFFF", {"code": "AAAAAA"}),
    Row("GET", "/volunteer/shifts/", OWN),
    Row("POST", "/volunteer/shifts/calendar/", "L------", {"do": "make"}),  # it leaves no act: see tests/frontend/tasks
]
