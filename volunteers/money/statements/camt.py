"""CAMT.053 of any version: ISO 20022's account statement. Names are looked at without their namespace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from participation.documents.archive import parse_xml
from participation.documents.refusal import ImportRefused

from ..iban import plain_iban
from .amounts import cents_of
from .entries import MOST_CENTS, MOST_LINES, Contents, Entry, cannot_read, with_keys

Element = Any  # lxml tells no types
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)


def read_camt(data: bytes) -> Contents:
    """What the file says. Raises BadInput where it is no statement, or where its balances do not add up."""
    try:
        root = parse_xml(data)
    except ImportRefused as refusal:
        if refusal.code == "xml_entities":
            raise cannot_read(_("The file declares entities. No bank's statement does; it is not read.")) from refusal
        raise cannot_read(_("This XML is broken. Download the statement from the bank once more.")) from refusal
    whole = _child(root, "BkToCstmrStmt")
    if whole is None:
        raise cannot_read(_("This XML is no account statement (CAMT.053)."))
    statements = list(_children(whole, "Stmt"))
    if not statements:
        raise cannot_read(_("There is no statement in the file."))
    try:
        parts = [_statement(one) for one in statements]
    except ValueError as error:
        raise cannot_read(
            _("A line of the statement cannot be read: %(words)s.") % {"words": str(error)[:80]}
        ) from error
    entries = [entry for part in parts for entry in part.entries]
    if len(entries) > MOST_LINES:
        raise cannot_read(_("The statement has more than %(n)s lines. Upload it in parts.") % {"n": MOST_LINES})
    first, last = parts[0], parts[-1]
    return Contents(
        format="camt", iban=first.iban, entries=with_keys(entries), number=first.number, currency=first.currency,
        opening_cents=first.opening_cents, closing_cents=last.closing_cents, pending=sum(part.pending for part in parts),
        ibans=frozenset(part.iban for part in parts),
    )  # fmt: skip


def _statement(one: Element) -> Contents:
    """One statement of the file, whose balances add up."""
    account = plain_iban(_text(one, "Acct", "Id", "IBAN") or _text(one, "Acct", "Id", "Othr", "Id"))
    (opening, currency), (closing, _same) = _balance(one, OPENING), _balance(one, CLOSING)
    entries: list[Entry] = []
    moved = pending = 0
    for entry in _children(one, "Ntry"):
        if (_text(entry, "Sts", "Cd") or _text(entry, "Sts")) not in ("BOOK", ""):
            pending += 1
            continue
        cents, its = _amount(entry)
        moved += cents if its == currency else 0
        entries += _entries(entry, cents, its)
    if opening + moved != closing:
        raise cannot_read(_unbalanced(opening + moved - closing))
    return Contents(
        "camt", account, tuple(entries), _text(one, "Id")[:35], currency, opening, closing, pending, frozenset({account})
    )  # fmt: skip


def _unbalanced(difference: int) -> str:
    shown = f"{'-' if difference < 0 else ''}{abs(difference) // 100}.{abs(difference) % 100:02d}"
    return _(
        "The opening balance and the lines do not make the closing balance: the difference is %(sum)s. Nothing was kept. "
        "Download the statement from the bank once more."
    ) % {"sum": shown}


def _balance(one: Element, kinds: tuple[str, ...]) -> tuple[int, str]:
    """A balance and its currency. Raises BadInput where there is none: nothing would show whether the file is whole."""
    found = {_text(row, "Tp", "CdOrPrtry", "Cd"): row for row in _children(one, "Bal")}
    for kind in kinds:
        if kind in found:
            return _amount(found[kind])
    raise cannot_read(_("The statement lacks its opening or closing balance, so nothing shows whether it is whole."))


def _amount(one: Element) -> tuple[int, str]:
    """Cents with their sign, and the currency. Raises ValueError."""
    amount = _child(one, "Amt")
    direction = _text(one, "CdtDbtInd")
    if amount is None or direction not in ("CRDT", "DBIT"):
        raise ValueError(_("a sum or its direction is missing"))
    cents = cents_of(amount.text or "")
    if cents > MOST_CENTS:
        raise ValueError(amount.text)
    return cents if direction == "CRDT" else -cents, str(amount.get("Ccy", ""))[:3].upper()


def _entries(entry: Element, cents: int, currency: str) -> Iterator[Entry]:
    """The bookings of an entry: each payment of a batch where they are told and add up, otherwise it as a whole."""
    on, number = _day(entry), _text(entry, "AcctSvcrRef")
    reversal = _text(entry, "RvslInd").lower() in ("true", "1")
    details = [row for part in _children(entry, "NtryDtls") for row in _children(part, "TxDtls")]
    sums = [_part(row, cents, currency) for row in details]
    extra = _text(entry, "AddtlNtryInf")
    if len(details) > 1 and None not in sums and sum(part or 0 for part in sums) == cents:
        for row, part in zip(details, sums, strict=True):
            yield _entry(row, Entry(on, part or 0, currency, number, reversal, text=extra))
    elif len(details) == 1:
        yield _entry(details[0], Entry(on, cents, currency, number, reversal, text=extra))
    else:
        yield Entry(on, cents, currency, number[:64], reversal, text=extra[:500])


def _part(row: Element, cents: int, currency: str) -> int | None:
    """What one payment of a batch moves; None where it is not told in the currency of the whole."""
    amount = _child(row, "Amt")
    if amount is None:
        amount = _child(row, "AmtDtls", "TxAmt", "Amt")
    if amount is None or amount.get("Ccy", currency).upper() != currency:
        return None
    direction = _text(row, "CdtDbtInd") or ("CRDT" if cents > 0 else "DBIT")
    return cents_of(amount.text or "") * (1 if direction == "CRDT" else -1)


def _entry(row: Element, base: Entry) -> Entry:
    """The booking with what its details say: reference, words, who is on the other side."""
    side = "Dbtr" if (base.cents > 0) != base.is_reversal else "Cdtr"
    parties = _child(row, "RltdPties")
    name = iban = ""
    if parties is not None:
        name = _text(parties, side, "Nm") or _text(parties, side, "Pty", "Nm")
        iban = _text(parties, f"{side}Acct", "Id", "IBAN")
    structured = next((ref for part in _descendants(row, "CdtrRefInf") if (ref := _text(part, "Ref"))), "")
    words = [" ".join((part.text or "").split()) for part in _descendants(row, "Ustrd")]
    words += [_text(row, "AddtlTxInf"), base.text]
    ends = _text(row, "Refs", "EndToEndId")
    words += [ends] if ends != "NOTPROVIDED" else []
    own = _text(row, "Refs", "AcctSvcrRef") or base.bank_reference
    return Entry(
        base.on, base.cents, base.currency, own[:64], base.is_reversal, structured[:40],
        " ".join(word for word in words if word)[:500], name[:140], plain_iban(iban)[:34],
    )  # fmt: skip


def _day(entry: Element) -> date:
    for name in ("BookgDt", "ValDt"):
        said = _text(entry, name, "Dt") or _text(entry, name, "DtTm")
        if said:
            return date.fromisoformat(said[:10])
    raise ValueError(_("a day is missing"))


def _children(one: Element, name: str) -> Iterator[Element]:
    return (row for row in one if isinstance(row.tag, str) and etree.QName(row).localname == name)


def _descendants(one: Element, name: str) -> Iterator[Element]:
    return (row for row in one.iter("{*}" + name) if isinstance(row.tag, str))


def _child(one: Element, *names: str) -> Element | None:
    at: Element | None = one
    for name in names:
        at = next(_children(at, name), None) if at is not None else None
    return at


def _text(one: Element, *names: str) -> str:
    found = _child(one, *names)
    return " ".join((found.text or "").split()) if found is not None else ""
