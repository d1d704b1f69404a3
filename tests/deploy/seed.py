"""Run inside the arrangement's environment: one open consultation and one citizen, printed as JSON."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django

django.setup()


from participation.accounts.models import User  # noqa: E402  # the same
from participation.database import db_now  # noqa: E402  # the same
from participation.places.models import Municipality, Region, Role  # noqa: E402  # the same
from participation.voting.models import Window  # noqa: E402  # the same
from proposals.actions.publishing import lay_down_text  # noqa: E402  # the same
from proposals.models import Clause, Consultation  # noqa: E402  # the same

EMAIL, OFFICIAL, PASSWORD = "citizen@megdan.example", "official@megdan.example", "a-long-enough-phrase-7"


def person(email: str) -> User:
    """Somebody with a confirmed address."""
    from allauth.account.models import EmailAddress

    made = User.objects.create_user(email=email, password=PASSWORD)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


def sow() -> dict[str, object]:
    """Afterwards one citizen can vote on the one clause of one open consultation; an official prepares another one."""
    region, _ = Region.objects.get_or_create(code="VID", defaults={"name_bg": "Видин", "name_en": "Vidin"})
    place, _ = Municipality.objects.update_or_create(
        code="VID09", defaults={"region": region, "name_bg": "Видин", "name_en": "Vidin", "is_live": True}
    )
    person(EMAIL)
    Role.objects.create(user=person(OFFICIAL), municipality=place, kind=Role.Kind.OFFICIAL)
    now = db_now()
    window = Window.objects.create(
        municipality=place, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=29)
    )
    consultation = Consultation.objects.create(
        municipality=place,
        window=window,
        title="Програма за откритите данни",
        stage=Consultation.Stage.PUBLISHED,
        published_at=now,
    )
    window.scope = consultation.scope
    window.save(update_fields=["scope"])
    node = {"kind": "article", "label": "Чл. 1.", "heading": "", "body": "Данните са открити.", "children": []}
    lay_down_text(consultation, [node], at=now)
    clause = Clause.objects.get(consultation=consultation)
    preparing = Window.objects.create(municipality=place)
    draft = Consultation.objects.create(municipality=place, window=preparing, title="Наредба за пазарите")
    return {
        "consultation": consultation.pk,
        "draft": draft.pk,
        "clause": clause.pk,
        "question": clause.question_id,
        "email": EMAIL,
        "official": OFFICIAL,
        "password": PASSWORD,
    }


if __name__ == "__main__":
    json.dump(sow(), sys.stdout)
