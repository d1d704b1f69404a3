"""What libraries say to people is said in every language of the site."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import pytest
import rest_framework
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import trans_real

from participation.accounts.models import User

DJANGO, ALLAUTH, REST = (Path(str(found.__file__)).parent for found in (django, allauth, rest_framework))
SPEAKING = [
    DJANGO / "contrib/auth/password_validation.py",
    DJANGO / "core/validators.py",
    *sorted((DJANGO / "forms").glob("*.py")),
    *sorted((ALLAUTH / "account").rglob("*.py")),
    *[
        REST / f"{name}.py"
        for name in ("exceptions", "fields", "serializers", "relations", "validators", "authentication")
    ],
]
MARKS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
NEVER_MET = {  # no form and no field of ours takes one of these
    "Enter a valid domain name.",
    "Enter a valid %(protocol)s address.",
    "IPv4",
    "IPv6",
    "IPv4 or IPv6",
    'Enter a valid "slug" consisting of Unicode letters, numbers, underscores, or hyphens.',
    "Must be a valid UUID.",
}
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]


def messages(path: Path) -> Iterator[tuple[str, bool]]:
    """The marked messages of a file, and whether each has a plural."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, MARKS[node.func.id] == 2


def is_translated(message: str, plural: bool, language: str) -> bool:
    catalog = trans_real.translation(language)._catalog  # type: ignore[attr-defined]  # the stubs do not know it
    keys: list[object] = [(message, 0)] if plural else [message, (message, 0)]
    return any(catalog.get(key) for key in keys)


def test_there_is_something_to_read() -> None:
    assert sum(1 for path in SPEAKING for _message in messages(path)) > 150
    assert not is_translated("No library says this.", False, "bg")


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_of_the_libraries_is_translated(language: str) -> None:
    found = {pair for path in SPEAKING for pair in messages(path)}
    missing = {message for message, plural in found if not is_translated(message, plural, language)}
    assert missing - NEVER_MET == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_refused_password_is_explained_in_english(language: str) -> None:
    person = User(email="radostina@example.org", display_name="Radostina")
    for password in ("a1", "radostina1", "password1234"):
        with translation.override("en"):
            english = refusals(password, person)
        with translation.override(language):
            said = refusals(password, person)
        assert english
        assert not set(english) & set(said)
    assert len(get_default_password_validators()) == 3  # one password above for each


def refusals(password: str, person: User) -> list[str]:
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        return list(refusal.messages)
    return []
