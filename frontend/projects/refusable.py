"""Forms that show all that an action refused at once, each mistake at its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from participation.refusals import Refused


class Refusable(forms.Form):
    """A form that shows a refusal of the action in its place."""

    places: Mapping[str, str] = {}  # the action's name of a field → the form's

    def refuse(self, refusal: Refused) -> None:
        """At the fields it is about, or above the form."""
        every: Mapping[str, Any] = refusal.extra.get("fields") or {refusal.field: [str(refusal)]}
        for field, words in every.items():
            name = self.places.get(field, field)
            known = name in self.fields and not self.fields[name].widget.is_hidden
            for one in words:
                self.add_error(name if known else None, one)
