"""The officials' desk: what waits, criterion by criterion, and the criteria themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import factories as make
from tests.support import projects
from volunteers.projects.models import Check, Criterion, Project
from volunteers.projects.selectors.criteria import criteria_of

from .conftest import browser, text

pytestmark = pytest.mark.django_db


def answered(project: Project, outcome: str, reason: str = "", unmet: int = -1) -> dict[str, str]:
    """The form as an official fills it in; ``unmet`` is the criterion that is not met."""
    n = len(criteria_of(project.municipality_id))
    met = {f"met_{at}": "no" if at == unmet else "yes" for at in range(n)}
    return {**met, "note_0": "Looked at", "outcome": outcome, "reason": reason, "seen": str(project.version)}


@pytest.fixture
def sent(lead: Any) -> Project:
    return projects.submitted(by=lead)


def test_what_waits_stands_on_the_desk_of_its_municipality_alone(official: Any, sent: Project) -> None:
    assert sent.title in text(browser(official).get("/work/projects/"))
    other = make.official(make.place("VID09", "Видин", "Vidin"))
    assert sent.title not in text(browser(other).get("/work/projects/"))
    assert browser(other).get(f"/work/projects/{sent.pk}/").status_code == 404
    assert browser(make.person()).get("/work/projects/").status_code == 403
    assert "/work/projects/" in text(browser(official).get("/work/"))


def test_it_opens_and_everybody_reads_what_was_found(official: Any, sent: Project) -> None:
    answer = browser(official).post(f"/work/projects/{sent.pk}/", answered(sent, "opened"))
    sent.refresh_from_db()
    assert answer.url == "/work/projects/" and sent.state == "open"
    said = text(browser().get(f"/projects/{sent.pk}/"))
    assert "Looked at" in said and official.display_name not in said


def test_every_criterion_wants_an_answer(official: Any, sent: Project) -> None:
    form = answered(sent, "opened")
    del form["met_2"]
    answer = browser(official).post(f"/work/projects/{sent.pk}/", form)
    assert answer.status_code == 422 and "Say whether it is met." in text(answer) and "Looked at" in text(answer)
    assert not Check.objects.exists()


@pytest.mark.parametrize(("outcome", "unmet"), [("returned", -1), ("refused", -1), ("opened", 1)])
def test_a_reason_is_asked_for_where_one_is_due(official: Any, sent: Project, outcome: str, unmet: int) -> None:
    url = f"/work/projects/{sent.pk}/"
    answer = browser(official).post(url, answered(sent, outcome, unmet=unmet))
    assert answer.status_code == 422 and "Say why" in text(answer)
    assert browser(official).post(url, answered(sent, outcome, "Who mends them?", unmet=unmet)).status_code == 302
    assert Check.objects.get().outcome == outcome


def test_an_official_does_not_check_what_they_lead(official: Any) -> None:
    own = projects.submitted(by=official)
    said = browser(official).get(f"/work/projects/{own.pk}/")
    assert "a colleague has to check it" in text(said) and "Decide on it" not in text(said)
    assert browser(official).post(f"/work/projects/{own.pk}/", answered(own, "opened")).status_code == 403


def test_what_changed_meanwhile_is_looked_at_again(official: Any, sent: Project) -> None:
    form = answered(sent, "opened") | {"seen": str(sent.version + 3)}
    answer = browser(official).post(f"/work/projects/{sent.pk}/", form)
    assert answer.status_code == 409 and "Looked at" in text(answer)


def test_what_is_decided_is_shown_without_a_form(official: Any, project: Project) -> None:
    said = text(browser(official).get(f"/work/projects/{project.pk}/"))
    assert "does not wait for a check" in said and "Decide on it" not in said


def test_the_municipality_words_its_own_criteria(official: Any) -> None:
    place, seen = make.place(), browser(official)
    usual = criteria_of(place.pk)
    assert usual[0] in text(browser().get(f"/projects/criteria/?municipality={place.code}")).replace("&#x27;", "'")
    added = text(seen.post("/work/projects/criteria/", {"criteria_text": ["It is green.", ""], "more": "criteria"}))
    assert 'value="It is green."' in added and added.count('name="criteria_text"') == 3
    answer = seen.post("/work/projects/criteria/", {"criteria_text": ["It is green.", "", "It is safe."]})
    assert answer.status_code == 302
    assert list(Criterion.objects.values_list("text", flat=True)) == ["It is green.", "It is safe."]
    assert "It is green." in text(browser().get(f"/projects/criteria/?municipality={place.code}"))
    assert seen.post("/work/projects/criteria/", {"criteria_text": ["x" * 301]}).status_code == 422
    assert browser(make.person()).get("/work/projects/criteria/").status_code == 403
    assert seen.get("/work/projects/criteria/?municipality=VID09").status_code == 403


def test_the_desk_asks_as_much_for_one_as_for_three(official: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for n in (1, 2):
        for _one in range(n):
            projects.submitted(by=make.person())
        browser(official).get("/work/projects/")
        with CaptureQueriesContext(connection) as asked:
            browser(official).get("/work/projects/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
