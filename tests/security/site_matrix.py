"""Who may do what on the pages of the site: route × role × state; letters as in ``api_matrix``.

``L`` is the way to the sign-in page, and ``-`` an answer to a form that changed nothing: the page again, saying why.
"""

from __future__ import annotations

from django.utils import timezone

from tests.security.card_rows import CARDS
from tests.security.expense_rows import EXPENSES
from tests.security.forum_rows import FORUMS
from tests.security.giving_rows import GIVING
from tests.security.hours_rows import HOURS
from tests.security.money_rows import MONEY
from tests.security.poll_rows import POLLS
from tests.security.project_page_rows import PROJECTS
from tests.security.register_page_rows import REGISTER_PAGES
from tests.security.rows import (
    ALL,
    FILE,
    NOT_ONES_OWN,
    READ,
    REPORTED,
    Row,
)
from tests.security.session_rows import SESSIONS
from tests.security.statement_rows import STATEMENTS
from tests.security.task_page_rows import TASK_PAGES
from tests.security.treasury_rows import TREASURY

TODAY = timezone.localdate().isoformat()
LATER = {"closes_day": "2030-01-01", "closes_time": "23:59", "reason": "Много въпроси"}
NOTHING = "-------"
OWN = "L......"
DESK = "LNNN.NN"  # officials of the place alone; for others there is no such page
WHILE_OPEN = ("NNNNXNN", "LXXXXXX", OWN, "LXXXXXX", "LXXXXXX")
SUPPORT = (*WHILE_OPEN[:2], "LF.....", *WHILE_OPEN[3:])  # not of one's own
AUTHOR = ("NNNNFNN", *["F.FFFFF"] * 4)
BY_AUTHOR = ("NNNNFNN", "FXFFFFF", "F.FFFFF", "FXFFFFF", "FXFFFFF")
REFUSED = "LNNNXNN"  # there for officials, but not now
UNDONE = "LNNN-NN"
DRAFTING = ("LNNN.NN", *[UNDONE] * 4)
DRAFTED = ("LNNN.NN", *[REFUSED] * 4)

PUBLIC = [
    Row("GET", "/", ALL),
    Row("GET", "/about/", ALL),
    Row("GET", "/rules/", ALL),
    Row("GET", "/accessibility/", ALL),
    Row("GET", "/privacy/", ALL),
    Row("GET", "/healthz", ALL),
    Row("GET", "/readyz", ALL),
    Row("POST", "/language/", NOTHING, {"language": "en"}),
    Row("GET", "/municipalities/", ALL),
    Row("GET", "/municipalities/{place}/", ALL),
    Row("POST", "/municipalities/{place}/choose/", NOTHING),
    Row("GET", "/municipalities/{place}/theme.css", ALL),
]

ACCOUNTS = [
    Row("GET", "/accounts/login/", ALL),
    Row("GET", "/accounts/logout/", ALL),
    Row("GET", "/accounts/inactive/", ALL),
    Row("GET", "/accounts/signup/", ALL),
    Row("GET", "/accounts/reauthenticate/", OWN),
    Row("GET", "/accounts/email/", OWN),
    Row("GET", "/accounts/confirm-email/", OWN),
    Row("GET", "/accounts/password/change/", OWN),
    Row("GET", "/accounts/password/set/", OWN),
    Row("GET", "/accounts/password/reset/", ALL),
    Row("GET", "/accounts/password/reset/done/", ALL),
    Row("GET", "/accounts/password/reset/key/1-abc/", ALL),
    Row("GET", "/accounts/password/reset/key/done/", ALL),
    Row("GET", "/accounts/login/code/confirm/", OWN),
]

CONSULTATIONS = [
    Row("GET", "/consultations/", ALL),
    Row("GET", "/consultations/{c}/", READ),
    Row("GET", "/consultations/{draft}/files/{file}/", ("NNNNNNN", ALL, ALL, ALL, ALL)),
    Row("POST", "/consultations/{c}/follow/", ("NNNN.NN", *["L-....."] * 4)),
    Row("GET", "/consultations/{c}/resume/", READ),
    Row("GET", "/consultations/{c}/results/", READ),
    Row("GET", "/consultations/{c}/history/", READ),
    Row("GET", "/consultations/{c}/report/", READ),
    Row("GET", "/consultations/{c}/report.csv", REPORTED),
    Row("GET", "/consultations/{c}/clauses/{clause}/", READ),
    Row("POST", "/consultations/{c}/clauses/{clause}/stance/", WHILE_OPEN, {"choice": "oppose"}),
    Row("POST", "/consultations/{c}/clauses/{clause}/comment/", WHILE_OPEN, {"body": "Ново", "argument": "for"}),
    Row("POST", "/consultations/{c}/clauses/{clause}/suggest/", WHILE_OPEN, {"text": "Нов текст", "reason": "Защото"}),
    Row("POST", "/consultations/{c}/support/{sq}/", SUPPORT, {"on": "1"}),
    Row("GET", "/consultations/{c}/posts/{post}/", READ),
    Row("GET", "/consultations/{c}/posts/{post}/answer/", READ),
    Row("POST", "/consultations/{c}/posts/{post}/answer/", WHILE_OPEN, {"body": "Отговор"}),
    Row("GET", "/consultations/{c}/posts/{post}/edit/", AUTHOR),
    Row("POST", "/consultations/{c}/posts/{post}/edit/", BY_AUTHOR, {"body": "Променено"}),
    Row("GET", "/pictures/{picture}/", READ),
    Row("GET", "/pictures/{picture}/small/", READ),
    Row("GET", "/pictures/{unsent}/", "N.NNNNN"),  # the citizen's, not sent yet
    Row("GET", "/pictures/{hidden_picture}/", ("NNNNNNN", *["NNNNN.N"] * 4)),  # of a post that a moderator has hidden
    Row("GET", "/links/{card}/", ALL),
    Row("GET", "/links/nothing/", "NNNNNNN"),
    Row("GET", "/consultations/{c}/suggestions/{wish}/", READ),
    Row("POST", "/consultations/{c}/suggestions/{wish}/", WHILE_OPEN, {"body": "За него"}),
    Row("POST", "/consultations/{c}/suggestions/{wish}/withdraw/", BY_AUTHOR),
]

EDITS = {"title": "Друга", "kind": "idea"}
DATES = {"opens": "now", "closes_day": "2030-01-01", "closes_time": "23:59"}
ANSWER = {"outcome": "rejected", "reason": "Не"}

WORK = [
    Row("GET", "/work/", "LFF..FF"),
    Row("GET", "/work/new/", "LFF..FF"),
    Row("POST", "/work/new/", "LFFX.FF", {"municipality": "{place_id}", "kind": "idea", "title": "Нова"}),
    *[
        Row("GET", f"/work/{{draft}}/{page}", DESK)
        for page in ("", "text/", "text/clauses/c/", "import/", "details/", "contact/", "papers/", "dates/")
    ],
    Row("GET", "/work/{c}/import/{job}/", DESK),
    *[
        Row("GET", f"/work/{{c}}/{page}", DESK)
        for page in (
            "preview/",
            "publish/",
            "discard/",
            "comments/",
            "answers/",
            "answers/{prop}/",
            "report/",
            "adopt/",
            "withdraw/",
            "take-back/",
            "extend/",
            "files/",
        )
    ],
    Row("POST", "/work/{draft}/text/", DRAFTING, {"operation": "merge", "key": "c", "revision": "0"}),
    Row("POST", "/work/{draft}/text/", (REFUSED, *[UNDONE] * 4)),
    Row("POST", "/work/{draft}/import/", DRAFTED, {"pasted": "# А"}),
    Row("POST", "/work/{draft}/details/", DRAFTING, EDITS),
    Row("POST", "/work/{draft}/contact/", DRAFTING, {"contact_name": "Друг"}),
    Row("POST", "/work/{draft}/papers/", DRAFTING, {"document_aims": "Друго"}),
    Row("POST", "/work/{draft}/dates/", DRAFTING, DATES),
    Row("POST", "/work/{draft}/papers/files/", REFUSED),
    Row("POST", "/work/{draft}/papers/files/", (DESK, DESK, DESK, REFUSED, REFUSED), {"kind": "annex", "file": FILE}),
    Row("GET", "/work/{draft}/papers/files/{file}/", DESK),
    Row("POST", "/work/{draft}/papers/files/{file}/", DRAFTED),
    Row("POST", "/work/{draft}/publish/", DRAFTED),
    Row("POST", "/work/{draft}/discard/", DRAFTED),
    Row("POST", "/work/{c}/comments/several/", (UNDONE, DESK, DESK, DESK, UNDONE), {"ids": ["{post}"]}),
    Row("POST", "/work/{c}/comments/{post}/", (UNDONE, DESK, DESK, DESK, UNDONE), {"marked": "1"}),
    Row("POST", "/work/{c}/answers/{prop}/", (REFUSED, REFUSED, REFUSED, DESK, REFUSED), {**ANSWER, "seen": "{seen}"}),
    Row(
        "POST",
        "/work/{c}/answers/several/",
        (REFUSED, REFUSED, REFUSED, DESK, REFUSED),
        {"ids": ["{prop}"], "all-outcome": "rejected", "all-reason": "Не"},
    ),
    Row("POST", "/work/{c}/report/", (UNDONE, UNDONE, UNDONE, DESK, UNDONE), {"note": "Готово"}),
    Row("POST", "/work/{c}/adopt/", (*[UNDONE] * 4, DESK), {"decision_number": "7", "adopted_on": TODAY}),
    Row("POST", "/work/{c}/take-back/", (UNDONE, REFUSED, UNDONE, UNDONE, UNDONE), {"reason": "Грешка"}),
    Row("POST", "/work/{c}/extend/", (UNDONE, DESK, DESK, UNDONE, UNDONE), LATER),
    Row("POST", "/work/{c}/files/", (UNDONE, DESK, DESK, UNDONE, UNDONE), {"kind": "annex", "file": FILE}),
    Row("POST", "/work/{c}/withdraw/", (UNDONE, DESK, DESK, DESK, UNDONE), {"reason": "Нов закон"}),
]

PEOPLE = [
    Row("GET", "/favicon.ico", ALL),
    Row("GET", "/profile/", OWN),
    Row("POST", "/profile/", OWN, {"display_name": "Друго име", "language": "bg", "municipality": "{place}"}),
    Row("GET", "/profile/contributions/", OWN),
    Row("POST", "/profile/sign-out-everywhere/", OWN),
    Row("GET", "/profile/tokens/", OWN),
    Row("POST", "/profile/tokens/", OWN, {"name": "Мой", "may": "read", "days": "30"}),
    Row("POST", "/profile/tokens/{token}/revoke/", "L.NNNNN"),
    Row("POST", "/profile/export/", "L------"),  # a copy: nothing changes
    Row("GET", "/profile/erase/", OWN),
    Row("POST", "/profile/erase/", "LXXXXXX", {"password": "wrong", "sure": "on"}),
    Row(
        "POST", "/profile/erase/", "L.....X", {"password": "megdan-demo", "sure": "on"}
    ),  # the only administrator stays
    Row("GET", "/mailbox/", "NNNNNNN"),  # in the demo alone
    Row("GET", "/posts/{post}/", ALL),  # only the way to the page, which is not there either,
    Row("GET", "/organisations/", ALL),
    Row("GET", "/organisations/{org}/", ALL),
    Row("GET", "/organisations/{waiting}/", "NNNN.NN"),
    Row("GET", "/organisations/register/", OWN),
    Row("POST", "/organisations/register/", OWN, {"name": "Нова", "kind": "ngo", "municipality": "{place_id}"}),
    Row("POST", "/organisations/{waiting}/vouch/", DESK),
    Row("POST", "/organisations/{waiting}/refuse/", DESK, {"reason": "Непозната"}),
    Row("POST", "/organisations/{org}/invite/", "L-.----", {"email": "{other_mail}"}),
    Row("POST", "/organisations/{org}/answer/", "L.-----", {"answer": "accept"}),
    Row("POST", "/organisations/{org}/representatives/{guest}/remove/", "L-.----"),
    Row("POST", "/organisations/{org}/invitations/{asked}/remove/", "L-.----"),
    Row("GET", "/notifications/", OWN),
    Row("POST", "/notifications/read/", "L..----"),
    Row("POST", "/notifications/{note}/", "L.NNNNN"),
    Row("GET", "/moderation/", "LFFFF.F"),
    Row("GET", "/moderation/report/?ref=post.{post}", ALL),
    Row("POST", "/moderation/report/", NOT_ONES_OWN, {"ref": "post.{post}", "reason": "spam"}),
    Row("GET", "/moderation/cases/suggestion.{wish}/", "LFFFF.F"),
    Row("POST", "/moderation/cases/suggestion.{wish}/", "LFFFF.F", {"outcome": "keep"}),
    Row("POST", "/moderation/decisions/{decided}/reverse/", "L----.-"),
    Row("GET", "/moderation/seconds/{second}/", "LFFFF.F"),
    Row("POST", "/moderation/seconds/{second}/", "LFFFF.F", {"answer": "agree"}),
    Row("POST", "/moderation/seconds/{second}/", "LFFFF.F", {"answer": "discard", "reason": "Не е обида"}),
    Row("GET", "/moderation/appeals/{appeal}/", "LFFFF.F"),
    Row("POST", "/moderation/appeals/{appeal}/", "LFFFF.F", {"outcome": "reversed", "reason": "Не е обида"}),
    Row("GET", "/moderation/log/", ALL),
    Row("GET", "/moderation/log/2026.csv", ALL),
    Row("GET", "/moderation/log/2026/", ALL),
    Row("GET", "/municipalities/{place}/moderation/2026/", ALL),
    Row("GET", "/profile/reports/", OWN),
    Row("GET", "/reports/{notice}/", ALL),
    Row("POST", "/reports/{kept}/", ALL, {"text": "Обида е"}),
    Row("POST", "/reports/{notice}/", "XXXXXXX", {"text": "Рано е"}),  # nothing was decided on it
    Row("GET", "/statements/{decided}/", "L.NNN.N"),
    Row("POST", "/statements/{decided}/", "L.NNNXN", {"text": "Не е така"}),
    Row("GET", "/municipalities/{place}/rules/", ALL),
    Row("GET", "/municipalities/{place}/rules/write/", "LNNNN.."),
    Row("POST", "/municipalities/{place}/rules/write/", "LNNNN..", {"title": "Ново", "text": "Правило"}),
    Row("POST", "/municipalities/{place}/rules/repeal/", "LNNNN..", {"code": "spam"}),
    Row("GET", "/municipalities/{place}/moderation/", ALL),
    Row("GET", "/municipalities/{place}/moderation/2026.csv", ALL),
    Row("GET", "/api/v2/", "NNNNNNN"),
]

SITE = [
    *PUBLIC,
    *ACCOUNTS,
    *CONSULTATIONS,
    *FORUMS,
    *WORK,
    *PEOPLE,
    *POLLS,
    *SESSIONS,
    *REGISTER_PAGES,
    *MONEY,
    *GIVING,
    *STATEMENTS,
    *EXPENSES,
    *CARDS,
    *TREASURY,
    *PROJECTS,
    *HOURS,
    *TASK_PAGES,
]
