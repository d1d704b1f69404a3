"""Counting the register, once a day, for the public figures."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils import timezone

from ..models import Figure, Volunteer
from ..policies import shown
from ..selectors.figures import told

AT_ONCE = 500
Key = tuple[int | None, str]


@transaction.atomic
def count_figures() -> int:
    """The public figures are those of now, to be called once a day; how many there are to tell. Of minors without consent
    and of whoever does not want to be found nothing is counted.
    """
    today = timezone.localdate()
    counts: Counter[Key] = Counter()
    known = Volunteer.objects.filter(shown(), is_listed=True, user__is_active=True).prefetch_related("municipalities")
    for volunteer in known.iterator(chunk_size=AT_ONCE):
        places: list[int | None] = [None, *(place.pk for place in volunteer.municipalities.all())]
        counts.update((place, code) for place in places for code in _codes(volunteer))
    Figure.objects.all().delete()
    rows = [
        (place, code, told(n))
        for (place, code), n in sorted(counts.items(), key=lambda row: (row[0][0] or 0, row[0][1]))
    ]
    told_rows = [
        Figure(municipality_id=place, code=code, at_least=n, day=today) for place, code, n in rows if n is not None
    ]
    return len(Figure.objects.bulk_create(told_rows, batch_size=AT_ONCE))


def _codes(volunteer: Volunteer) -> list[str]:
    remote = ["remote"] if volunteer.is_remote else []
    skills, languages = set(volunteer.skills), set(volunteer.languages)
    return ["all", *remote, *(f"skill.{one}" for one in skills), *(f"language.{one}" for one in languages)]
