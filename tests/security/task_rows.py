"""Tasks, shifts, hours and certificates: the rows of the API. The representative leads the project; the citizen takes
part, has a place in the shift and hours that wait to be confirmed.
"""

from __future__ import annotations

from tests.security.rows import ALL, OWN, Row

LEADS = "LF.FFFF"
TAKES_PART = "L..FFFF"  # who leads it takes part

TASKS_API = [
    Row("GET", "tasks/", ALL),
    Row("GET", "tasks/{task}/", ALL),
    Row("GET", "tasks/suitable/", OWN),
    Row("POST", "tasks/", LEADS, {"project": "{led}", "title": "Копане", "where": "Тук"}),
    Row("PATCH", "tasks/{task}/", LEADS, {"title": "Копане"}),
    Row("DELETE", "tasks/{task}/", "LFXFFFF"),  # somebody has signed up
    Row("DELETE", "tasks/{empty}/", LEADS),
    Row("POST", "tasks/{empty}/done/", LEADS),
    Row("DELETE", "tasks/{empty}/done/", LEADS),
    Row("GET", "tasks/{task}/people/", LEADS),
    Row("GET", "shifts/", ALL),
    Row("GET", "shifts/{shift}/", ALL),
    Row("GET", "shifts/{shift}/calendar.ics", ALL),
    Row("POST", "shifts/", LEADS, {"task": "{task}", "begins": "{soon_at}", "ends": "{soon_end}", "places": 3}),
    Row("PATCH", "shifts/{shift}/", LEADS, {"places": 9}),
    Row("DELETE", "shifts/{shift}/", "LFXFFFF"),
    Row("POST", "shifts/{shift}/cancel/", LEADS, {"reason": "Буря"}),
    Row("POST", "shifts/{shift}/signup/", TAKES_PART),
    Row("DELETE", "shifts/{shift}/signup/", OWN),  # nothing happens to whoever was not on the list
    Row("GET", "shifts/{shift}/people/", LEADS),
    Row("GET", "shifts/{now}/door/", LEADS),
    Row("GET", "shifts/{shift}/door/", "LFXFFFF"),
    Row("POST", "shifts/{now}/check_in/", "LXFFFFF", {"code": "AAAAAA"}),
    Row("POST", "shifts/{now}/tick/", LEADS, {"person": "{helper}"}),
    Row("POST", "shifts/{was}/confirm/", LEADS),
    Row("POST", "shifts/feed/", OWN),
    Row("DELETE", "shifts/feed/", OWN),
    Row("GET", "shifts/feed/{feed}.ics", ALL),
    Row("GET", "hours/", OWN),
    Row("GET", "hours/?show=to_decide", OWN),
    Row("GET", "hours/record/", OWN),
    Row("GET", "hours/record.csv", OWN),
    Row("GET", "hours/{hours}/", "L..N.NN"),
    Row("POST", "hours/", TAKES_PART, {"project": "{led}", "day": "{worked}", "minutes": 30}),
    Row("PATCH", "hours/{hours}/", "L.FNFNN", {"minutes": 20}),
    Row("DELETE", "hours/{hours}/", "L.FNFNN"),
    Row("POST", "hours/{hours}/confirm/", "LF.NFNN"),
    Row("POST", "hours/{led_hours}/confirm/", "LNFN.NN"),  # the representative's own: an official decides
    Row("POST", "hours/confirm_many/", "L......", {"hours": []}),  # each by itself: see tests/volunteers/tasks
    Row("POST", "hours/{hours}/dispute/", "LF.NFNN", {"reason": "Кога?"}),
    Row("POST", "hours/{asked_hours}/answer_question/", "L.FNFNN", {"reply": "Сутринта"}),
    Row("GET", "certificates/", OWN),
    Row("POST", "certificates/", "L.XXXXX", {"project": "{led}"}),  # of confirmed hours, which the citizen has
    Row("POST", "certificates/", "L..F.FF", {"project": "{led}", "person": "{helper}"}),
    Row("GET", "certificates/{paper}/", ALL),
    Row("GET", "certificates/AAAAAAAAAAAAAAAA/", "NNNNNNN"),
    Row("GET", "certificates/{paper}/certificate.pdf", "L..N.NN"),
    Row("POST", "certificates/{paper}/revoke/", "LF.N.NN", {"reason": "Грешка"}),
    Row("DELETE", "certificates/{paper}/", "L.FNFNN"),
    Row("POST", "reports/", "..F....", {"ref": "task.{task}", "reason": "spam"}),
    Row("GET", "live/?stream=project.{led}", ALL),
]
