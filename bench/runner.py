"""``python3 manage.py bench [--json] [--only pages|live|topic|money]``: a table for people, or JSON for machines."""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
from typing import Any

from bench.live import run_live
from bench.money import HISTORIES, run_money
from bench.pages import run_pages
from bench.topic import run_topic
from tests.support import services

FIRST_LOAD_WANTED = 70_000  # bytes, compressed


def main(arguments: list[str]) -> int:
    """Run what was asked for; exit code 1 where a figure misses what we want, 2 where a program is missing."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--only", choices=["pages", "live", "topic", "money"], help="measure only one part")
    parser.add_argument("--histories", type=int, default=HISTORIES, help="how many histories of campaigns are played")
    options = parser.parse_args(arguments)
    figures: dict[str, Any] = {}
    missed: list[str] = []
    try:
        if options.only in (None, "pages"):
            figures.update(run_pages())
            missed += _pages_missed(figures)
            if not options.json:
                _print_pages(figures)
        if options.only in (None, "live"):
            with contextlib.redirect_stdout(io.StringIO() if options.json else sys.stdout):
                figures["live"] = run_live()
            missed += [row["figure"] for row in figures["live"]["rows"] if not row["reached"]]
        if options.only in (None, "topic"):
            figures["topic"] = run_topic()
            missed += [row["figure"] for row in figures["topic"]["rows"] if not row["reached"]]
            if not options.json:
                _print_rows(figures["topic"]["rows"])
        if options.only in (None, "money"):
            figures["money"] = run_money(options.histories)
            missed += [row["figure"] for row in figures["money"]["rows"] if not row["reached"]]
            if not options.json:
                _print_rows(figures["money"]["rows"])
    except services.Missing as missing:
        print(f"bench: {missing}", file=sys.stderr)
        return 2
    figures["missed"] = missed
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    elif missed:
        print("\nNot reached: " + "; ".join(missed))
    return 1 if missed else 0


def _pages_missed(figures: dict[str, Any]) -> list[str]:
    missed = []
    for row in figures["pages"]:
        too_many = row["wanted_queries"] is not None and row["queries"] > row["wanted_queries"]
        if row["cpu_ms"] > row["wanted_ms"] or too_many:
            missed.append(row["name"])
    if figures["first_load_bytes"] > FIRST_LOAD_WANTED:
        missed.append("first load")
    if figures["counters"]["wrong"] or not figures["counters"]["control_wrong"]:
        missed.append("counters")
    return missed


def _print_rows(rows: list[dict[str, Any]]) -> None:
    print("\n| figure | measured | wanted | |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row['figure']} | {row['measured']} | {row['wanted']} | {'✓' if row['reached'] else '✗'} |")


def _print_pages(figures: dict[str, Any]) -> None:
    head = f"{'':36}{'CPU ms':>8}{'(server':>9}{'+ db)':>7}{'want':>6}{'queries':>9}{'want':>6}{'bytes':>9}"
    head += f"{'p50':>8}{'p95':>8}{'yardstick':>11}"
    print(head)
    for row in figures["pages"]:
        wanted = row["wanted_queries"] if row["wanted_queries"] is not None else "–"
        print(
            f"{row['name']:36}{row['cpu_ms']:>8}{row['server_ms']:>9}{row['database_ms']:>7}{row['wanted_ms']:>6}"
            f"{row['queries']:>9}{wanted:>6}{row['bytes']:>9}{row.get('p50_ms', '–'):>8}{row.get('p95_ms', '–'):>8}"
            f"{row['yardstick_ms']:>11}"
        )
    counters = figures["counters"]
    print(
        f"\nscripts and styles on first load, gzipped: {figures['first_load_bytes']} bytes (want ≤ {FIRST_LOAD_WANTED})"
    )
    print(
        f"counters wrong after {counters['writes']} concurrent writes: {counters['wrong']} of {counters['compared']} "
        f"(control with one row spoilt: {counters['control_wrong']}; failed requests: {counters['failed']}, "
        f"limited: {counters['limited']})\n"
    )
