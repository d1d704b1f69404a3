"""Fields that forms of several areas have."""

from __future__ import annotations

from typing import Any

from django import forms

from participation.keys import MOST


class KeyField(forms.IntegerField):
    """The number of something, in a hidden field; whoever sends what no key can be is told so like any other mistake."""

    def __init__(self, **extra: Any) -> None:
        super().__init__(min_value=0, max_value=MOST, widget=extra.pop("widget", forms.HiddenInput), **extra)
