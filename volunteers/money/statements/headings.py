"""What banks call their columns, in the languages of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# What a column can be → its headings, lower case, without signs. The first column of a kind is taken.
HEADINGS: dict[str, tuple[str, ...]] = {
    "on": (
        "дата", "вальор", "дата на операцията", "дата на осчетоводяване", "счетоводна дата", "дата на транзакция",
        "date", "booking date", "transaction date", "value date", "posting date",
        "data", "data contabile", "data operazione", "data valuta",
        "fecha", "fecha operación", "fecha operacion", "fecha valor", "fecha contable",
        "date opération", "date operation", "date de valeur", "date comptable", "date valeur",
    ),
    "amount": (
        "сума", "сума eur", "сума евро", "amount", "amount eur", "importo", "importo eur", "importe", "importe eur",
        "cantidad", "montant", "montant eur",
    ),
    "credit": (
        "кредит", "постъпления", "приход", "credit", "paid in", "credit amount", "avere", "accrediti", "entrate",
        "haber", "abono", "abonos", "crédit",
    ),
    "debit": (
        "дебит", "плащания", "разход", "debit", "paid out", "debit amount", "dare", "addebiti", "uscite", "debe",
        "cargo", "cargos", "débit",
    ),
    "direction": (
        "дт/кт", "дт кт", "д/к", "вид операция", "тип", "d/c", "c/d", "dr/cr", "debit/credit", "type", "segno", "signo",
        "sens", "tipo",
    ),
    "text": (
        "основание", "основание за плащане", "основание за превод", "описание", "пояснение", "още пояснения",
        "description", "details", "remittance information", "payment details", "narrative", "purpose", "message",
        "causale", "descrizione", "concepto", "descripción", "descripcion", "libellé", "libelle", "motif", "communication",
    ),
    "structured": (
        "референция на платеца", "структурирана референция", "creditor reference", "structured reference", "rf",
        "riferimento creditore", "referencia del acreedor", "référence créancier", "reference creancier",
    ),
    "name": (
        "наредител", "контрагент", "име на контрагент", "наредител/получател", "платец", "име", "counterparty", "payer",
        "name", "counterparty name", "ordinante", "controparte", "nome", "ordenante", "contrapartida", "nombre",
        "donneur d'ordre", "contrepartie", "nom", "émetteur", "emetteur",
    ),
    "iban": (
        "iban на контрагент", "сметка на контрагент", "сметка на наредител", "iban контрагент", "counterparty iban",
        "counterparty account", "payer iban", "iban controparte", "conto controparte", "iban ordinante",
        "iban contrapartida", "cuenta contrapartida", "iban ordenante", "iban contrepartie", "compte contrepartie",
    ),
    "number": (
        "референция", "номер на операция", "референция на банката", "reference", "bank reference", "transaction id",
        "transaction reference", "riferimento", "numero operazione", "referencia", "número de operación", "référence",
        "reference bancaire", "référence bancaire",
    ),
    "currency": ("валута", "currency", "ccy", "divisa", "valuta", "moneda", "devise", "monnaie"),
    "account": (
        "сметка", "iban", "iban на сметката", "account", "own account", "account iban", "conto", "cuenta", "compte",
    ),
}  # fmt: skip
COLUMNS = tuple(HEADINGS)
CREDITS = ("кт", "к", "кредит", "c", "cr", "crdt", "credit", "avere", "haber", "abono", "crédit", "+")
DEBITS = ("дт", "д", "дебит", "d", "dr", "dbit", "debit", "dare", "debe", "cargo", "débit", "-", "−")


def plain(heading: str) -> str:
    """A heading as it stands in the lists."""
    bare = re.sub(r"[()\[\]:*.\"“”„]", " ", heading.replace("№", " ")).lower()
    return " ".join(bare.split())


def columns_in(row: Sequence[str]) -> dict[str, int]:
    """Which column is what, of those that are known."""
    names = [plain(cell) for cell in row]
    found = {}
    for what, known in HEADINGS.items():
        for heading in known:
            if heading in names:
                found[what] = names.index(heading)
                break
    return found


def is_enough(columns: Mapping[str, int]) -> bool:
    """Whether days and sums can be told."""
    return "on" in columns and ("amount" in columns or "credit" in columns)
