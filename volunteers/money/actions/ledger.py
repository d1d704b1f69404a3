"""Writing to the ledger: transfers that sum to zero, and their reversals. Nothing else writes there."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from participation.database import db_now

from ..models import Account, Posting, Seal, Transfer


@transaction.atomic
def post(*, kind: str, key: str, lines: Mapping[str, int], reverses: Transfer | None = None) -> Transfer:
    """The money has moved: ``lines`` are cents by account code, what lies there more (+), what is owed more (−).

    Lines of zero are left out. Raises IntegrityError where the key was used before, where the lines do not sum to zero, or
    where a reversal does not undo its transfer exactly: the database refuses it.
    """
    wanted = {code: cents for code, cents in lines.items() if cents}
    Account.objects.bulk_create([Account(code=code) for code in sorted(wanted)], ignore_conflicts=True)
    accounts = dict(Account.objects.filter(code__in=wanted).values_list("code", "pk"))
    made = Transfer.objects.create(kind=kind, seal_id=key, reverses=reverses, at=db_now())
    Posting.objects.bulk_create(
        [Posting(transfer=made, account_id=accounts[code], cents=cents) for code, cents in sorted(wanted.items())]
    )
    Seal.objects.create(key=key)
    return made


@transaction.atomic
def reverse(*, key: str, kind: str = "reversal") -> Transfer:
    """The transfer of that key is undone by another one. Raises IntegrityError the second time: once is all there is."""
    undone = Transfer.objects.get(seal_id=key)
    lines = {code: -cents for code, cents in undone.postings.values_list("account__code", "cents")}
    return post(kind=kind, key=f"{key}.reversed", lines=lines, reverses=undone)
