"""Bank statements: the rows of the API and of the site. One is only read, one is booked with a line that is unclear."""

from __future__ import annotations

from participation.accounts.models import User
from participation.places.models import Municipality
from tests.security.rows import FILE, OWN, Row
from tests.support.statements import treasury
from volunteers.money.actions.statements import book_statement, upload_statement

DESK = "LNNN.NN"  # officials of the place alone; for others there is no such thing
ANY_OFFICIAL = "LFF..FF"

STATEMENTS_API = [
    Row("GET", "statements/", OWN),
    Row("POST", "statements/", "LFFFXFF", {"municipality": "{place}", "file": FILE}),  # a text, and no statement
    Row("GET", "statements/{st_read}/", DESK),
    Row("POST", "statements/{st_read}/book/", DESK),
    Row("DELETE", "statements/{st_read}/", DESK),
    Row("DELETE", "statements/{st_booked}/", "LNNNXNN"),
    Row("GET", "statements/{st_booked}/lines/{st_line}/", DESK),
    Row("GET", "statements/{st_read}/lines/{st_line}/", "LNNNNNN"),  # of another statement
    Row("POST", "statements/{st_booked}/lines/{st_line}/settle/", "LNNNXNN", {"reference": "RF71MGD4999"}),
    Row("POST", "statements/{st_booked}/lines/{st_line}/set_aside/", DESK, {"words": "Такса"}),
]
STATEMENTS = [
    Row("GET", "/work/money/statements/", ANY_OFFICIAL),
    Row("GET", "/work/money/statements/new/", ANY_OFFICIAL),
    Row("POST", "/work/money/statements/new/", "LFFXXFF", {"municipality": "{place_id}", "file": FILE}),
    Row("GET", "/work/money/statements/{st_read}/", DESK),
    Row("POST", "/work/money/statements/{st_read}/book/", DESK),
    Row("POST", "/work/money/statements/{st_read}/discard/", DESK),
    Row("POST", "/work/money/statements/{st_booked}/discard/", "LNNN-NN"),
    Row("GET", "/work/money/statements/{st_booked}/lines/{st_line}/", DESK),
    Row("GET", "/work/money/statements/{st_read}/lines/{st_line}/", "LNNNNNN"),
    Row("POST", "/work/money/statements/{st_booked}/lines/{st_line}/", "LNNNXNN", {"reference": "RF71MGD4999"}),
    Row("POST", "/work/money/statements/{st_booked}/lines/{st_line}/aside/", DESK, {"words": "Такса"}),
]


def statement_numbers(place: Municipality, official: User) -> dict[str, int]:
    """The names of the matrix: one that is read, one that is booked, and a line of it that is to be settled."""
    treasury(place)
    made = [
        upload_statement(
            official=official, municipality_id=place.pk, name=f"{n}.csv",
            data=f"Дата;Основание;Сума\n16.11.2026;превод {n};5,00".encode(),
        )
        for n in (1, 2)
    ]  # fmt: skip
    book_statement(official=official, statement_id=made[1].pk)
    return {"st_read": made[0].pk, "st_booked": made[1].pk, "st_line": made[1].lines.get().pk}
