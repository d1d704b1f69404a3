"""Expenses and papers: the rows of the API and of the site. The project is one that the citizen leads."""

from __future__ import annotations

from django.utils import timezone

from participation.accounts.models import User
from participation.places.models import Municipality
from tests.security.rows import ALL, FILE, PICTURE, Row
from tests.support import expenses, money
from volunteers.money.models import Expense, Payout

DAY = str(timezone.localdate())
TEAM = "L.FFFFF"  # the citizen leads the project
HIDDEN = "N.NN..N"  # by a moderator: its team, the officials and the moderators
SEE = "L.FF.FF"  # and the officials of the municipality see the papers
SEEN = "L.NN.NN"  # which are not there for others
KEEP = "L.NNFNN"  # what is there for officials is not theirs to change
SENT = {"what": "Дъски", "cents": 900, "day": DAY}
TYPED = {"what": "Дъски", "euros": "9", "day": DAY}
WRONG = "LXFFFFF"
E = "/projects/{exp_pr}/expenses/"

EXPENSES_API = [
    Row("GET", "expenses/", ALL),
    Row("GET", "expenses/sums/?project={exp_pr}", ALL),
    Row("GET", "expenses/{exp}/", ALL),
    Row("GET", "expenses/{exp_hidden}/", HIDDEN),
    Row("POST", "expenses/", TEAM, {**SENT, "project": "{exp_pr}"}),
    Row("POST", "expenses/", "LXNNNNN", {**SENT, "project": "{pr_draft}"}),
    Row("PATCH", "expenses/{exp}/", TEAM, {"cents": 700}),
    Row("POST", "expenses/{exp}/remove/", TEAM, {"reason": "Два пъти"}),
    Row("GET", "expenses/{exp}/papers/", SEE),
    Row("POST", "expenses/{exp}/papers/", TEAM, {"file": PICTURE}),
    Row("GET", "papers/?payout={exp_payout}", SEEN),
    Row("POST", "papers/", KEEP, {"file": PICTURE, "payout": "{exp_payout}"}),
    Row("GET", "papers/{exp_paper}/", SEEN),
    Row("DELETE", "papers/{exp_paper}/", KEEP),
]
EXPENSES = [
    Row("GET", E, ALL),
    Row("GET", "/projects/{pr_hidden}/expenses/", HIDDEN),
    Row("GET", f"{E}new/", TEAM),
    Row("POST", f"{E}new/", TEAM, TYPED),
    Row("GET", f"{E}{{exp}}/edit/", TEAM),
    Row("POST", f"{E}{{exp}}/edit/", TEAM, {**TYPED, "seen": "1"}),
    Row("GET", "/projects/{pr_going}/expenses/{exp}/edit/", "LNFFFFF"),  # of another project
    Row("POST", f"{E}{{exp}}/remove/", TEAM, {"reason": "Два пъти"}),
    Row("POST", f"{E}{{exp}}/papers/", TEAM, {"file": PICTURE}),
    Row("POST", f"{E}{{exp}}/papers/", WRONG, {"file": FILE}),
    Row("GET", f"{E}payouts/{{exp_payout}}/", SEE),
    Row("POST", f"{E}payouts/{{exp_payout}}/", TEAM, {"file": PICTURE}),
    Row("GET", f"{E}papers/{{exp_paper}}/", SEEN),
    Row("GET", "/projects/{pr_going}/expenses/papers/{exp_paper}/", "LNNNNNN"),  # of another project
    Row("POST", f"{E}papers/{{exp_paper}}/remove/", KEEP),
]


def expense_numbers(place: Municipality, citizen: User, hidden: int) -> dict[str, int]:
    """The names of the matrix: a project of the citizen's with an expense, its paper, and a payout that waits; an expense
    of the project that a moderator has hidden.
    """
    project = money.project(place, lead=citizen)
    spent = expenses.expense(project)
    unseen = Expense.objects.create(project_id=hidden, what="Боя", cents=100, day=spent.day, by=citizen)
    payout = Payout.objects.create(
        campaign=money.campaign(project), cents=100, purpose="Дъски", document="Оферта", holder="Сдружение",
        iban="BG80BNBG96611020345678", by=citizen,
    )  # fmt: skip
    return {
        "exp_pr": project.pk, "exp": spent.pk, "exp_hidden": unseen.pk, "exp_paper": expenses.paper(spent).pk,
        "exp_payout": payout.pk,
    }  # fmt: skip
