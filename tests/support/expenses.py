"""Papers as people send them, and expenses with them."""

from __future__ import annotations

import io
import zlib
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from participation.accounts.models import User
from tests.support import pictures
from volunteers.money.actions.expenses import add_expense
from volunteers.money.actions.papers import attach_paper, prepare_paper
from volunteers.money.models import Expense, Paper, Payout
from volunteers.projects.models import Project


def pdf(*more: bytes, catalog: bytes = b"", packed: bytes = b"") -> bytes:
    """A PDF of one empty page; ``more`` objects, keys of the catalogue, and a packed object where wanted."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]>>",
        *more,
    ]
    if packed:
        body = zlib.compress(packed)
        head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(body)
        objects.append(head + b"\nstream\n" + body + b"\nendstream")
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n" % number + one + b"\nendobj\n")
    start, count = out.tell(), len(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % at for at in places))
    out.write(b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (count, start))
    return out.getvalue()


def upload(name: str = "Фактура 17.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """The same as a form sends it."""
    return SimpleUploadedFile(name, content if content is not None else pdf(), "application/pdf")


def photograph(name: str = "IMG_2031.jpg") -> SimpleUploadedFile:
    """A photograph of a receipt that says where it was taken."""
    return SimpleUploadedFile(name, pictures.with_location(), "image/jpeg")


def lead_of(project: Project) -> User:
    """Who has led it longest."""
    return project.coordinators.select_related("user").order_by("pk")[0].user


def expense(of: Project, *, by: User | None = None, **fields: Any) -> Expense:
    """Boards for 240 euro, bought yesterday."""
    values = {"what": "Дъски", "cents": 24_000, "day": timezone.localdate() - timedelta(days=1), **fields}
    return add_expense(person=by or lead_of(of), project_id=of.pk, **values)


def paper(of: Expense | Payout, *, by: User | None = None, file: SimpleUploadedFile | None = None) -> Paper:
    """A paper beside it."""
    project = of.project if isinstance(of, Expense) else of.campaign.project
    person = by or lead_of(project)
    taken = prepare_paper(person=person, file=file or upload())
    which = {"expense_id": of.pk} if isinstance(of, Expense) else {"payout_id": of.pk}
    return attach_paper(person=person, paper=taken, **which)
