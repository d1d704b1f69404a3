"""Whose name others may see: asked of the database once for all who came, and again whenever it may have changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from participation.accounts.selectors import names_of_seen
from participation.live.hub.threads import Threads


class Faces:
    """Names of those who let themselves be seen, of people who are connected here. Whoever is in doubt has none."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads
        self._names: dict[int, str] = {}  # empty: not to be seen
        self._doubted: set[int] = set()
        self._asking: set[int] = set()

    def name(self, user_id: int) -> str:
        """The name to show; empty where there is none to show, or where that is not known."""
        return "" if user_id in self._doubted else self._names.get(user_id, "")

    def is_hidden(self, user_id: int) -> bool:
        """Whether it is known that the person does not let themself be seen."""
        return user_id not in self._doubted and self._names.get(user_id) == ""

    def unknown(self, user_ids: Iterable[int]) -> set[int]:
        """Those who have to be asked about."""
        return {one for one in user_ids if one in self._doubted or one not in self._names}

    def doubt(self, user_ids: Iterable[int]) -> None:
        """What is known of these people may be wrong, and so may an answer that is on its way."""
        self._doubted.update(user_ids)

    def keep(self, user_ids: Collection[int]) -> None:
        """Forget all others. Where nobody is connected nobody tells us of a change either, so an answer is doubted."""
        self._names = {one: name for one, name in self._names.items() if one in user_ids}
        self._doubted = {one for one in self._doubted if one in user_ids} | (self._asking - set(user_ids))

    async def ask(self, user_ids: set[int]) -> None:
        """Know these people from now on, except those who are doubted meanwhile. One query per five hundred."""
        if not user_ids:
            return
        self._doubted -= user_ids
        self._asking |= user_ids
        try:
            for one in user_ids:
                self._names.pop(one, None)
            found = await self._threads.door(names_of_seen, user_ids)
        finally:
            self._asking -= user_ids
        for one in user_ids - self._doubted:
            self._names[one] = found.get(one, "")
