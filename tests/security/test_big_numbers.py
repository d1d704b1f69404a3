"""Numbers that no key can be, in every address and in every number field of every form: not found, or refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import IntConverter

from participation.keys import MOST
from tests.security.rows import Row
from tests.security.site_matrix import SITE
from tests.security.test_site_fuzz import FORM, ask, encoded
from tests.security.world import World, build

TOO_BIG = ["9223372036854775808", "9" * 19, "9" * 23]
NO_NUMBERS = {"place", "notice", "kept", "picture", "hidden_picture", "unsent", "card", "scope"}  # codes and names


def patterns(of: list[Any], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in of:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, prefix + str(one.pattern))
        else:
            yield prefix + str(one.pattern), one


def without_an_end(of: list[Any]) -> list[str]:
    """The addresses that take a number of any length."""
    found = patterns(of)
    return [where for where, one in found if any(isinstance(c, IntConverter) for c in one.pattern.converters.values())]


def test_no_address_takes_a_number_of_any_length() -> None:
    everything = get_resolver().url_patterns
    assert len(list(patterns(everything))) > 200
    assert without_an_end(everything) == []
    assert without_an_end([path("x/<int:pk>/", lambda request: None)]) == ["x/<int:pk>/"], "the control"


def addresses(row: Row, world: World, number: str) -> Iterator[str]:
    where = row.path.partition("?")[0]
    for name in set(re.findall(r"{(\w+)}", where)) - NO_NUMBERS:
        yield where.format(**{key: str(value) for key, value in world.numbers.items()} | {name: number})


@pytest.mark.django_db
def test_every_address_with_a_number_that_is_too_big_is_not_found() -> None:
    world, wrong = build("open"), dict[str, int]()
    stranger, official = Client(raise_request_exception=False), Client(raise_request_exception=False)
    official.force_login(world.people["official"])  # type: ignore[arg-type]  # there is one
    tried = 0
    for row in SITE:
        for number in [TOO_BIG[0], TOO_BIG[-1], str(MOST)]:
            for where in addresses(row, world, number):
                for client in (stranger, official):
                    status, tried = ask(client, row.method, where), tried + 1
                    may_be_asked_first = number == str(MOST)  # a key that could be: to sign in, or for the form
                    if status >= 500 or (status not in (302, 403, 404) and not may_be_asked_first):
                        wrong[f"{row.method} {where}"] = status
    assert wrong == {}
    assert tried > 500


def all_forms(of: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for form in of.__subclasses__():
        yield form
        yield from all_forms(form)


def passes_on(field: forms.IntegerField, text: str) -> bool:
    """Whether a form that has the field gives its view a number no key can be."""
    try:
        said = field.clean(text)
    except forms.ValidationError:
        return False
    return said is not None and said > MOST


def test_every_number_field_of_every_form_of_ours_has_an_end() -> None:
    assert get_resolver().url_patterns  # and with it all forms are loaded
    ours = [form for form in all_forms() if form.__module__.startswith("frontend.") and hasattr(form, "base_fields")]
    numbers = [
        (f"{form.__qualname__}.{name}", field)
        for form in ours
        for name, field in form.base_fields.items()
        if isinstance(field, forms.IntegerField)
    ]
    assert len(numbers) > 5
    assert [name for name, field in numbers if passes_on(field, TOO_BIG[-1])] == []
    assert passes_on(forms.IntegerField(), TOO_BIG[-1]), "the control"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [["organisation"], ["parent", "post", "category", "clause", "number", "into", "item"]]
)
def test_no_form_breaks_on_a_number_that_is_too_big(fields: list[str]) -> None:
    world = build("open")
    citizen = Client(raise_request_exception=False)
    citizen.force_login(world.people["citizen"])  # type: ignore[arg-type]  # there is one
    broken, odd = {}, dict.fromkeys(fields, TOO_BIG[-1])
    for row in (row for row in SITE if row.method == "POST" and not row.path.startswith("/accounts/")):
        right = {name: str(value).format(**world.numbers) for name, value in row.body.items() if isinstance(value, str)}
        status = ask(citizen, "POST", row.path.format(**world.numbers), encoded([*(right | odd).items()]))
        if status >= 500:
            broken[row.path] = status
    assert broken == {}


@pytest.mark.django_db
def test_an_organisation_that_is_none_keeps_what_was_typed() -> None:
    world = build("open")
    citizen = Client(raise_request_exception=False)
    citizen.force_login(world.people["citizen"])  # type: ignore[arg-type]  # there is one
    said = encoded([("body", "Пейката е счупена"), ("organisation", "9" * 20)])
    answer = citizen.post(f"/topics/{world.numbers['topic']}/post/", said, content_type=FORM)
    assert answer.status_code == 422
    assert "Пейката е счупена" in answer.content.decode()
