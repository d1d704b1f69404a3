"""Coordinators plan a campaign, change it and open it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from participation.database import db_now
from tests.support import factories as make
from tests.support import money
from volunteers.money.models import Campaign
from volunteers.projects.models import Project

from .conftest import browser, text

pytestmark = pytest.mark.django_db
SOFIA = ZoneInfo("Europe/Sofia")


def plan(**fields: str) -> dict[str, str]:
    """The form as a coordinator fills it in, without JavaScript."""
    day = (db_now() + timedelta(days=20)).astimezone(SOFIA).date()
    return {
        "minimum_cents": "1 200,50", "optimum_cents": "2000.5", "closes_day": day.isoformat(), "closes_time": "20:30", **fields
    }  # fmt: skip


@pytest.fixture
def project() -> Project:
    return money.project()


def test_it_is_planned_changed_and_opened(project: Project) -> None:
    seen, url = browser(project.proposer), f"/projects/{project.pk}/campaign/"
    assert "Plan a campaign" in text(seen.get(f"/projects/{project.pk}/lead/"))
    assert seen.post(url, plan()).url == url
    made = Campaign.objects.get()
    assert (made.minimum_cents, made.optimum_cents, made.state) == (120_050, 200_050, "planned")
    assert f"{made.closes_at.astimezone(SOFIA):%H:%M}" == "20:30", "by the clock of the municipality"
    said = text(seen.get(url))
    assert 'value="1200.50"' in said
    assert 'value="20:30"' in said and f"{url}open/" in said
    seen.post(url, plan(minimum_cents="500", optimum_cents=""))
    made.refresh_from_db()
    assert (made.minimum_cents, made.optimum_cents) == (50_000, None)
    asked = text(seen.get(f"{url}open/"))
    assert "can no longer be changed" in asked and "€" in asked and Campaign.objects.get().state == "planned"
    assert seen.post(f"{url}open/").url == url
    assert seen.post(f"{url}open/").status_code == 302, "sent twice, it is open"
    assert Campaign.objects.get().state == "open"
    said = text(seen.get(url))
    assert "It was opened" in said and 'name="minimum_cents"' not in said
    assert seen.post(url, plan()).status_code == 409 and Campaign.objects.get().minimum_cents == 50_000
    assert "collecting pledges" in text(seen.get(f"/projects/{project.pk}/lead/"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"minimum_cents": "a lot"}, "An amount in euro"),
        ({"minimum_cents": "0,5"}, "The minimum is between 1 and 10,000,000 euro."),
        ({"optimum_cents": "3"}, "The optimum is not less than the minimum."),
        ({"closes_day": "2020-01-01"}, "The end is in the past."),
        ({"closes_day": "2090-01-01"}, "It has to close before the project begins"),
        ({"closes_day": ""}, "Choose the day on which it closes."),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(project: Project, wrong: dict[str, str], said: str) -> None:
    answer = browser(project.proposer).post(f"/projects/{project.pk}/campaign/", plan(**wrong))
    page, name = text(answer), next(iter(wrong))
    assert answer.status_code == 422 and said in page and f'id="id_{name}_error"' in page
    assert 'value="20:30"' in page, "what was typed is there still"
    if wrong[name] and name.endswith("cents"):
        assert f'value="{wrong[name]}"' in page
    assert not Campaign.objects.exists()


def test_only_the_municipality_keeps_what_comes(project: Project) -> None:
    url, seen = f"/projects/{project.pk}/campaign/", browser(project.proposer)
    assert 'name="kind"' not in text(seen.get(url))
    Project.objects.filter(pk=project.pk).update(by_municipality=True)
    assert 'name="kind"' in text(seen.get(url))
    refused = seen.post(url, plan(kind="keep"))
    assert refused.status_code == 422 and "there is no minimum" in text(refused)
    assert seen.post(url, plan(kind="keep", minimum_cents="", optimum_cents="")).status_code == 302
    made = Campaign.objects.get()
    assert (made.kind, made.minimum_cents) == ("keep", 0)
    assert "everything that was pledged is taken" in text(seen.get(f"{url}open/"))


def test_it_cannot_be_opened_before_the_project(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(state="submitted", opened_at=None)
    url, seen = f"/projects/{project.pk}/campaign/", browser(project.proposer)
    seen.post(url, plan())
    said = text(seen.get(url))
    assert "The municipality has not opened the project yet." in said and f"{url}open/" not in said
    refused = seen.post(f"{url}open/")
    assert refused.status_code == 409 and "has not opened the project yet" in text(refused)
    assert Campaign.objects.get().state == "planned"


def test_it_is_for_its_team(project: Project) -> None:
    url = f"/projects/{project.pk}/campaign/"
    assert browser().get(url).url.startswith("/accounts/login/")
    for who in (make.person(), make.official(project.municipality)):
        for address in (url, f"{url}open/"):
            assert browser(who).get(address).status_code == 403
            assert browser(who).post(address, plan()).status_code == 403
    assert "Plan a campaign" not in text(browser(make.person()).get(f"/projects/{project.pk}/"))
    assert not Campaign.objects.exists()


def test_an_ended_project_asks_for_nothing(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(state="ended")
    said: Any = browser(project.proposer).get(f"/projects/{project.pk}/campaign/")
    assert "no money can be collected" in text(said) and 'name="minimum_cents"' not in text(said)


@pytest.mark.parametrize(
    ("state", "words", "button"),
    [
        ("not_funded", "The minimum was not reached.", "To the project"),
        ("funded", "What was pledged is being collected now.", "To the project"),
        ("settled", "Everything is collected", "Payouts"),
    ],
)
def test_a_campaign_that_is_over_says_what_became_of_it(project: Project, state: str, words: str, button: str) -> None:
    made, url, seen = money.campaign(project), f"/projects/{project.pk}/campaign/", browser(project.proposer)
    said = text(seen.get(url))
    assert "It was opened: minimum" in said and "It closes" in said and words not in said
    Campaign.objects.filter(pk=made.pk).update(state=state, decided_at=db_now(), decided_cents=9_000)
    said = text(seen.get(url))
    assert words in said and "It was opened: minimum" not in said and "It closes" not in said and "It closed" in said
    primary = [part.split("</a>")[0].split(">")[-1] for part in said.split('class="btn btn-primary"')[1:]]
    assert button in primary
