"""Our controls are Django's, letter for letter."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from frontend.controls import Controls

NASTY = "\"><script>alert('1')</script> & Ъ\n\nб"
VALUES: list[Any] = [None, "", " ", 0, 7, 1.5, "words", NASTY, mark_safe("<b>&amp;</b>"), True]
ATTRS: list[dict[str, Any]] = [
    {},
    {"id": "id_x", "rows": 12, "required": True, "disabled": False},
    {"placeholder": NASTY, "aria-describedby": "a b", "data-focus": "", "maxlength": "20"},
    {"class": mark_safe("a &amp; b"), "data-n": 0, "title": None},
]
WIDGETS = [forms.TextInput, forms.HiddenInput, forms.EmailInput, forms.NumberInput, forms.Textarea]


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("attrs", ATTRS)
@pytest.mark.parametrize("value", VALUES)
def test_a_control_is_the_one_django_draws(widget: type[forms.Widget], attrs: dict[str, Any], value: Any) -> None:
    made = widget(attrs={"autocomplete": "off"})
    ours = made.render("a.b", value, attrs=attrs, renderer=Controls())
    assert ours == made.render("a.b", value, attrs=attrs, renderer=DjangoTemplates())
    assert "<script>" not in ours


def test_other_controls_are_left_to_django() -> None:
    made = forms.Select(choices=[("a", "Ах"), ("b", NASTY)])
    assert made.render("s", "b", renderer=Controls()) == made.render("s", "b", renderer=DjangoTemplates())


def test_the_forms_of_the_site_use_them() -> None:
    class Small(forms.Form):
        body = forms.CharField(widget=forms.Textarea)

    assert isinstance(Small().renderer, Controls)
