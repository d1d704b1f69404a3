"""Polls: the rows of the site."""

from __future__ import annotations

from tests.security.rows import ALL, HOSTS, OWN, Row

ASKED = {"title": "Кога?", "kind": "single", "by": "person", "options": "днес\nутре", "lasts": "60", "begins": "now"}
POLLS = [
    Row("GET", "/polls/", ALL),
    Row("GET", "/polls/new/", "LFF...F"),
    Row("POST", "/polls/new/", "LFFX..F", {**ASKED, "municipality": "{place_id}"}),
    Row("GET", "/polls/new/?about=clause.{poll}", "LNNNNNN"),  # nothing of that kind can hold polls
    Row("GET", "/polls/new/?about=topic.{topic}", "L.FF..F"),  # the citizen began it
    Row("GET", "/polls/new/?about=session.{s}", "LFFF..F"),
    Row("GET", "/polls/new/?about=session.{over}", "LFFF..F"),
    Row("GET", "/polls/{poll}/", ALL),
    Row("GET", "/polls/{poll_prepared}/", "NNNN..N"),
    Row("GET", "/polls/{poll}/wall/", ALL),
    Row("GET", "/polls/{poll_prepared}/wall/", "NNNN..N"),
    Row("GET", "/polls/{poll}/results.csv", ALL),
    Row("POST", "/polls/{poll}/vote/", OWN, {"choice": "no"}),
    Row("POST", "/polls/{poll}/vote/", "L.-----", {"withdraw": "1"}),
    Row("POST", "/polls/{poll_closed}/vote/", "LXXXXXX", {"choice": "1"}),
    Row("POST", "/polls/{poll_prepared}/vote/", "NNNNXXN", {"choice": "1"}),
    Row("POST", "/polls/{poll_orgs}/vote/", "LF.FFFF", {"choice": "1", "organisation": "{org}"}),
    Row("GET", "/polls/{poll}/resume/", ALL),
    Row("POST", "/polls/{poll}/follow/", OWN),
    Row("POST", "/polls/{poll_prepared}/open/", "LNNN..N"),
    Row("POST", "/polls/{poll_prepared}/discard/", "LNNN..N"),
    Row("POST", "/polls/{poll_fresh}/discard/", "LFFF--F"),  # it has opened
    Row("GET", "/polls/{poll_fresh}/edit/", HOSTS),
    Row("POST", "/polls/{poll_fresh}/edit/", HOSTS, {**ASKED, "municipality": "{place_id}"}),
    Row("POST", "/polls/{poll}/edit/", "LFFF--F", {**ASKED, "municipality": "{place_id}"}),
    Row("GET", "/polls/{poll}/close/", HOSTS),
    Row("POST", "/polls/{poll}/close/", HOSTS, {"reason": "Готово"}),
]
