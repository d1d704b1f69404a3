"""What programs do with tasks, shifts, hours and certificates: every answer is held against the schema."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from participation.accounts.models import User
from participation.database import db_now
from tests.support import factories as make
from tests.support import tasks as some
from tests.support import volunteers as register
from tests.support.api import BASE, client
from volunteers.projects.models import Project
from volunteers.tasks.actions.hours import log_hours
from volunteers.tasks.codes import in_groups
from volunteers.tasks.models import Certificate, Hours, Shift, Task

pytestmark = pytest.mark.django_db


def post(who: User | None, path: str, body: dict[str, Any] | None = None, method: str = "post") -> Any:
    return getattr(client(who), method)(f"{BASE}/{path}", body or {}, format="json")


def get(who: User | None, path: str) -> Any:
    return client(who).get(f"{BASE}/{path}")


def test_a_task_from_its_first_word_to_done(project: Project, leader: User, maria: User) -> None:
    made = post(leader, "tasks/", {"project": project.pk, "title": "Садене", "where": "Парка", "skills": ["gardening"]})
    assert made.status_code == 201 and made["Location"].endswith(f"/tasks/{made.body['id']}/")
    number = made.body["id"]
    assert post(maria, f"tasks/{number}/", {"title": "Мое"}, "patch").status_code == 403
    assert post(leader, f"tasks/{number}/", {"title": "Копане", "seen": 1}, "patch").body["version"] == 2
    assert post(leader, f"tasks/{number}/", {"title": "Друго", "seen": 1}, "patch").body["code"] == "stale"
    assert post(leader, f"tasks/{number}/", {"titel": "x"}, "patch").body["fields"] == {
        "titel": post(leader, f"tasks/{number}/", {"titel": "x"}, "patch").body["fields"]["titel"]
    }
    assert post(leader, f"tasks/{number}/done/").body["done_at"]
    assert post(leader, f"tasks/{number}/done/", method="delete").body["done_at"] is None
    assert post(leader, f"tasks/{number}/", method="delete").status_code == 204
    assert get(None, f"tasks/{number}/").status_code == 404


def test_lists_are_filtered(project: Project) -> None:
    free, full = some.task(project, title="Свободна"), some.task(project, title="Пълна", is_remote=True)
    some.shift(free)
    some.shift(full, hours=100, places=1).signups.create(
        user=some.helper(project), state="going", number=1, going_at=db_now()
    )
    Task.objects.filter(pk=some.task(project, title="Готова").pk).update(done_at=db_now())

    def titles(query: str) -> set[str]:
        return {row["title"] for row in get(None, f"tasks/?{query}").body["results"]}

    assert titles(f"project={project.pk}") == {"Свободна", "Пълна", "Готова"}
    assert titles("has_places=true") == {"Свободна"} and titles("is_remote=true") == {"Пълна"}
    assert titles("is_done=true") == {"Готова"} and titles("search=свободна") == {"Свободна"}
    assert titles("municipality=dob17&is_done=false") == {"Свободна", "Пълна"}
    assert get(None, "tasks/?nothing=1").status_code == 400
    now = db_now().isoformat().replace("+", "%2B")
    assert get(None, f"shifts/?project={project.pk}&after={now}").body["count"] == 2
    assert get(None, f"shifts/?before={now}").body["count"] == 0
    assert get(None, f"shifts/?task={free.pk}&is_cancelled=false&municipality=DOB17").body["count"] == 1


def test_a_shift_from_arranging_to_confirmed_hours(leader: User, maria: User, task: Task) -> None:
    begins = db_now() + timedelta(days=2)
    times = {"begins": begins.isoformat(), "ends": (begins + timedelta(hours=2)).isoformat(), "places": 1}
    number = post(leader, "shifts/", {"task": task.pk, **times}).body["id"]
    other = some.helper(task.project, "Друга")
    assert post(maria, f"shifts/{number}/signup/").status_code == 201
    assert post(maria, f"shifts/{number}/signup/").status_code == 200
    assert post(other, f"shifts/{number}/signup/").body["own"] == {"state": "waiting", "place": 1}
    assert get(maria, "shifts/?own=true").body["count"] == 1 and get(None, "shifts/?own=true").body["count"] == 0
    listed = get(leader, f"shifts/{number}/people/").body
    assert [(row["name"], row["state"]) for row in listed["signups"]] == [("Мария", "going"), ("Друга", "waiting")]
    assert get(maria, f"shifts/{number}/people/").status_code == 403
    assert get(leader, f"shifts/{number}/door/").body["code"] == "not_yet_open"
    some.move(Shift.objects.get(pk=number), hours=-0.2, long=2)
    door = get(leader, f"shifts/{number}/door/")
    assert door.body["address"].endswith(f"/shifts/{number}/here/?code={door.body['code']}")
    assert post(maria, f"shifts/{number}/check_in/", {"code": "WRONG2"}).body["field"] == "code"
    assert post(maria, f"shifts/{number}/check_in/", {"code": door.body["code"]}).status_code == 201
    assert post(maria, f"shifts/{number}/check_in/", {"code": door.body["code"]}).status_code == 200
    ticked = post(leader, f"shifts/{number}/tick/", {"person": other.pk}).body
    assert {row["state"] for row in ticked["signups"]} == {"came"}
    some.move(Shift.objects.get(pk=number), hours=-3, long=2)
    assert post(leader, f"shifts/{number}/confirm/").body == {"confirmed": 2}
    assert get(maria, "hours/").body["results"][0]["state"] == "confirmed"


def test_calling_off_moving_and_cancelling(leader: User, maria: User, shift: Shift) -> None:
    post(maria, f"shifts/{shift.pk}/signup/")
    assert post(maria, f"shifts/{shift.pk}/signup/", method="delete").body["own"]["state"] == "cancelled"
    assert post(leader, f"shifts/{shift.pk}/", {"places": 7}, "patch").body["places"] == 7
    assert post(maria, f"shifts/{shift.pk}/cancel/", {"reason": "Не"}).status_code == 403
    assert post(maria, f"shifts/{shift.pk}/cancel/", {}).status_code == 403, "not told what is missing"
    assert post(leader, f"shifts/{shift.pk}/cancel/", {"reason": "Буря"}).body["reason"] == "Буря"
    answer = get(None, f"shifts/{shift.pk}/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar") and b"METHOD:CANCEL" in answer.content
    assert post(leader, f"shifts/{shift.pk}/", method="delete").status_code == 400
    assert post(leader, f"shifts/{some.shift(shift.task).pk}/", method="delete").status_code == 204


def test_the_calendar_of_ones_own(maria: User, shift: Shift) -> None:
    post(maria, f"shifts/{shift.pk}/signup/")
    assert post(None, "shifts/feed/").status_code == 401
    address = post(maria, "shifts/feed/").body["address"]
    path = address.partition(BASE)[2].lstrip("/")
    answer = get(None, path)
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
    assert answer["Cache-Control"] == "private, no-store"
    assert get(None, "shifts/feed/nothing.ics").status_code == 404
    assert post(maria, "shifts/feed/", method="delete").status_code == 204
    assert get(None, path).status_code == 404


def test_hours_from_noting_to_their_history(project: Project, leader: User, maria: User) -> None:
    day = some.yesterday().isoformat()
    assert post(None, "hours/", {"project": project.pk}).status_code == 401
    made = post(maria, "hours/", {"project": project.pk, "day": day, "minutes": 60, "words": "Садих"})
    assert made.status_code == 201
    number = made.body["id"]
    assert post(maria, f"hours/{number}/confirm/").status_code == 403
    assert get(leader, "hours/?show=to_decide").body["count"] == 1 and get(leader, "hours/").body["count"] == 0
    assert get(leader, f"hours/?show=project&project={project.pk}").body["count"] == 1
    assert get(make.person(), f"hours/?show=project&project={project.pk}").body["count"] == 0
    assert post(leader, f"hours/{number}/dispute/", {"reason": "Кога?", "seen": 1}).body["state"] == "disputed"
    assert post(maria, f"hours/{number}/answer_question/", {"reply": "Сутринта"}).body["reply"] == "Сутринта"
    assert post(leader, f"hours/{number}/confirm/", {"seen": 1}).body["code"] == "stale"
    assert post(leader, f"hours/{number}/confirm/", {"seen": 3}).body["state"] == "confirmed"
    assert post(maria, f"hours/{number}/", {"minutes": 50}, "patch").body["state"] == "logged"
    assert [row["what"] for row in get(maria, f"hours/{number}/").body["history"]] == [
        "disputed", "answered", "confirmed", "corrected",
    ]  # fmt: skip
    assert get(make.person(), f"hours/{number}/").status_code == 404
    assert post(maria, f"hours/{number}/", method="delete").status_code == 204
    assert get(maria, f"hours/?state=withdrawn&since={day}&until={day}").body["count"] == 1


def test_many_hours_at_once(project: Project, leader: User, maria: User) -> None:
    rows = [log_hours(person=who, project_id=project.pk, day=some.yesterday(), minutes=10) for who in (maria, leader)]
    answer = post(leader, "hours/confirm_many/", {"hours": [{"id": row.pk, "seen": 1} for row in rows]})
    assert answer.body["confirmed"] == 1 and [one["id"] for one in answer.body["left"]] == [rows[1].pk]
    assert post(None, "hours/confirm_many/", {"hours": []}).status_code == 401


def test_the_record_to_take_along(project: Project, maria: User, shift: Shift) -> None:
    some.confirmed(project, maria, 30)
    post(maria, f"shifts/{shift.pk}/signup/")
    post(maria, "certificates/", {"project": project.pk})
    kept = get(maria, "hours/record/").body
    assert kept["confirmed_minutes"] == 30 and len(kept["shifts"]) == len(kept["certificates"]) == 1
    sheet = get(maria, "hours/record.csv?separator=semicolon")
    assert sheet["Content-Type"].startswith("text/csv") and ";30;" in sheet.content.decode()
    assert get(None, "hours/record/").status_code == 401 and get(None, "hours/record.csv").status_code == 401


def test_a_certificate_is_checked_by_anybody(project: Project, leader: User, maria: User) -> None:
    assert post(maria, "certificates/", {"project": project.pk}).status_code == 400
    some.confirmed(project, maria, 90)
    made = post(maria, "certificates/", {"project": project.pk})
    assert made.status_code == 201 and post(maria, "certificates/", {"project": project.pk}).status_code == 200
    code = made.body["code"]
    told = get(None, f"certificates/{code.lower()}/").body
    assert (told["name"], told["minutes"], told["state"], told["project"]["title"]) == (
        "Мария", 90, "valid", project.title,
    )  # fmt: skip
    assert "reason" not in told and "person" not in told
    pdf = get(maria, f"certificates/{code}/certificate.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert get(make.person(), f"certificates/{code}/certificate.pdf").status_code == 404
    assert get(None, f"certificates/{code}/certificate.pdf").status_code == 401
    assert post(make.person(), f"certificates/{code}/revoke/", {"reason": "Не"}).status_code == 404
    assert post(maria, f"certificates/{code}/revoke/", {"reason": "Не"}).status_code == 403
    assert post(leader, f"certificates/{code}/revoke/", {"reason": "Грешка"}).body["reason"] == "Грешка"
    assert get(None, f"certificates/{code}/").body["state"] == "revoked"
    assert get(maria, f"certificates/{code}/certificate.pdf").status_code == 409
    assert get(maria, "certificates/").body["results"][0]["state"] == "revoked"


def test_a_certificate_is_taken_back(project: Project, maria: User) -> None:
    some.confirmed(project, maria)
    code = post(maria, "certificates/", {"project": project.pk}).body["code"]
    assert post(make.person(), f"certificates/{code}/", method="delete").status_code == 404
    assert post(maria, f"certificates/{code}/", method="delete").status_code == 204
    assert get(None, f"certificates/{code}/").body["name"] == ""


def test_wrong_codes_have_a_limit(project: Project, maria: User) -> None:
    some.confirmed(project, maria)
    post(maria, "certificates/", {"project": project.pk})
    code = in_groups(Certificate.objects.get().code)
    answers = [get(None, f"certificates/{'A' * 16}/").status_code for _n in range(11)]
    assert answers == [404] * 10 + [429]
    assert get(None, "certificates/short/").status_code == 404
    assert get(maria, f"certificates/{code}/").status_code == 429, "from the same address"


def test_who_suits_and_what_suits(project: Project, leader: User, maria: User) -> None:
    task = some.task(project, skills=["gardening"])
    some.shift(task)
    register.volunteer(place=project.municipality)
    told = get(leader, f"tasks/{task.pk}/people/").body
    assert [row["name"] for row in told["helpers"]] == ["Мария"] and len(told["volunteers"]) == 1
    assert get(maria, f"tasks/{task.pk}/people/").status_code == 403
    assert [row["task"]["id"] for row in get(maria, "tasks/suitable/").body] == [task.pk]
    assert get(None, "tasks/suitable/").status_code == 401


def test_lists_cost_the_same_for_one_and_for_three(project: Project, leader: User, maria: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asking = client(maria)

    def cost() -> list[int]:
        counts = []
        for path in ("tasks/", "shifts/", "hours/", "certificates/"):
            with CaptureQueriesContext(connection) as asked:
                asking.get(f"{BASE}/{path}")
            counts.append(len(asked))
        return counts

    def one_more(n: int) -> None:
        post(maria, f"shifts/{some.shift(some.task(project), hours=50 + 5 * n).pk}/signup/")
        some.confirmed(project, maria, 10 + n)
        post(maria, "certificates/", {"project": project.pk})

    one_more(0)
    cost()  # what is kept after the first time
    once = cost()
    one_more(1)
    one_more(2)
    assert Certificate.objects.count() == Hours.objects.count() == 3
    assert cost() == once
