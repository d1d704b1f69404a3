"""The register through the API: every answer as the schema says, and nothing to whoever it does not concern."""

from __future__ import annotations

from typing import Any

import pytest

from participation.accounts.models import User
from tests.support import factories as make
from tests.support import volunteers as some
from tests.support.api import client as api
from volunteers.projects.models import Project
from volunteers.register.actions.counting import count_figures
from volunteers.register.models import Application, Volunteer

pytestmark = pytest.mark.django_db
BASE = "/api/v1"
ENTRY: dict[str, Any] = {
    "age": "30-49", "about": "Обичам дърветата.", "skills": ["driving"], "digital": {"1": 4}, "languages": ["bg"],
    "municipalities": ["DOB17"], "week": ["sa.morning"], "away": [["2026-07-01", "2026-07-14"]], "consent": True,
}  # fmt: skip


def put(person: User, **body: Any) -> Any:
    return api(person).put(f"{BASE}/volunteers/", body, format="json")


def test_ones_own_entry_from_entering_to_leaving() -> None:
    person, _place = make.person(), make.place()
    assert api(person).get(f"{BASE}/volunteers/").status_code == 404
    made = put(person, **ENTRY)
    assert made.status_code == 201 and made.body["week"] == ["sa.morning"] and made.body["guardian"] is None
    assert made.body["municipalities"][0]["code"] == "DOB17"
    changed = put(person, about="Ново", seen=made.body["changed_at"])
    assert changed.status_code == 200 and (changed.body["about"], changed.body["skills"]) == ("Ново", ["driving"])
    assert put(person, about="Друго", seen=made.body["changed_at"]).status_code == 409
    assert api(person).delete(f"{BASE}/volunteers/").status_code == 204
    assert api(person).delete(f"{BASE}/volunteers/").status_code == 404
    assert not Volunteer.objects.exists()


def test_what_is_wrong_is_said_by_field() -> None:
    person = make.person()
    assert set(put(person, age="14-17").body["fields"]) == {"consent", "guardian_name", "guardian_email"}
    assert set(put(person, **{**ENTRY, "municipalities": ["XXX99"]}).body["fields"]) == {"municipalities"}
    assert set(put(person, **{**ENTRY, "skils": []}).body["fields"]) == {"skils"}
    assert put(person, **{**ENTRY, "skills": ["flying"]}).body["field"] == "skills"
    assert put(person, **{**ENTRY, "about": "a@example.org"}).body["field"] == "about"


def test_a_guardian_needs_no_account(project: Project) -> None:
    made = some.minor(consents=False)
    nobody, path = api(), f"{BASE}/volunteers/guardians/{some.key_for(made)}/"
    assert nobody.get(path).body["state"] == "asked"
    assert nobody.post(path, {"answer": "take_back"}).status_code == 400
    refused = api(made.user).post(f"{BASE}/applications/", {"project": project.pk})
    assert refused.status_code == 403 and "guardian" in refused.body["detail"]
    assert nobody.post(path, {"answer": "consent"}).body["state"] == "consented"
    assert api(made.user).post(f"{BASE}/applications/", {"project": project.pk}).status_code == 201
    assert nobody.post(path, {"answer": "take_back"}).body == {
        **nobody.get(path).body,
        "state": "refused",
        "guardian": "",
    }
    assert nobody.post(path, {"answer": "consent"}).status_code == 409
    assert nobody.get(f"{BASE}/volunteers/guardians/abc/").status_code == 404
    assert nobody.post(f"{BASE}/volunteers/guardians/abc/", {"answer": "consent"}).status_code == 404
    asked = {"guardian_name": "Петър Колев", "guardian_email": "petar@megdan.example"}
    again = api(made.user).post(f"{BASE}/volunteers/letter/", asked, format="json")
    assert again.body["guardian"]["state"] == "asked" and again.body["guardian"]["email"] == "petar@megdan.example"


def test_applying_and_being_answered(project: Project, leader: User) -> None:
    entry = some.volunteer(make.person("Росица Необикновена"))
    person, coordinator, stranger = api(entry.user), api(leader), api(make.person())
    made = person.post(f"{BASE}/applications/", {"project": project.pk, "words": "Мога."})
    assert made.status_code == 201 and made.body["project"]["title"] == project.title
    assert person.post(f"{BASE}/applications/", {"project": project.pk, "words": "Мога."}).status_code == 200
    received = f"{BASE}/applications/received/?project={project.pk}"
    (row,) = coordinator.get(received).body["results"]
    assert row["person"]["name"] == "Росица Необикновена" and row["entry"]["about"] == "Обичам дърветата."
    assert "email" not in str(row) and "guardian" not in str(row)
    assert coordinator.get(f"{received}&state=accepted").body["count"] == 0
    assert stranger.get(received).status_code == 403 and api().get(received).status_code == 401
    assert coordinator.get(f"{BASE}/applications/received/").status_code == 400
    answer = f"{BASE}/applications/{row['id']}/answer/"
    assert stranger.post(answer, {"accept": True}).status_code == 404
    assert person.post(answer, {"accept": True}).status_code == 404
    assert coordinator.post(answer, {"accept": True, "answer": "Добре дошли!"}).body["state"] == "accepted"
    assert person.get(f"{BASE}/applications/{row['id']}/").body["answer"] == "Добре дошли!"
    assert coordinator.get(f"{BASE}/applications/{row['id']}/").status_code == 404, "it is the volunteer's own"
    assert coordinator.post(answer, {"accept": False}).status_code == 204
    assert coordinator.get(received).body["count"] == 0


def test_withdrawing(project: Project, leader: User) -> None:
    row = some.helper(project)
    path = f"{BASE}/applications/{row.pk}/"
    assert api(leader).delete(path).status_code == 404
    assert api(row.user).delete(path).status_code == 204
    assert api(row.user).delete(path).status_code == 404
    assert api(row.user).get(f"{BASE}/applications/?state=withdrawn").body["count"] == 1
    assert api(row.user).get(f"{BASE}/applications/?project={project.pk + 1}").body["count"] == 0


def test_a_hidden_project_has_no_title(project: Project) -> None:
    row = some.helper(project)
    Project.objects.filter(pk=project.pk).update(hidden_at=row.at)
    assert api(row.user).get(f"{BASE}/applications/{row.pk}/").body["project"]["title"] == ""


def test_inviting(project: Project, leader: User) -> None:
    entry = some.volunteer(make.person("Росица Необикновена"))
    coordinator, person = api(leader), api(entry.user)
    path = f"{BASE}/applications/candidates/?project={project.pk}"
    (one,) = coordinator.get(f"{path}&skill=driving,web&language=tr").body
    assert one["reasons"][:2] == ["driving", "speaks Turkish"] and set(one) == {"id", "reasons", "skills"}
    assert coordinator.get(f"{path}&skill=flying").status_code == 400
    assert coordinator.get(f"{path}&name=x").status_code == 400
    assert person.get(path).status_code == 403
    sent = {"project": project.pk, "candidate": one["id"]}
    assert person.post(f"{BASE}/applications/invite/", sent).status_code == 403
    answer = coordinator.post(f"{BASE}/applications/invite/", sent)
    assert answer.status_code == 204 and answer.content == b"", "nobody's number comes back"
    assert coordinator.get(f"{BASE}/applications/received/?project={project.pk}").body["count"] == 0
    row = Application.objects.get()
    asked = f"{BASE}/applications/{row.pk}/answer_invitation/"
    assert coordinator.post(asked, {"accept": True}).status_code == 404
    assert person.post(asked, {"accept": True}).body["state"] == "accepted"


def test_figures_of_one_place_or_all_and_never_of_two() -> None:
    make.place("DOB03", "Балчик", "Balchik")
    for _n in range(6):
        some.volunteer(make.person())
    count_figures()
    nobody, path = api(), f"{BASE}/volunteers/figures/"
    assert nobody.get(path).body["total"] == 5 and nobody.get(path).body["skills"]["web"] is None
    assert nobody.get(f"{path}?municipality=dob17").body["skills"]["driving"] == 5
    assert nobody.get(f"{path}?municipality=DOB03").body["total"] is None
    for asked in (
        "municipality=DOB17&municipality=DOB03",
        "municipality=DOB17,DOB03",
        "municipality=X",
        "skill=driving",
    ):
        assert nobody.get(f"{path}?{asked}").status_code == 400
    assert nobody.get(f"{BASE}/volunteers/lists/").body["languages"]["tr"] == "Turkish"


def test_nobody_reads_without_signing_in() -> None:
    for path in ("volunteers/", "applications/", "applications/1/"):
        assert api().get(f"{BASE}/{path}").status_code == 401


def test_own_list_costs_the_same_for_one_and_three(project: Project, django_assert_max_num_queries: Any) -> None:
    entry = some.volunteer()
    from volunteers.register.actions.applying import apply

    person = api(entry.user)
    apply(person=entry.user, project_id=project.pk)
    with django_assert_max_num_queries(5):
        assert person.get(f"{BASE}/applications/").body["count"] == 1
    for _n in range(2):
        apply(person=entry.user, project_id=some.led_project(project.municipality, leader=make.person()).pk)
    with django_assert_max_num_queries(5):
        assert person.get(f"{BASE}/applications/").body["count"] == 3
