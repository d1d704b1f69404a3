"""What a volunteer typed and chose, checked field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.accounts.selectors import confirmed_addresses
from participation.places.models import Municipality
from participation.refusals import Words
from participation.unseen import one_line

from ..lists import DIGITAL, LANGUAGES, LEVELS, SKILLS, WHOLE_WEEK
from ..models import Volunteer
from ..words import cleaned, refusal_of

LONGEST_ABOUT, LONGEST_OTHER, LONGEST_INSURANCE, LONGEST_NAME = 1500, 300, 120, 120
MOST_PLACES, MOST_AWAY = 20, 20
CHOOSE = _("Choose from the list.")
Wrong = dict[str, Words]


class EntryFields(TypedDict, total=False):
    """What can be said in an entry. What is left out stays as it was."""

    age: str
    about: str
    skills: Sequence[str]
    other_skills: str
    digital: Mapping[str, int]
    languages: Sequence[str]
    is_remote: bool
    municipality_ids: Sequence[int]
    week: int
    away: Sequence[Sequence[str | date]]
    has_contract: bool
    insurance: str
    is_listed: bool


def checked(fields: EntryFields) -> tuple[dict[str, Any], list[int] | None, Wrong]:
    """The values of the row, its municipalities (None: not said), and what is wrong at which field."""
    wrong: Wrong = {}
    values: dict[str, Any] = {
        name: bool(fields[name]) for name in ("is_remote", "has_contract", "is_listed") if name in fields
    }
    _words(fields, values, wrong)
    _chosen(fields, values, wrong)
    if "week" in fields:
        values["week"] = fields["week"]
        if not 0 <= fields["week"] <= WHOLE_WEEK:
            wrong["week"] = CHOOSE
    if "away" in fields:
        values["away"] = _away(fields["away"], wrong)
    return values, _places(fields, wrong), wrong


def _words(fields: EntryFields, values: dict[str, Any], wrong: Wrong) -> None:
    if "about" in fields:
        values["about"] = cleaned(fields["about"])
    if "other_skills" in fields:
        values["other_skills"] = one_line(fields["other_skills"])
    if "insurance" in fields:
        values["insurance"] = one_line(fields["insurance"])
        if len(values["insurance"]) > LONGEST_INSURANCE:
            wrong["insurance"] = _("This is too long: at most %(most)d characters.") % {"most": LONGEST_INSURANCE}
    for name, longest in (("about", LONGEST_ABOUT), ("other_skills", LONGEST_OTHER)):
        refusal = refusal_of(values.get(name, ""), longest)
        if refusal is not None:
            wrong[name] = refusal


def _chosen(fields: EntryFields, values: dict[str, Any], wrong: Wrong) -> None:
    if "age" in fields:
        values["age"] = fields["age"]
        if fields["age"] not in Volunteer.Age.values:
            wrong["age"] = _("Choose how old you are.")
    for name, known in (("skills", SKILLS), ("languages", LANGUAGES)):
        if name in fields:
            asked = set(fields[name])  # type: ignore[literal-required]  # one of the two
            values[name] = [code for code in known if code in asked]
            if asked - set(known):
                wrong[name] = CHOOSE
    if "digital" in fields:
        levels = dict(fields["digital"])
        values["digital"] = {area: levels[area] for area in DIGITAL if area in levels}
        if set(levels) - set(DIGITAL) or any(level not in LEVELS for level in levels.values()):
            wrong["digital"] = _("Choose a level from 1 to 8 for each area.")


def _away(typed: Sequence[Sequence[str | date]], wrong: Wrong) -> list[list[str]]:
    kept = []
    for pair in typed:
        try:
            first, last = (one if isinstance(one, date) else date.fromisoformat(one) for one in pair)
        except (ValueError, TypeError):
            wrong["away"] = _("Each absence has a first and a last day.")
            return []
        if first > last:
            wrong["away"] = _("The last day of an absence cannot be before its first.")
        kept.append([first.isoformat(), last.isoformat()])
    if len(kept) > MOST_AWAY:
        wrong["away"] = _("At most %(most)d absences can be named.") % {"most": MOST_AWAY}
    return sorted(kept)


def _places(fields: EntryFields, wrong: Wrong) -> list[int] | None:
    if "municipality_ids" not in fields:
        return None
    wanted = sorted(set(fields["municipality_ids"]))
    if len(wanted) > MOST_PLACES:
        wrong["municipality_ids"] = _("At most %(most)d municipalities can be chosen.") % {"most": MOST_PLACES}
    elif Municipality.objects.filter(pk__in=wanted).count() != len(wanted):
        wrong["municipality_ids"] = _("There is no such municipality.")
    return wanted


def checked_guardian(person: User, name: str, email: str) -> tuple[str, str, Wrong]:
    """Name and address of a guardian, and what is wrong with them."""
    name, email, wrong = one_line(name), email.strip().lower(), Wrong()
    if not 2 <= len(name) <= LONGEST_NAME:
        wrong["guardian_name"] = _("Name the parent or guardian whom we can ask.")
    try:
        validate_email(email)
    except ValidationError:
        wrong["guardian_email"] = _("This is not an e-mail address.")
    if email in {*confirmed_addresses(person), person.email.lower()}:
        wrong["guardian_email"] = _("This is your own address: your parent or guardian has to answer.")
    elif len(email) > 254:
        wrong["guardian_email"] = _("This is not an e-mail address.")
    return name, email, wrong
