"""What a scope such as ``consultation.12`` is called."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Consultation


def titles_of(scopes: Iterable[str]) -> dict[str, str]:
    """``{scope: title}`` in the order given, for the consultations among them; one query."""
    wanted = list(dict.fromkeys(scopes))
    numbers = [int(scope[13:]) for scope in wanted if scope.startswith("consultation.") and scope[13:].isdecimal()]
    titles = dict(Consultation.objects.filter(pk__in=numbers).values_list("pk", "title"))
    named = {f"consultation.{pk}": title for pk, title in titles.items()}
    return {scope: named[scope] for scope in wanted if scope in named}
