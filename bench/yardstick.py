"""How fast this machine is at this moment: the same work every time, so that figures of two days can be compared.

A rented machine may be a third slower in the afternoon than it was in the morning; without this one would look for
the reason in the code.
"""

from __future__ import annotations

import html
import json
import statistics
import time

ROWS = 400


class Yardstick:
    """Rounds of that work, done between the requests that are measured."""

    def __init__(self) -> None:
        self._rounds: list[float] = []

    def lay(self) -> None:
        """One more round."""
        self._rounds.append(_round())

    @property
    def length(self) -> float:
        """The median round, in milliseconds of processor time."""
        return round(statistics.median(self._rounds), 2)


def _round() -> float:
    """A fixed piece of plain Python: text made, escaped, encoded, read back."""
    began = time.process_time()
    rows = [
        {"id": n, "words": f"Клауза {n} <b>за</b> & против", "of": {"support": n, "oppose": n // 3}}
        for n in range(ROWS)
    ]
    pieces = [f'<li id="c{row["id"]}">{html.escape(str(row["words"]))}</li>' for row in rows]
    read = json.loads(json.dumps({"rows": rows, "html": "".join(pieces)}, ensure_ascii=False))
    assert len(read["rows"]) == ROWS
    return (time.process_time() - began) * 1000
