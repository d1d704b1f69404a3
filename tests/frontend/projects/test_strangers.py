"""What a project's page costs, and that strangers share what was drawn, but neither tokens nor what was changed since."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.support import factories as make
from tests.support import projects
from volunteers.projects.actions.asking import ask
from volunteers.projects.actions.news import post_update
from volunteers.projects.actions.offering import offer_thing
from volunteers.projects.actions.visibility import hide_project
from volunteers.projects.models import Project

from .conftest import browser, text

pytestmark = pytest.mark.django_db
MOST, MOST_LEADING = 12, 45


@pytest.fixture
def rich(project: Project, lead: Any) -> Project:
    """Something of everything is on its page."""
    offer_thing(person=make.person(), need_id=projects.need(project).pk, quantity=1)
    for n in range(3):
        ask(person=make.person(), project_id=project.pk, body=f"When? {n}")
        post_update(person=lead, project_id=project.pk, title=f"News {n}", text="Here")
    return project


def asked_by(reader: Client, project: Project) -> int:
    """How many queries the page takes at its second reading."""
    reader.get(project.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(project.get_absolute_url()).status_code == 200
    return len(asked)


def test_a_page_costs_twelve_queries_at_most(rich: Project, lead: Any) -> None:
    assert asked_by(browser(), rich) <= 4
    assert asked_by(browser(make.person()), rich) <= MOST
    assert MOST < asked_by(browser(lead), rich) <= MOST_LEADING, "who leads it reads everything anew; a control"


def test_readers_who_share_a_page_each_see_their_own(rich: Project, lead: Any) -> None:
    first, second = make.person("Гергана Илиева"), make.person("Тодор Вълев")
    ask(person=first, project_id=rich.pk, body="Who brings water?")
    need = projects.need(rich)
    pages = {one: text(browser(one).get(rich.get_absolute_url())) for one in (first, second)}
    assert all("Who brings water?" in page for page in pages.values())
    offer_thing(person=second, need_id=need.pk, quantity=1)
    pages = {one: text(browser(one).get(rich.get_absolute_url())) for one in (first, second)}
    assert "You offered 1." in pages[second] and "You offered 1." not in pages[first]
    address = reverse("project_lead", args=[rich.pk])
    assert address in text(browser(lead).get(rich.get_absolute_url())) and address not in pages[first]


def test_tokens_are_each_readers_own(rich: Project) -> None:
    first, again = (text(browser().get(rich.get_absolute_url())) for _reader in range(2))
    tokens = [
        set(re.findall(r'(?:csrfmiddlewaretoken" value="|X-CSRFToken":")([A-Za-z0-9]{20,})', one))
        for one in (first, again)
    ]
    assert all(tokens) and not tokens[0] & tokens[1]
    keys = [set(re.findall(r'name="client_key" value="([^"]+)"', one)) for one in (first, again)]
    assert not keys[0] & keys[1]
    assert "\0" not in first + again


def test_a_reader_can_write_from_a_kept_page(rich: Project) -> None:
    browser().get(rich.get_absolute_url())
    reader = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    page = text(reader.get(rich.get_absolute_url()))
    token = re.findall(r'csrfmiddlewaretoken" value="([A-Za-z0-9]+)"', page)[0]
    address = reverse("project_ask", args=[rich.pk])
    answer = reader.post(address, {"csrfmiddlewaretoken": token, "body": "How?"})
    assert answer.status_code == 302, "to signing in, not 403"
    assert reader.post(address, {"csrfmiddlewaretoken": "x" * 64, "body": "How?"}).status_code == 403


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda made, lead: ask(person=lead, project_id=made.pk, body="Brand new"), "Brand new"),
        (lambda made, lead: post_update(person=lead, project_id=made.pk, title="Brand new", text="x"), "Brand new"),
        (lambda made, lead: Project.objects.filter(pk=made.pk).update(title="Brand new"), "Brand new"),
    ],
    ids=["question", "news", "title"],
)
def test_what_happened_is_on_the_next_page(
    rich: Project, lead: Any, act: Callable[[Project, Any], object], said: str
) -> None:
    assert said not in text(browser().get(rich.get_absolute_url()))
    act(rich, lead)
    assert said in text(browser().get(rich.get_absolute_url()))


def test_what_is_hidden_is_gone_at_once(rich: Project) -> None:
    assert browser().get(rich.get_absolute_url()).status_code == 200
    hide_project(project_id=rich.pk)
    assert browser().get(rich.get_absolute_url()).status_code == 404


def test_languages_are_kept_apart(rich: Project) -> None:
    english = text(browser().get(rich.get_absolute_url()))
    spanish = text(Client(headers={"accept-language": "es"}).get(rich.get_absolute_url()))
    assert 'lang="en"' in english and 'lang="es"' in spanish
