"""What is read in statements: versions, batches, references in words, tables of every kind, and files that are none."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from participation.refusals import BadInput
from tests.support.statements import IBAN, sample
from volunteers.money.references import reference_of
from volunteers.money.statements.amounts import cents_of, decimal_sign, written_cents
from volunteers.money.statements.camt import read_camt
from volunteers.money.statements.csv import ColumnsUnclear
from volunteers.money.statements.finding import distance, meant_in, near, pledges_in
from volunteers.money.statements.reading import read_statement

GOOD = ["good-08.xml", "good-02.xml", "overlap-02.xml", "bank-1251.csv", "table-en.csv", "table-it.csv"]


def test_a_statement_of_today() -> None:
    read = read_statement(sample("good-08.xml"))
    assert (read.iban, read.number, read.opening_cents, read.closing_cents) == (IBAN, "2026/11/16", 100_000, 116_266)
    assert [entry.cents for entry in read.entries] == [5_000, 2_500, 10_000, -1_234] and read.pending == 1
    first = read.entries[0]
    assert (first.on, first.structured, first.name) == (date(2026, 11, 16), "RF83MGD4201", "Стефка Петрова")
    assert first.iban == "BG21STSA93000012345678" and "rf56 mgd 4202" in read.entries[1].text
    assert read.entries[3].iban == "BG75FINV91501012345678", "of what goes out, to whom it went"


def test_an_old_statement_and_a_batch_in_it() -> None:
    read = read_statement(sample("good-02.xml"))
    assert [(entry.cents, entry.name) for entry in read.entries] == [(1_000, "Стефка Петрова"), (3_000, "Петя Димова")]
    assert len({entry.key for entry in read.entries}) == 2, "one number of the bank, two payments"


def test_a_batch_that_does_not_add_up_stays_one_line() -> None:
    data = sample("good-02.xml").replace(b">30.00<", b">29.00<")
    read = read_statement(data)
    assert [(entry.cents, entry.structured) for entry in read.entries] == [(4_000, "")]


@pytest.mark.parametrize("namespace", [b"urn:bank:of:its:own", b"urn:iso:std:iso:20022:tech:xsd:camt.053.001.13"])
def test_any_namespace_will_do(namespace: bytes) -> None:
    data = sample("good-08.xml").replace(b"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", namespace)
    assert read_statement(data).entries == read_statement(sample("good-08.xml")).entries
    prefixed = data.replace(b"<Document xmlns=", b"<Document xmlns:n=")
    assert len(read_statement(prefixed).entries) == 4


def test_the_same_line_has_the_same_key_in_every_statement() -> None:
    whole, part = read_statement(sample("good-08.xml")), read_statement(sample("overlap-02.xml"))
    assert whole.entries[2].key == part.entries[0].key
    assert not {entry.key for entry in whole.entries} & {part.entries[1].key}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unbalanced.xml", "difference is -87.66"),
        ("no-balance.xml", "opening or closing balance"),
        ("of-the-day-052.xml", "no account statement"),
        ("broken.xml", "broken"),
        ("bomb.xml", "entities"),
        ("outside.xml", "entities"),
        ("both-signs.csv", "comma before the cents"),
        ("wrong-row.csv", "Row 3: “=25+1” is no sum"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, words: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_statement(sample(name))
    assert words in str(refused.value) and refused.value.field == "file"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"%PDF-1.7 \x00\x01",
        b"PK\x03\x04\x00",
        b"<html></html>",
        b"<a>",
        b"hello",
        b"\xff\xfe\x00",
        b"a;b\n1;2",
    ],
)
def test_files_that_are_no_statements(data: bytes) -> None:
    with pytest.raises(BadInput):
        read_statement(data)


def test_a_file_that_is_too_large_or_too_long() -> None:
    with pytest.raises(BadInput, match="5 MB"):
        read_statement(b"<" + b" " * 5 * 1024 * 1024)
    rows = "\n".join(f"16.11.2026;дарение {n};1,00" for n in range(2_001))
    with pytest.raises(BadInput, match="2000 lines"):
        read_statement(f"Дата;Основание;Сума\n{rows}".encode())


def test_utf_16_with_a_declaration_is_seen_through() -> None:
    bomb = sample("bomb.xml").decode().replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    with pytest.raises(BadInput, match="entities"):
        read_camt(bomb.encode("utf-16"))


def test_the_table_of_a_bulgarian_bank() -> None:
    read = read_statement(sample("bank-1251.csv"))
    assert [entry.cents for entry in read.entries] == [5_000, 2_500, -101_234, 10_000] and read.iban == IBAN
    assert read.entries[1].name == "Иван Колев" and read.entries[0].on == date(2026, 11, 16)
    assert read.entries[3].text.startswith("=HYPERLINK") and read.entries[3].name == "=1+1", "words, never computed"


def test_tables_in_other_languages() -> None:
    english, italian = read_statement(sample("table-en.csv")), read_statement(sample("table-it.csv"))
    assert [entry.cents for entry in english.entries] == [105_000, 2_500, -1_234]
    assert [entry.bank_reference for entry in english.entries] == ["K1", "K2", "K3"]
    assert [(entry.cents, entry.currency) for entry in italian.entries] == [(5_000, "EUR"), (2_500, "USD")]
    for head in ("Fecha;Concepto;Importe", "Date opération;Libellé;Montant"):
        assert read_statement(f"{head}\n16/11/2026;RF83MGD4201;50,00".encode()).entries[0].cents == 5_000


def test_columns_that_are_not_clear_are_chosen_by_hand() -> None:
    with pytest.raises(ColumnsUnclear) as unclear:
        read_statement(sample("unclear.csv"))
    assert unclear.value.extra["headings"] == ["Ден", "Какво", "Колко"]
    read = read_statement(sample("unclear.csv"), {"on": 0, "text": 1, "amount": 2})
    assert [(entry.cents, entry.text) for entry in read.entries] == [(5_000, "RF83MGD4201"), (2_500, "RF56MGD4202")]
    with pytest.raises(BadInput, match="is no day"):
        read_statement(sample("unclear.csv"), {"on": 1, "amount": 2})


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 234,56", 123_456),
        ("1.234,56", 123_456),
        ("-12,5", -1_250),
        ("12,00-", -1_200),
        ("50,00 EUR", 5_000),
        ("7", 700),
    ],
)
def test_sums_as_people_write_them(text: str, cents: int) -> None:
    assert written_cents(text, ",") == cents


@pytest.mark.parametrize(
    "text", ["", "=1+1", "1,2,3", "12.34,5.6", "1.23,00", "--5", "-5-", "5,001", "1e5", "٣", ".5,"]
)
def test_what_is_no_sum(text: str) -> None:
    with pytest.raises(ValueError):
        written_cents(text, ",")


def test_parts_of_a_cent_and_signs_before_cents() -> None:
    assert cents_of("50.000") == 5_000
    for wrong in ("50.001", "-1", "1,00", "NaN", "1e3", ""):
        with pytest.raises(ValueError):
            cents_of(wrong)
    assert decimal_sign(["1,50", "3"]) == "," and decimal_sign(["1,234.50"]) == "." and decimal_sign(["5"]) == "."
    assert decimal_sign(["1.234.567"]) == ","
    with pytest.raises(ValueError):
        decimal_sign(["1,50", "1.50"])


@settings(max_examples=200, deadline=None)
@given(
    some.integers(1, 10**12),
    some.sampled_from(["", " ", "  ", "-", ".", "/"]),
    some.sampled_from(["", "за кауза ", "x"]),
)
def test_a_reference_is_found_in_other_words(number: int, between: str, before: str) -> None:
    said = reference_of(number)
    grouped = between.join((said[:4], said[4:7], said[7:]))
    for written in (grouped, grouped.lower(), grouped.translate(str.maketrans("RFMGD", "РФМГД"))):
        assert pledges_in(f"{before}{written}") == [number]
        assert pledges_in(f"{before}{written}благодаря") == [number]
    assert distance(said, said, 2) == 0 and near(said[:-1], [number]) == [number]


def test_slips_are_told_from_other_references() -> None:
    assert pledges_in("RF83MGD4201 и rf56mgd4202") == [4201, 4202] and pledges_in("RF83MGD4210") == []
    assert pledges_in("RF83MGD42019") == [], "a digit too many is another number"
    assert pledges_in("RF83MGD4201 2026") == [4201]
    assert meant_in("моля RF83MGD4210 мерси") == "RF83MGD4210" and meant_in("за пейките") == ""
    assert near("RF83MGD4210", [4201, 4202]) == [4201] and near("F83MGD4201", [4201]) == [4201]
    assert near("", [4201]) == [] and distance("abcd", "wxyz", 2) == 3


@pytest.mark.parametrize("name", GOOD)
def test_reading_is_the_same_every_time(name: str) -> None:
    assert read_statement(sample(name)) == read_statement(sample(name))


@settings(max_examples=150, deadline=None)
@given(some.binary(max_size=400) | some.text(max_size=400).map(str.encode))
def test_anything_is_read_or_refused(data: bytes) -> None:
    with_head = ("Дата;Основание;Сума\n".encode() + data, b"<Document>" + data, data)
    for one in with_head:
        with contextlib.suppress(BadInput):  # anything else fails
            read_statement(one)
