"""A certificate as a PDF for printing and for screen readers (PDF/UA-1, tagged), in the reader's language."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .codes import in_groups
from .doors import picture_of
from .models import Certificate

FORM = Path(__file__).with_name("certificate.typ").read_bytes()


def paper_for(certificate: Certificate, *, address: str) -> bytes:
    """The PDF. ``address``: where anybody checks it. What people typed goes in as data, never as markup.

    The typesetter brings its own letters, Latin, Greek and Cyrillic. A name with others (or with little pictures) is
    drawn as far as they go: tagged as well, but without the standard's promise that every sign can be read.
    """
    data = {"data": json.dumps(_words(certificate, address), ensure_ascii=False)}
    try:
        return typst.compile(FORM, format="pdf", sys_inputs=data, pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:
        return typst.compile(FORM, format="pdf", sys_inputs=data)


def hours_in_words(minutes: int) -> str:
    """Such as "12 hours 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}] if hours else []
    if rest:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(parts)


def _words(one: Certificate, address: str) -> dict[str, object]:
    project = one.project
    place = {"place": project.municipality.name}
    issued = one.issued_at.astimezone(ZoneInfo(project.municipality.timezone)).date()
    return {
        "site": str(settings.SITE_NAME),
        "language": (get_language() or "bg")[:2],
        "title": _("Certificate of volunteer work"),
        "name": one.name,
        "lines": [
            _("took part as a volunteer in the project “%(project)s”, municipality of %(place)s.")
            % {"project": project.title, **place},
            _days(one.first_day, one.last_day),
            _("Confirmed by those responsible for the project: %(hours)s.") % {"hours": hours_in_words(one.minutes)},
        ],
        "check": _("Whether this certificate is valid can be checked by anybody here:"),
        "address": address,
        "code_name": _("Code:"),
        "code": in_groups(one.code),
        "issued": _("Issued on %(day)s") % {"day": _day(issued)},
        "picture": picture_of(address),
        "picture_words": _("QR code of the address at which this certificate is checked"),
    }


def _days(first: date, last: date) -> str:
    """As a sentence. A date that ends in a full stop of its own, such as "22.11.2026 г.", brings the sentence's."""
    said = _("From %(first)s to %(last)s.") % {"first": _day(first), "last": _day(last)}
    if first == last:
        said = _("On %(day)s.") % {"day": _day(first)}
    return said.removesuffix("..") + "." if said.endswith("..") else said


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
