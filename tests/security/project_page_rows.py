"""Projects: the rows of the site. They are the citizen's; offer and question are the representative's, as in
``project_rows.py``.
"""

from __future__ import annotations

from tests.security.rows import ALL, OWN, Row

TEAM = "L.FFFFF"
DRAFT = "L.NNNNN"  # not there for others
DRAFTED = "N.NNNNN"
SENT = "LFNN.NN"  # what waits for a check is there for its team and the officials
OFFICIALS = "LFFF.FF"
ANY_OFFICIAL = "LFF..FF"  # each sees their own municipality's
NEW = {"municipality": "{place_id}", "title": "Нова кауза", "language": "bg"}
NEWS = {"title": "Новина", "body": "Дъските са тук."}
MET = {f"met_{n}": "yes" for n in range(8)}
DECIDED = {**MET, "outcome": "opened"}

PROJECTS = [
    Row("GET", "/projects/", ALL),
    Row("GET", "/projects/new/", OWN),
    Row("POST", "/projects/new/", OWN, NEW),
    Row("GET", "/projects/criteria/", ALL),
    Row("GET", "/projects/{pr}/", ALL),
    Row("GET", "/projects/{pr_draft}/", DRAFTED),
    Row("GET", "/projects/{pr_sent}/", "N.NN.NN"),
    Row("GET", "/projects/{pr_hidden}/", "N.NN..N"),
    Row("POST", "/projects/{pr}/follow/", OWN),
    Row("GET", "/projects/{pr}/edit/", TEAM),
    Row("POST", "/projects/{pr_draft}/edit/", DRAFT, {"title": "Друго", "language": "bg"}),
    Row("GET", "/projects/{pr_done}/edit/", "LFFFFFF"),
    Row("POST", "/projects/{pr_draft}/submit/", DRAFT),
    Row("POST", "/projects/{pr_sent}/withdraw/", "L.NNFNN"),
    Row("GET", "/projects/{pr_draft}/discard/", DRAFT),
    Row("POST", "/projects/{pr_draft}/discard/", DRAFT),
    Row("GET", "/projects/{pr}/discard/", "LXFFFFF"),
    Row("GET", "/projects/{pr}/lead/", TEAM),
    Row("POST", "/projects/{pr}/begin/", TEAM),
    Row("GET", "/projects/{pr}/end/", "L.FF.FF"),
    Row("POST", "/projects/{pr}/end/", "L.FF.FF", {"reason": "Буря"}),
    Row("POST", "/projects/{pr_ngo}/coordinators/", "LF.FFFF", {"person": "{guest}"}),
    Row("POST", "/projects/{pr}/coordinators/{pr_mate}/remove/", TEAM),
    Row("GET", "/projects/{pr}/news/new/", TEAM),
    Row("POST", "/projects/{pr}/news/new/", TEAM, NEWS),
    Row("GET", "/projects/{pr}/news/{pr_update}/edit/", TEAM),
    Row("POST", "/projects/{pr}/news/{pr_update}/edit/", TEAM, NEWS),
    Row("POST", "/projects/{pr}/news/{pr_update}/remove/", TEAM),
    Row("POST", "/projects/{pr_done}/news/{pr_update}/remove/", "LNFFFFF"),  # of another project
    Row("GET", "/projects/{pr_going}/report/", TEAM),
    Row("POST", "/projects/{pr_going}/report/", "LXFFFFF", {"body": "Готово"}),  # without a number for its goal
    Row("GET", "/projects/{pr}/report/", "LXFFFFF"),
    Row("POST", "/projects/{pr}/needs/{pr_need}/offer/", "L.-....", {"quantity": "1"}),  # theirs stands
    Row("GET", "/projects/{pr}/offers/", ALL),
    Row("POST", "/projects/{pr}/offers/{pr_offer}/answer/", TEAM, {"accept": "1"}),
    Row("POST", "/projects/{pr}/offers/{pr_offer}/brought/", TEAM),
    Row("POST", "/projects/{pr}/offers/{pr_offer}/withdraw/", "LF.FFFF"),
    Row("POST", "/projects/{pr}/questions/", OWN, {"body": "Кога?"}),
    Row("GET", "/projects/{pr}/posts/{pr_post}/", ALL),
    Row("GET", "/projects/{pr}/posts/{pr_post}/answer/", OWN),
    Row("POST", "/projects/{pr}/posts/{pr_post}/answer/", OWN, {"body": "В събота."}),
    Row("GET", "/projects/{pr}/posts/{pr_post}/edit/", "LF.FFFF"),
    Row("POST", "/projects/{pr}/posts/{pr_post}/edit/", "LF.FFFF", {"body": "Кога точно?"}),
    Row("GET", "/projects/{pr_done}/posts/{pr_post}/answer/", "NNNNNNN"),  # of another project
    Row("POST", "/projects/{pr}/support/{pr_q}/", "L.F....", {"on": "1"}),
    Row("GET", "/work/projects/", ANY_OFFICIAL),
    Row("GET", "/work/projects/criteria/", ANY_OFFICIAL),
    Row("POST", "/work/projects/criteria/", ANY_OFFICIAL, {"criteria_text": "Полезен за всички"}),
    Row("GET", "/work/projects/{pr_sent}/", SENT),
    Row("POST", "/work/projects/{pr_sent}/", SENT, DECIDED),
    Row("GET", "/work/projects/{pr}/", OFFICIALS),
]
