"""Whatever can be done in the site can be done through the API: every address and every form has its counterpart.

An address without one needs a reason here; a new page fails until it has either.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.forms import BaseForm
from django.urls import URLPattern, URLResolver

import frontend.urls
from frontend.consultations import forms as consultations
from frontend.forums import forms as forums
from frontend.moderation import forms as moderation
from frontend.organisations import forms as organisations
from frontend.people import forms as people
from frontend.polls import forms as polls
from frontend.sessions import forms as sessions
from frontend.volunteers import forms as volunteers
from frontend.work import forms as work
from frontend.work.views.report import ReportForm as ReportNote
from proposals.actions.drafts import SECTIONS
from tests.architecture.counterparts import CON, COUNTERPARTS, ORG, SES
from tests.architecture.expense_counterparts import EXPENSE_FORMS
from tests.architecture.giving_counterparts import GIVING_FORMS
from tests.architecture.hours_counterparts import HOURS_FORMS
from tests.architecture.project_counterparts import PROJECT_FORMS
from tests.architecture.statement_counterparts import STATEMENT_FORMS
from tests.architecture.task_counterparts import TASK_FORMS
from tests.architecture.treasury_counterparts import TREASURY_FORMS
from tests.support.api import schema

ONLY_PAGES = {
    "home": "arranges what the lists give",
    "favicon.ico": "a picture",
    "favicon": "a picture",
    "picture": "a picture; programs are told its address",
    "picture_small": "the same, small",
    "link_picture": "the picture of a card; programs are told its address",
    "about": "words for people",
    "rules": "words for people",
    "accessibility": "words for people",
    "privacy": "words for people",
    "set_language": "Accept-Language says it",
    "municipality_theme": "a style sheet",
    "municipality_choose": "which municipality this browser shows at the top",
    "forum_feed": "the same for readers of feeds",
    "topic_feed": "the same for readers of feeds",
    "sitemap": "for search engines",
    "topic_resume": "the way back from signing in",
    "consultation_resume": "the way back from signing in",
    "poll_resume": "the way back from signing in",
    "post_address": "leads to the page of a comment; the API's `url` does",
    "mailbox": "the demo's own",
}
ONLY_API = {
    "GET challenge/": "the sum that the site's own script does inside the forms that ask for it",
    "GET ": "what there is",
    "GET live/": "what the socket tells the page",
    f"GET {CON}export/": "for programs",
    "GET questions/{id}/": "the tally, which pages show beside what it is about",
    "GET ballots/": "pages show each beside what it is about",
    "GET proposals/{id}/": "one of the list",
    "GET reports/": "the site gives the receipt when it is sent",
    "GET suspensions/": "pages say it where one would speak, and its statement says until when",
}  # fmt: skip

CLOSES = {
    **dict.fromkeys(("lasts", "closes_day", "closes_time"), "closes_at"),
    **dict.fromkeys(("opens_day", "opens_time"), "opens_at"),
}

ONCE = {**dict.fromkeys(("municipality", "client_key"), "title"), "begins": "opens_at"}
PROGRAMME = {"day": "starts_at", "starts_time": "starts_at", "ends_time": "ends_at", "programme": "items"}

# A form of the site → the body that says the same, with fields that are called or said otherwise there.
FORMS: list[tuple[type[BaseForm], str, dict[str, str]]] = [
    (people.ProfileForm, "PATCH me/", {}),
    (people.TokenForm, "POST tokens/", {"may": "may_write"}),
    (people.EraseForm, "POST me/erase/", {}),
    (organisations.RegisterForm, "POST organisations/", {}),
    (organisations.RefuseForm, f"POST {ORG}refuse/", {}),
    (organisations.InviteForm, f"POST {ORG}representatives/", {}),
    (moderation.ReportForm, "POST reports/", {}),
    (moderation.DecisionForm, "POST decisions/", {"whole": "outcome", "same": "ref"}),  # asked once more; the next one
    (moderation.AppealForm, "POST appeals/", {}),
    (moderation.AppealAnswerForm, "POST appeals/{id}/decide/", {}),
    (moderation.RuleForm, "POST rules/", {}),
    (polls.PollForm, "POST polls/", {**CLOSES, "begins": "is_open"}),
    (polls.PollForm, "PATCH polls/{id}/", {**CLOSES, **ONCE}),
    (polls.CloseForm, "POST polls/{id}/close/", {}),
    (consultations.CommentForm, "POST comments/", {}),
    (consultations.EditForm, "PATCH comments/{id}/", {}),
    (consultations.SuggestForm, "POST suggestions/", {}),
    (forums.TopicForm, "POST topics/", {}),
    (forums.SayForm, "POST posts/", {}),
    (forums.PostForm, "PATCH posts/{id}/", {}),
    (forums.TitleForm, "PATCH topics/{id}/", {}),
    (forums.MoveForm, "POST topics/{id}/move/", {}),
    (forums.MergeForm, "POST topics/{id}/merge/", {}),
    (forums.SplitForm, "POST topics/{id}/split/", {}),
    (forums.StartingForm, "PATCH forums/{id}/", {}),
    (forums.CategoryForm, "POST categories/", {}),
    (forums.CategoryForm, "PATCH categories/{id}/", {}),
    (work.StartForm, "POST consultations/", {}),
    (work.ImportForm, f"POST {CON}import/", {"pasted": "text"}),
    (work.ClauseForm, f"POST {CON}tree/", {}),
    (
        work.DatesForm,
        f"PATCH {CON}",
        {
            **dict.fromkeys(("opens", "opens_day", "opens_time"), "planned_opens_at"),
            **dict.fromkeys(("closes_day", "closes_time"), "planned_closes_at"),
        },
    ),
    (work.AnswerForm, "PATCH proposals/{id}/", {}),
    (work.AnswerForm, "POST proposals/answer/", {}),
    (ReportNote, f"POST {CON}publish_report/", {}),
    (work.AdoptionForm, f"POST {CON}adopt/", {}),
    (work.ExtensionForm, f"POST {CON}extend/", dict.fromkeys(("closes_day", "closes_time"), "closes_at")),
    (work.ReasonForm, f"POST {CON}withdraw/", {}),
    (work.AttachmentForm, f"POST {CON}attachments/", {}),
    (sessions.SessionForm, "POST sessions/", PROGRAMME),
    (sessions.CancelForm, f"POST {SES}cancel/", {}),
    (sessions.HostForm, f"POST {SES}hosts/", {}),
    (sessions.AskForm, f"POST {SES}questions/", {}),
    (sessions.FloorAnswerForm, f"POST {SES}questions/{{post_id}}/answer/", {}),
    (sessions.AskEverybodyForm, f"POST {SES}polls/", {}),
    (sessions.GistForm, f"POST {SES}turns/{{turn_id}}/gist/", {}),
    (sessions.MinutesForm, f"POST {SES}minutes/", {}),
    (sessions.CarryForm, "POST carried/", {}),
    (volunteers.EntryForm, "PUT volunteers/", {"municipality_ids": "municipalities"}),
    (volunteers.ApplyForm, "POST applications/", {}),
    (volunteers.AnswerForm, "POST applications/{id}/answer/", {}),
    *PROJECT_FORMS,
    *GIVING_FORMS,
    *HOURS_FORMS,
    *STATEMENT_FORMS,
    *EXPENSE_FORMS,
    *TASK_FORMS,
    *TREASURY_FORMS,
]


def site_names(patterns: list[Any]) -> Iterator[str]:
    """The name of every address of the site."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from site_names(one.url_patterns)
        elif isinstance(one, URLPattern):
            yield one.name or str(one.pattern)


def operations() -> dict[str, dict[str, Any]]:
    """Every operation as the schema tells it."""
    return {
        f"{method.upper()} {path.removeprefix('/api/v1/')}": operation
        for path, item in schema()["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "put", "patch", "delete")
    }


def fields_of(operation: dict[str, Any]) -> set[str]:
    """What a body may say."""
    names: set[str] = set()
    for kind in operation["requestBody"]["content"].values():
        part = kind["schema"]
        while "$ref" in part:
            part = schema()["components"]["schemas"][part["$ref"].rpartition("/")[2]]
        names |= set(part.get("properties", {}))
    return names


def unanswered(names: set[str], counterparts: dict[str, list[str]]) -> set[str]:
    """Addresses with neither a counterpart nor a reason."""
    return names - set(counterparts) - set(ONLY_PAGES)


def test_every_page_has_its_counterpart_or_a_reason() -> None:
    names = set(site_names(frontend.urls.urlpatterns))
    assert len(names) > 60
    assert unanswered(names, COUNTERPARTS) == set()
    assert set(COUNTERPARTS) - names == set(), "rows of pages that are gone"
    fewer = {name: rows for name, rows in COUNTERPARTS.items() if name != "profile_export"}
    assert unanswered(names, fewer) == {"profile_export"}, "the control: a page without a row is seen"


def test_every_counterpart_is_in_the_schema_and_every_operation_is_one() -> None:
    there, named = set(operations()), {row for rows in COUNTERPARTS.values() for row in rows}
    assert named - there == set()
    assert there - named - set(ONLY_API) == set(), "what only the API can do needs a reason"


@pytest.mark.parametrize(("form", "operation", "otherwise"), FORMS, ids=[f"{f.__name__}-{o}" for f, o, _ in FORMS])
def test_what_a_form_asks_a_body_can_say(form: type[BaseForm], operation: str, otherwise: dict[str, str]) -> None:
    asked = {otherwise.get(name, name) for name in form.base_fields}  # type: ignore[attr-defined]  # every form has them
    assert asked
    assert asked <= fields_of(operations()[operation])


def test_every_detail_of_a_draft_can_be_said() -> None:
    told = fields_of(operations()[f"PATCH {CON}"])
    assert {name for names in SECTIONS.values() for name in names} <= told
