"""A receipt as a PDF for printing and for screen readers (PDF/UA-1, tagged), in the reader's language."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import typst
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from .selectors.receipts import Proof
from .telling import euro
from .ways import way_of

FORM = Path(__file__).with_name("receipt.typ").read_bytes()


def paper_for(proof: Proof) -> bytes:
    """The PDF. What people typed goes in as data, never as markup.

    The typesetter brings its own letters, Latin, Greek and Cyrillic. A name with others is drawn as far as they go: tagged
    as well, but without the standard's promise that every sign can be read.
    """
    data = {"data": json.dumps(_words(proof), ensure_ascii=False)}
    try:
        return typst.compile(FORM, format="pdf", sys_inputs=data, pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:
        return typst.compile(FORM, format="pdf", sys_inputs=data)


def rows_of(proof: Proof) -> list[tuple[str, str]]:
    """What a receipt says, line by line: on the page and on paper."""
    day = proof.at.astimezone(ZoneInfo(proof.zone)).date()
    rows = [
        (pgettext("receipt", "Number"), proof.number),
        (pgettext("receipt", "Given by"), proof.donor),
        (pgettext("receipt", "Sum"), euro(proof.cents)),
        (pgettext("receipt", "For the project"), proof.project),
        (pgettext("receipt", "Received by"), _("the municipality of %s") % proof.municipality),
        (pgettext("receipt", "On"), date_format(day, "DATE_FORMAT")),
        (pgettext("receipt", "Way to pay"), str(way_of(proof.provider).name)),
    ]
    rows += [(_("Added by “%(pool)s”") % {"pool": pool}, euro(cents)) for pool, cents in proof.added]
    if proof.refunded_cents:
        rows.append((pgettext("receipt", "Given back"), euro(proof.refunded_cents)))
        rows.append((pgettext("receipt", "Remains given"), euro(proof.cents - proof.refunded_cents)))
    return rows


def notes_of(proof: Proof) -> list[str]:
    """What has to be said below: that a demonstration moved no money, above all."""
    said = []
    if not way_of(proof.provider).moves_money:
        said.append(_("This is a demonstration: no money was moved, and this is no proof of a donation."))
    if proof.added:
        said.append(_("What pools added is not the donor's money; it is named so that the sums can be followed."))
    return said


def _words(proof: Proof) -> dict[str, object]:
    return {
        "site": str(settings.SITE_NAME),
        "language": (get_language() or "bg")[:2],
        "title": _("Receipt"),
        "what": _("What"),
        "told": _("Details"),
        "rows": rows_of(proof),
        "notes": notes_of(proof),
    }
