"""Projects: the rows of the API. They are the citizen's; one is the organisation's. Offer and question are the
representative's; the names come from ``tests/support/projects.py``.
"""

from __future__ import annotations

from tests.security.rows import ALL, NOT_ONES_OWN, OWN, Row

TEAM = "L.FFFFF"
DRAFT = "L.NNNNN"  # not there for others
SENT = "LFNN.NN"  # what waits for a check is there for its team and the officials
TOLD = {"title": "Новина", "text": "Дъските са тук."}
CRITERIA = [{"met": True}] * 8
DECIDED = {"outcome": "opened", "items": CRITERIA}

PROJECTS_API = [
    Row("GET", "projects/", ALL),
    Row("POST", "projects/", OWN, {"municipality": "{place}", "title": "Нова кауза"}),
    Row("POST", "projects/", "LF.FFFF", {"municipality": "{place}", "title": "Кауза", "organisation": "{org}"}),
    Row("POST", "projects/", "LFFF.FF", {"municipality": "{place}", "title": "Кауза", "by_municipality": True}),
    Row("GET", "projects/{pr}/", ALL),
    Row("GET", "projects/{pr_draft}/", "N.NNNNN"),
    Row("GET", "projects/{pr_sent}/", "N.NN.NN"),
    Row("GET", "projects/{pr_hidden}/", "N.NN..N"),
    Row("PATCH", "projects/{pr}/", TEAM, {"summary": "Друго"}),
    Row("PATCH", "projects/{pr}/", "LXFFFFF", {"title": "Това остава"}),
    Row("PATCH", "projects/{pr_draft}/", DRAFT, {"title": "Друго"}),
    Row("PATCH", "projects/{pr_sent}/", "LXNNFNN", {"title": "Друго"}),
    Row("DELETE", "projects/{pr_draft}/", DRAFT),
    Row("DELETE", "projects/{pr}/", "LXFFFFF"),
    Row("POST", "projects/{pr_draft}/submit/", DRAFT),
    Row("POST", "projects/{pr}/submit/", "LXFFFFF"),
    Row("POST", "projects/{pr_sent}/withdraw/", "L.NNFNN"),
    Row("GET", "projects/{pr}/checks/", ALL),
    Row("GET", "projects/{pr_sent}/checks/", "N.NN.NN"),
    Row("POST", "projects/{pr_sent}/checks/", SENT, DECIDED),
    Row("POST", "projects/{pr}/checks/", "LFFFXFF", DECIDED),
    Row("POST", "projects/{pr}/begin/", TEAM),
    Row("POST", "projects/{pr_done}/begin/", "LXFFFFF"),
    Row("POST", "projects/{pr}/end/", "L.FF.FF", {"reason": "Буря"}),
    Row("POST", "projects/{pr_done}/end/", "LXFFXFF", {"reason": "Буря"}),
    Row("GET", "projects/{pr}/updates/", ALL),
    Row("GET", "projects/{pr_hidden}/updates/", "N.NN..N"),
    Row("POST", "projects/{pr}/updates/", TEAM, TOLD),
    Row("POST", "projects/{pr_draft}/updates/", "LXNNNNN", TOLD),
    Row("PATCH", "projects/{pr}/updates/{pr_update}/", TEAM, {"title": "Друго"}),
    Row("DELETE", "projects/{pr}/updates/{pr_update}/", TEAM),
    Row("DELETE", "projects/{pr_done}/updates/{pr_update}/", "LNNNNNN"),  # of another project
    Row("GET", "projects/{pr_done}/report/", ALL),
    Row("GET", "projects/{pr}/report/", "NNNNNNN"),
    Row(
        "POST",
        "projects/{pr_going}/report/",
        TEAM,
        {"text": "Готово", "actuals": [{"goal": "{pr_goal}", "actual": "3"}]},
    ),
    Row(
        "PATCH",
        "projects/{pr_done}/report/",
        TEAM,
        {"text": "Поправено", "actuals": [{"goal": "{pr_done_goal}", "actual": "3"}]},
    ),
    Row("GET", "projects/{pr}/questions/", ALL),
    Row("GET", "projects/{pr_hidden}/questions/", "N.NN..N"),
    Row("POST", "projects/{pr}/questions/", OWN, {"body": "Кога?"}),
    Row("POST", "projects/{pr_draft}/questions/", "LXNNNNN", {"body": "Кога?"}),
    Row("POST", "projects/{pr_hidden}/questions/", "LFNNFFN", {"body": "Кога?"}),
    Row("PATCH", "projects/{pr}/questions/{pr_post}/", "LF.FFFF", {"body": "Кога точно?"}),
    Row("DELETE", "projects/{pr}/questions/{pr_post}/", "LF.FFFF"),
    Row("DELETE", "projects/{pr_done}/questions/{pr_post}/", "LNNNNNN"),  # of another project
    Row("POST", "ballots/", "L.F....", {"question": "{pr_q}", "choice": "support"}),
    Row("GET", "projects/{pr}/coordinators/", ALL),
    Row("POST", "projects/{pr_ngo}/coordinators/", "LF.FFFF", {"user": "{guest}"}),
    Row("DELETE", "projects/{pr}/coordinators/{pr_mate}/", TEAM),
    Row("GET", "projects/my_offers/", OWN),
    Row("GET", "projects/{pr}/offers/", TEAM),
    Row("POST", "projects/{pr}/needs/{pr_need}/offers/", OWN, {"quantity": 1}),
    Row("POST", "projects/{pr_done}/needs/{pr_done_need}/offers/", "LXXXXXX", {"quantity": 1}),
    Row("POST", "projects/{pr_draft}/needs/{pr_need}/offers/", "LNNNNNN", {"quantity": 1}),  # of another project
    Row("POST", "projects/{pr}/offers/{pr_offer}/withdraw/", "LF.NNNN"),
    Row("POST", "projects/{pr}/offers/{pr_offer}/answer/", "L.FNNNN", {"accept": True}),
    Row("POST", "projects/{pr}/offers/{pr_offer}/brought/", "L.FNNNN"),
    Row("GET", "project-criteria/?municipality={place}", ALL),
    Row("POST", "project-criteria/", "LFFF.FF", {"municipality": "{place}", "texts": ["Полезен за всички"]}),
    Row("GET", "live/?stream=project.{pr}", ALL),
    Row("GET", "live/?stream=project.{pr_draft}", "N.NNNNN"),
    Row("GET", "live/?stream=project.{pr_hidden}", "N.NN..N"),
    Row("POST", "follows/", OWN, {"scope": "project.{pr}"}),
    Row("POST", "follows/", "L.XXXXX", {"scope": "project.{pr_draft}"}),
    Row("POST", "reports/", NOT_ONES_OWN, {"ref": "project.{pr}", "reason": "spam"}),
    Row("POST", "reports/", NOT_ONES_OWN, {"ref": "update.{pr_update}", "reason": "spam"}),
    Row("POST", "reports/", "XXXXXXX", {"ref": "project.{pr_draft}", "reason": "spam"}),
    Row("POST", "reports/", "XXXXXXX", {"ref": "project.{pr_hidden}", "reason": "spam"}),
]
