"""Who may do what on the pages of the site: route × role × state; letters as in ``api_matrix``.

``L`` is the way to the sign-in page, and ``-`` an answer to a form that changed nothing: the page again, saying why.
"""

from __future__ import annotations

from tests.security.api_matrix import ALL, FILE, READ, REPORTED, Row

NOTHING = "-------"
OWN = "L......"
DESK = "LNNN.NN"  # officials of the place alone; for others there is no such page
WHILE_OPEN = ("NNNNXNN", "LXXXXXX", OWN, "LXXXXXX", "LXXXXXX")
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
    Row("POST", "/consultations/{c}/support/{sq}/", WHILE_OPEN, {"on": "1"}),
    Row("GET", "/consultations/{c}/posts/{post}/", READ),
    Row("GET", "/consultations/{c}/posts/{post}/answer/", READ),
    Row("POST", "/consultations/{c}/posts/{post}/answer/", WHILE_OPEN, {"body": "Отговор"}),
    Row("GET", "/consultations/{c}/posts/{post}/edit/", AUTHOR),
    Row("POST", "/consultations/{c}/posts/{post}/edit/", BY_AUTHOR, {"body": "Променено"}),
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
            "discard/",
            "comments/",
            "answers/",
            "answers/{prop}/",
            "report/",
            "adopt/",
            "withdraw/",
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
    Row("POST", "/work/{draft}/papers/files/", DRAFTED, {"kind": "annex", "file": FILE}),
    Row("GET", "/work/{draft}/papers/files/{file}/", DESK),
    Row("POST", "/work/{draft}/papers/files/{file}/", DRAFTED),
    Row("POST", "/work/{draft}/publish/", DRAFTED),
    Row("POST", "/work/{draft}/discard/", DRAFTED),
    Row("POST", "/work/{c}/comments/{post}/", (UNDONE, DESK, DESK, DESK, UNDONE), {"marked": "1"}),
    Row("POST", "/work/{c}/answers/{prop}/", (REFUSED, REFUSED, REFUSED, DESK, REFUSED), {**ANSWER, "seen": "{seen}"}),
    Row(
        "POST",
        "/work/{c}/answers/several/",
        (REFUSED, REFUSED, REFUSED, DESK, REFUSED),
        {"ids": ["{prop}"], "all-outcome": "rejected", "all-reason": "Не"},
    ),
    Row("POST", "/work/{c}/report/", (UNDONE, UNDONE, UNDONE, DESK, UNDONE), {"note": "Готово"}),
    Row("POST", "/work/{c}/adopt/", (*[UNDONE] * 4, DESK), {"decision_number": "7", "adopted_on": "2026-01-05"}),
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
    Row("GET", "/notifications/", OWN),
    Row("POST", "/notifications/read/", "L.-----"),
    Row("POST", "/notifications/{note}/", "L.NNNNN"),
    Row("GET", "/moderation/", "LNNNN.N"),
    Row("GET", "/moderation/report/?ref=post.{post}", ALL),
    Row("POST", "/moderation/report/", ALL, {"ref": "post.{post}", "reason": "spam"}),
    Row("GET", "/moderation/cases/suggestion.{wish}/", "LNNNN.N"),
    Row("POST", "/moderation/cases/suggestion.{wish}/", "LNNNN.N", {"outcome": "keep"}),
    Row("POST", "/moderation/decisions/{decided}/reverse/", "L----.-"),
    Row("GET", "/api/v2/", "NNNNNNN"),
]

SITE = [*PUBLIC, *ACCOUNTS, *CONSULTATIONS, *WORK, *PEOPLE]
