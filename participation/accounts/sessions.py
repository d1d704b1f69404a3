"""A person's sessions, keys or standing changed: rooms above register to hear of it at once, this room announces it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY

Listener = Callable[[int], None]
_listeners: list[Listener] = []


def on_change(listener: Listener) -> None:
    """Call ``listener(user_id)`` inside the transaction that changes by what right a person is here."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(user_id: int) -> None:
    """Who holds something open in this person's name is to be asked again, by what right.

    Signed out everywhere, switched off or erased, a key revoked: they have none any more. Suspended: they may go on
    reading. Administrator or not: they may hear more or less. Seen by others or not, or by another name: so it is shown.
    """
    for listener in _listeners:
        listener(user_id)


def delete_all_of(user_id: int) -> int:
    """The person's sessions are gone with what was kept in them; how many. Looks at every session there is: the key
    of a session does not tell whose it is.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore
    if not hasattr(store, "get_model_class"):
        return 0  # kept in a cache: they are over by their mark, and expire there
    rows, count = store.get_model_class().objects, 0
    for row in rows.iterator(chunk_size=500):
        if row.get_decoded().get(SESSION_KEY) == str(user_id):
            count += rows.filter(pk=row.pk).delete()[0]
    return count
