"""Words of others inside a text of ours."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from participation.voting.models import Group

KINDS = {  # how many of each kind were there
    Group.CITIZEN.value: _("citizens"),
    Group.NGO.value: _("NGOs"),
    Group.BUSINESS.value: _("businesses"),
    Group.INSTITUTION.value: _("institutions"),
    Group.OFFICIAL.value: _("officials"),
}
MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def plain(text: str) -> str:
    """On one line, without meaning as Markdown."""
    return " ".join(text.split()).translate(MARKS)
