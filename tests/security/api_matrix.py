"""Who may do what through the API: route × role × state.

One letter per role, in the order A C R O H M S: anonymous, citizen, representative, official elsewhere, official
(here), moderator, administrator (superuser). Letters: ``.`` it is done (2xx), ``L`` sign in first (401), ``F`` not
allowed (403), ``N`` not there (404), ``X`` refused by the state of things (400 or 409). The comment, suggestion,
ballot, token and follow are the citizen's. One pattern stands for all states, otherwise one per state in the order
preparing, announced, open, closed, answered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

FILE = "a file"  # becomes one, and the request a form
ALL = "......."
OWN = "L......"  # one's own things, whoever one is
READ = ("NNNN.NN", ALL, ALL, ALL, ALL)  # what is being prepared is not there for others
MINE = "L.NNNNN"  # the citizen's alone; not there for others
WORK = ("LNNN.NN", "LFFF.FF", "LFFF.FF", "LFFF.FF", "LFFF.FF")
WHILE_PREPARING = ("LNNN.NN", "LFFFXFF", "LFFFXFF", "LFFFXFF", "LFFFXFF")
REPORTED = ("NNNNNNN", "NNNNNNN", "NNNNNNN", "NNNNNNN", ALL)
WHILE_OPEN = ("LXXXXXX", "LXXXXXX", OWN, "LXXXXXX", "LXXXXXX")
AUTHOR = ("LNNNFNN", "LXFFFFF", "L.FFFFF", "LXFFFFF", "LXFFFFF")
AFTER = ("LNNNXNN", "LFFFXFF", "LFFFXFF", "LFFF.FF", "LFFFXFF")
OTHERS = {
    "place",
    "place_id",
    "org",
    "waiting",
    "guest",
    "token",
    "mail",
    "other_mail",
    "note",
}  # numbers not of the consultation
DECIDES = "LFFFF.F"  # moderators of the place
MARK = ("LNNNXNN", "LFFF.FF", "LFFF.FF", "LFFF.FF", "LFFFXFF")


@dataclass(frozen=True)
class Row:
    """A request and what becomes of it."""

    method: str
    path: str
    expected: str | tuple[str, ...]
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def is_same_everywhere(self) -> bool:
        """Whether nothing of it belongs to the consultation, so that its state is all the same."""
        named = set(re.findall(r"{(\w+)}", f"{self.path} {self.body}"))
        return isinstance(self.expected, str) and named <= OTHERS

    def letters(self, state: int) -> str:
        """One letter per role."""
        return self.expected if isinstance(self.expected, str) else self.expected[state]


API = [
    Row("GET", "", ALL),
    Row("GET", "schema/", ALL),
    Row("GET", "docs/", ALL),
    Row("GET", "me/", OWN),
    Row("PATCH", "me/", OWN, {"display_name": "Друго име"}),
    Row("GET", "live/?stream={scope}", READ),
    Row("GET", "nothing/here/", "NNNNNNN"),
    Row("GET", "tokens/", OWN),
    Row("POST", "tokens/", ALL, {"email": "{mail}", "password": "megdan-demo"}),
    Row("DELETE", "tokens/{token}/", MINE),
    Row("GET", "municipalities/", ALL),
    Row("GET", "municipalities/{place}/", ALL),
    Row("GET", "organisations/", ALL),
    Row("GET", "organisations/{org}/", ALL),
    Row("GET", "organisations/{waiting}/", "NNNN.NN"),
    Row("POST", "organisations/", OWN, {"name": "Нова", "kind": "ngo", "municipality": "{place}"}),
    Row("POST", "organisations/{waiting}/vouch/", "LNNN.NN"),
    Row("POST", "organisations/{waiting}/refuse/", "LNNN.NN", {"reason": "Непозната"}),
    Row("POST", "organisations/{org}/vouch/", "LFFFXFF"),
    Row("POST", "organisations/{org}/representatives/", "LF.FFFF", {"email": "{mail}"}),
    Row("GET", "organisations/{org}/representatives/", "LF.F.FF"),
    Row("DELETE", "organisations/{org}/representatives/{guest}/", "LF.FFFF"),
    Row("POST", "organisations/{org}/answer_invitation/", "L.XXXXX", {"accept": True}),
    Row("GET", "consultations/", ALL),
    Row("POST", "consultations/", "LFFF.FF", {"municipality": "{place}", "kind": "idea", "title": "Нова"}),
    Row("GET", "consultations/{c}/", READ),
    Row("PATCH", "consultations/{c}/", WHILE_PREPARING, {"title": "Друга"}),
    Row("DELETE", "consultations/{draft}/", WHILE_PREPARING),
    Row("POST", "consultations/{draft}/import/", WHILE_PREPARING, {"text": "# А\n\nб"}),
    Row("GET", "consultations/{c}/attachments/", READ),
    Row("POST", "consultations/{draft}/attachments/", WHILE_PREPARING, {"kind": "annex", "file": FILE}),
    Row("GET", "consultations/{draft}/attachments/{file}/", READ),
    Row("DELETE", "consultations/{draft}/attachments/{file}/", WHILE_PREPARING),
    Row("GET", "consultations/{draft}/tree/", WORK),
    Row("POST", "consultations/{draft}/tree/", WHILE_PREPARING, {"operation": "merge", "key": "c", "revision": 0}),
    Row("GET", "consultations/{c}/readiness/", WORK),
    Row("POST", "consultations/{draft}/publish/", WHILE_PREPARING),
    Row("POST", "consultations/{c}/withdraw/", ("LNNNXNN", *WORK[1:4], "LFFFXFF"), {"reason": "Нов закон"}),
    Row("POST", "consultations/{c}/publish_report/", AFTER),
    Row("POST", "consultations/{c}/adopt/", (*AFTER[:3], "LFFFXFF", "LFFF.FF"), {"decision_number": "7"}),
    Row("GET", "consultations/{c}/history/", READ),
    Row("GET", "consultations/{c}/results/", READ),
    Row("GET", "consultations/{c}/export/", READ),
    Row("GET", "consultations/{c}/report/", REPORTED),
    Row("GET", "consultations/{c}/report.csv", REPORTED),
    Row("GET", "imports/{job}/", "LNNN.N."),
    Row("GET", "clauses/", ALL),
    Row("GET", "clauses/{clause}/", READ),
    Row("GET", "comments/", ALL),
    Row("POST", "comments/", WHILE_OPEN, {"clause": "{clause}", "body": "Ново мнение"}),
    Row("GET", "comments/{post}/", READ),
    Row("PATCH", "comments/{post}/", AUTHOR, {"body": "Променено"}),
    Row("DELETE", "comments/{post}/", AUTHOR),
    Row("POST", "comments/{post}/mark_proposal/", MARK),
    Row("DELETE", "comments/{post}/mark_proposal/", MARK),
    Row("GET", "suggestions/", ALL),
    Row("POST", "suggestions/", WHILE_OPEN, {"clause": "{clause}", "text": "Нов текст", "reason": "Защото"}),
    Row("GET", "suggestions/{wish}/", READ),
    Row("POST", "suggestions/{wish}/withdraw/", AUTHOR),
    Row("GET", "questions/{q}/", READ),
    Row("GET", "ballots/", OWN),
    Row("POST", "ballots/", WHILE_OPEN, {"question": "{q}", "choice": "oppose"}),
    Row("DELETE", "ballots/{q}/", (*WHILE_OPEN[:2], MINE, *WHILE_OPEN[3:])),
    Row("GET", "proposals/", ALL),
    Row("GET", "proposals/{prop}/", (READ[0], READ[0], READ[0], READ[0], ALL)),
    Row(
        "PATCH",
        "proposals/{prop}/",
        ("LNNNXNN", "LNNNXNN", "LNNNXNN", "LNNN.NN", "LFFFXFF"),
        {"outcome": "rejected", "reason": "Не"},
    ),
    Row(
        "POST",
        "proposals/answer/",
        ("LFFFXFF", *AFTER[1:]),
        {"consultation": "{c}", "proposals": ["{prop}"], "outcome": "rejected", "reason": "Не"},
    ),
    Row("GET", "reports/", OWN),
    Row("POST", "reports/", ALL, {"ref": "post.{post}", "reason": "spam"}),
    Row("GET", "cases/", DECIDES),
    Row("GET", "cases/suggestion.{wish}/", DECIDES),
    Row("GET", "decisions/", DECIDES),
    Row("POST", "decisions/", DECIDES, {"ref": "suggestion.{wish}", "outcome": "hide", "rule": "а", "facts": "б"}),
    Row("POST", "decisions/{decided}/reverse/", DECIDES),
    Row("GET", "notifications/", OWN),
    Row("POST", "notifications/read/", OWN),
    Row("POST", "notifications/{note}/read/", MINE),
    Row("GET", "follows/", OWN),
    Row("POST", "follows/", ("LXXX.XX", OWN, OWN, OWN, OWN), {"scope": "{scope}"}),
    Row("DELETE", "follows/{scope}/", MINE),
]
