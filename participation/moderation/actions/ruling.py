"""A municipality's own rules. Earlier wordings stay: decisions were made under them."""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from participation.accounts.models import User
from participation.database import db_now
from participation.places.models import Municipality
from participation.places.selectors import get_municipality
from participation.record.actions import record
from participation.refusals import BadInput, NotAllowed
from participation.unseen import one_line

from .. import policies
from ..models import Rule
from ..rules import DEFAULT_RULES

CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
MOST = 30  # rules that hold at once
LONGEST_TITLE, LONGEST_TEXT = 120, 2000


@transaction.atomic
def write_rule(*, writer: object, municipality: str, title: str, text: str, code: str = "") -> Rule:
    """The rule of that code has these words from now on; without a code it is a new one. The wording before is kept.

    Where the municipality had no rules of its own, the platform's become its own first, so that nothing is lost.
    Raises NotAllowed, BadInput.
    """
    place = _place(writer, municipality)
    title, text = one_line(title), text.replace("\r\n", "\n").strip()
    for field, typed, longest in (("title", title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
        if not typed:
            raise BadInput(_("This is needed."), field=field)
        if len(typed) > longest:
            raise BadInput(_("This is too long: at most %(most)d characters.") % {"most": longest}, field=field)
    now = db_now()
    held = _held(place, now)
    code = code or _code(title, held)
    if not CODE.fullmatch(code):
        raise BadInput(_("Small Latin letters, digits and hyphens, at most 30."), field="code")
    before = held.get(code)
    if before is None and len(held) >= MOST:
        raise BadInput(_("At most %(most)d rules: nobody reads more.") % {"most": MOST})
    if before is not None and (before.title, before.text) == (title, text):
        return before
    if before is not None:
        Rule.objects.filter(pk=before.pk).update(until=now)
    position = before.position if before else max((rule.position for rule in held.values()), default=0) + 1
    made = Rule.objects.create(municipality=place, code=code, title=title, text=text, position=position, since=now)
    _record(writer, place, "rule.written", made)
    return made


@transaction.atomic
def repeal_rule(*, writer: object, municipality: str, code: str) -> None:
    """The rule holds no longer; its words are kept. The last one cannot go: then the platform's would hold unasked."""
    place = _place(writer, municipality)
    now = db_now()
    held = _held(place, now)
    if code not in held:
        raise BadInput(_("There is no such rule."), field="code")
    if len(held) == 1:
        raise BadInput(_("This is the last rule. Write another one first."), field="code")
    Rule.objects.filter(pk=held[code].pk).update(until=now)
    _record(writer, place, "rule.repealed", held[code])


def _place(writer: object, code: str) -> Municipality:
    place = get_municipality(code)
    if place is None:
        raise BadInput(_("There is no such municipality."), field="municipality")
    if not policies.may_write_rules(writer, place.pk):
        raise NotAllowed
    return Municipality.objects.select_for_update(no_key=True).get(pk=place.pk)  # two writers follow each other


def _held(place: Municipality, now: datetime) -> dict[str, Rule]:
    """The municipality's own rules by code; copies of the platform's, in its language, where it had none."""
    own = {rule.code: rule for rule in Rule.objects.filter(municipality=place, until=None)}
    if own:
        return own
    with translation.override(settings.LANGUAGE_CODE):
        copies = [
            Rule(municipality=place, code=rule.code, title=str(rule.title), text=str(rule.text), position=n, since=now)
            for n, rule in enumerate(DEFAULT_RULES, start=1)
        ]
    return {rule.code: rule for rule in Rule.objects.bulk_create(copies)}


def _code(title: str, held: dict[str, Rule]) -> str:
    """A free code from the title, or a number where the title has no Latin letters."""
    base = slugify(title)[:24].strip("-") or "rule"
    free = (name for name in [base, *(f"{base}-{n}" for n in range(2, MOST + 3))] if name not in held)
    return next(free)


def _record(writer: object, place: Municipality, kind: str, rule: Rule) -> None:
    record(
        kind=kind,
        scope=f"municipality.{place.pk}",
        actor=writer if isinstance(writer, User) else None,
        role="moderator",
        municipality_id=place.pk,
        ref=f"rule.{rule.pk}",
        data={"title": rule.title},
    )
