"""What a row of the matrices is: a request, and the letter of what becomes of it for each role; see ``api_matrix``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

FILE = "a file"  # becomes one, and the request a form
PICTURE = "a picture"  # the same
ALL = "......."
OWN = "L......"  # one's own things, whoever one is
READ = ("NNNN.NN", ALL, ALL, ALL, ALL)  # what is being prepared is not there for others
MINE = "L.NNNNN"  # the citizen's alone; not there for others
WORK = ("LNNN.NN", "LFFF.FF", "LFFF.FF", "LFFF.FF", "LFFF.FF")
WHILE_PREPARING = ("LNNN.NN", "LFFFXFF", "LFFFXFF", "LFFFXFF", "LFFFXFF")
BEFORE_CLOSING = (*WORK[:3], "LFFFXFF", "LFFFXFF")
LATER = {"closes_at": "2030-01-01T20:00:00Z", "reason": "Много въпроси"}
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
    "asked",
    "token",
    "mail",
    "other_mail",
    "note",
    "kept",
    "appeal",
    "poll",
    "poll_closed",
    "poll_fresh",
    "poll_prepared",
    "poll_orgs",
    "later",
    "s",
    "soon",
    "over",
    "public",
    "asked_post",
    "fq",
    "spoke",
    "waits",
    "item",
    "forum",
    "part",
    "part2",
    "topic",
    "into",
    "alone",
    "tpost",
    "tq",
    "said",
    *"task empty shift now was soon_at soon_end led helper feed hours led_hours asked_hours worked paper".split(),
    "applied",
    "grove",
    "application",
    "invitation",
    "candidate",
    "guardian_key",
    "campaign",
    "card_pledge",
    "campaign_planned",
    "campaign_over",
    "pledge",
    *"asks asked_money asks_later standing given".split(),
    "st_read",
    "st_booked",
    "st_line",
    *"exp_pr exp exp_hidden exp_paper exp_payout".split(),
    *"led_fresh led_planned own_campaign led_done done_campaign payout given to_arrive_ref soon_day pool".split(),
    "pr",
    "pr_draft",
    "pr_sent",
    "pr_going",
    "pr_done",
    "pr_hidden",
    "pr_ngo",
    "pr_need",
    "pr_done_need",
    "pr_goal",
    "pr_done_goal",
    "pr_offer",
    "pr_update",
    "pr_post",
    "pr_q",
    "pr_mate",
    "asking",
}  # numbers not of the consultation
NOT_ONES_OWN = ".F....."  # the words are the citizen's
DECIDES = "LFFFF.F"  # moderators of the place
HOSTS = ORDER = "LFFF..F"  # officials and moderators of the place, who keep order in its forum
WHY = {"rule": "insults", "facts": "а", "reason": "б"}
ASKED = {"title": "Кога?", "kind": "single", "options": ["днес", "утре"], "closes_at": "{later}"}
MARK = ("LNNNXNN", "LFFF.FF", "LFFF.FF", "LFFF.FF", "LFFFXFF")

ARRANGES = "LFFF.FF"
SPEAKER = "LF.FFFF"  # who asked and spoke: the representative
CARRIES = ("LFFFXFF", "LFFFXFF", ARRANGES, "LFFFXFF", "LFFFXFF")
CLAIMS = ("LFXFFFF", "LFXFFFF", SPEAKER, "LFXFFFF", "LFXFFFF")
EVENING = {"starts_at": "2030-01-01T18:00:00Z", "ends_at": "2030-01-01T20:00:00Z", "venue": "Зала 1"}


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
