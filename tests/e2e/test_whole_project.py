"""A project as a whole, each by their own hand: proposed, checked, pledged for by card and by transfer, funded with what a
pool adds, worked on in a shift, certified, reported on; and one whose minimum does not come together.

Nobody waits for days: the closing moment of the campaign, the hours of the shift and the last daily comparison are moved
back in the database. Everything that follows from that the worker does by itself. People and officials are there before;
what Stripe does by itself with a card that was entered (save it with its customer) the double is told to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.e2e import paying
from tests.e2e.conftest import Site, Visitor
from tests.e2e.proposing import check, propose, report
from tests.e2e.working import certify, come_in, fill_entry, plan, press, try_code
from tests.support.cards import LocalStripe

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
POOL, HELPER = "Фонд за сцени", "Мария Желева"

BEGIN = """
from participation.accounts.models import User
from participation.places.models import Municipality
from tests.support import factories as make
place, n = Municipality.objects.get(code={code!r}), User.objects.count()
for who, name in {people!r}.items():
    make.person(name, f"{{who}}{{n}}@megdan.example")
for who, name in {officials!r}.items():
    make.official(place, name, email=f"{{who}}{{n}}@megdan.example")
print(n, place.name_en, sep="|")
"""
PEOPLE = {"leads": "Калина Дочева", "card": "Стефка Дарителка", "sends": "Иван Дарител", "works": HELPER}
OFFICIALS = {"desk": "Деница Георгиева", "second": "Петър Касиеров"}
WAS = """
from datetime import timedelta
from participation.database import db_now
from volunteers.tasks.models import Shift
ends = db_now() - timedelta(minutes=1)
Shift.objects.filter(pk=%s).update(begins=ends - timedelta(hours=3), ends=ends)
"""


class Cast:
    """Everybody who has a part, in a place whose money nobody else touches; each with a window of their own."""

    def __init__(self, visitor: Visitors, site: Site, code: str) -> None:
        said = site.python(BEGIN.format(code=code, people=PEOPLE, officials=OFFICIALS))
        self.n, _sign, self.place = said.partition("|")
        self.site = site
        self.team, self.desk, self.second = visitor(phone=True), visitor(), visitor()
        self.card, self.sends, self.helper = visitor(phone=True), visitor(), visitor(phone=True)
        self.stranger = visitor()

    def name(self, who: str) -> str:
        """With which somebody signs in."""
        return f"{who}{self.n}"

    def opened(self, title: str, minimum: str) -> str:
        """Proposed, checked, with an account and a campaign that collects; the project's address."""
        base = propose(self.team, title, self.name("leads"), self.place)
        check(self.desk, title, self.name("desk"))
        paying.keep_account(self.desk, self.name("desk"))
        paying.open_campaign(self.team, base, minimum)
        return base


def sets_up_pool(cast: Cast) -> None:
    """The second official: a euro for each two."""
    page = cast.second.sign_in(cast.name("second"), "/work/money/")
    page.get_by_role("link", name="Set up a pool").click()
    page.get_by_label("What it is called").fill(POOL)
    page.get_by_label("What it holds in all, in euro").fill("1 000")
    page.get_by_label("for each (euro)").fill("2")
    cast.second.check()
    press(page, "Set it up")
    expect(page.get_by_role("heading", name=POOL)).to_be_visible()
    cast.second.check()


def statement_arrives(cast: Cast, reference: str) -> None:
    """What the bank shows is uploaded, looked through and booked."""
    rows = ("Дата;Основание;Наредител;Сума", f"{date.today():%d.%m.%Y};{reference};Иван Дарител;60,00")
    file = {"name": "statement.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page = cast.second.go("/work/money/")
    page.get_by_role("link", name="Bank statements").click()
    page.get_by_role("link", name="Upload a statement").first.click()
    page.get_by_label("The bank's file").set_input_files(file)  # type: ignore[arg-type]  # a dictionary is a file, too
    press(page, "Read it")
    expect(page.get_by_role("button", name="Book 1 line")).to_be_visible()
    cast.second.check()
    press(page, "Book 1 line")
    expect(page.get_by_role("term").get_by_text("Booked", exact=True)).to_be_visible()
    cast.second.check()


def is_funded(cast: Cast, base: str, stripe: LocalStripe) -> None:
    """With what the pool adds the minimum is there: cards are charged once, and everybody has a receipt."""
    seen, before = cast.stranger.go(f"{base}money/"), stripe.taken()
    expect(seen.locator("main")).to_contain_text("it would add 50 €")
    cast.stranger.check()
    paying.close(cast.site, base.split("/")[2], seen, "funded and collected")
    assert sorted(stripe.taken()) == sorted([*before, 4_000])
    for donor in (cast.card, cast.sends):
        page = donor.go("/pledges/")
        page.get_by_role("link", name="Receipt").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Receipt")
        donor.check()


def is_paid_out(cast: Cast, base: str) -> None:
    """The coordinator asks with a document, an official looks at it."""
    page = cast.team.go(f"{base}lead/")
    press(page, "It begins")
    expect(page.get_by_text("It is under way. Followers are told.")).to_be_visible()
    page = cast.team.go(f"{base}payouts/")
    page.get_by_label("How much, in euro").fill("100")
    page.get_by_label("What it is for").fill("Дъски за сцената")
    page.get_by_label("By which document").fill("Фактура 17")
    page.get_by_label("Who is to get it").fill("Читалище Съгласие")
    page.get_by_label("IBAN").fill(paying.IBAN)
    cast.team.check()
    press(page, "Ask the municipality")
    expect(page.get_by_text("0 of 1 approvals")).to_be_visible()
    page = cast.desk.go("/work/money/")
    page.get_by_role("link", name="Дъски за сцената").click()
    expect(page.get_by_role("heading", name="Approve")).to_be_visible()
    cast.desk.check()
    press(page, "Approve")
    expect(page.get_by_text("It is approved. Transfer it now")).to_be_visible()
    cast.desk.check()


def joins(cast: Cast, base: str) -> None:
    """The helper joins the register on the way, applies, and is accepted."""
    page = cast.helper.sign_in(cast.name("works"), base)
    page.locator("#help").get_by_role("link", name="Join the register").click()
    fill_entry(page, cast.place)
    page.get_by_label("30 to 49").check()
    page.get_by_label("I agree that my entry is kept").check()
    press(page, "Join the register")
    press(page, "I want to help")
    expect(page.locator("#help")).to_contain_text("You have applied.")
    page = cast.team.go(f"{base}people/")
    page.locator(".applicant", has_text=HELPER).get_by_role("button", name="Accept").click()
    expect(page.locator("aside")).to_contain_text(HELPER)


def works(cast: Cast, base: str) -> None:
    """A shift with a check-in at the door; when it is over its hours are confirmed for everybody who was there."""
    page = plan(cast.team, base.split("/")[2], cast.name("leads"))
    address, _at, shift = page.url.removeprefix(cast.site.url).partition("#shift-")
    helper = cast.helper.go(address)
    helper.locator(f"#shift-{shift}").get_by_role("button", name="I will come").click()
    expect(helper.locator(f"#shift-{shift}")).to_contain_text("You have a place.")
    come_in(cast.team, cast.helper, address, shift)
    cast.site.python(WAS % shift)
    page = cast.team.go(f"{base}hours/")
    cast.team.check()
    press(page, re.compile("^Confirm 1 person"))
    expect(cast.stranger.go(base).locator("#meter-hours")).to_contain_text("3 / 60")
    try_code(cast.stranger, certify(cast.team), HELPER)


def adds_up(cast: Cast, base: str) -> None:
    """What came less what went is what is held, to the cent; and so says the daily comparison."""
    page = cast.stranger.go(f"{base}money/")
    moved = page.get_by_role("table", name="What came and what went").locator("tr")
    said = [row.inner_text().split("\t") for row in moved.all()[1:]]
    assert [tuple(words.strip() for words in row) for row in said] == [
        ("given by donors", "100 €"),
        ("added by pools", "50 €"),
        ("paid out to the project", "-100 €"),
        ("Held for the project now", "50 €"),
    ]
    cast.stranger.check()
    paying.compare(cast.desk)


def test_from_the_proposal_to_the_report(visitor: Visitors, site: Site, stripe_double: LocalStripe) -> None:
    """40 euro by card, 60 by transfer, 50 of the pool: without those the minimum of 120 would not be reached."""
    cast = Cast(visitor, site, "VAR13")
    base = cast.opened("Сцена за читалището", "120")
    sets_up_pool(cast)
    paying.pledge(cast.card, cast.name("card"), base, "40", "Card")
    paying.enter_card(cast.card, stripe_double)
    page = paying.pledge(cast.sends, cast.name("sends"), base, "60", "Bank transfer")
    statement_arrives(cast, paying.reference_on(page))
    is_funded(cast, base, stripe_double)
    is_paid_out(cast, base)
    joins(cast, base)
    works(cast, base)
    report(cast.team, base)
    expect(cast.stranger.go(base).locator("#report")).to_contain_text("Тридесет и четирима")
    cast.stranger.check()
    adds_up(cast, base)


def arrives_by_hand(cast: Cast, reference: str) -> None:
    """The official copies it from the bank's own page."""
    page = cast.desk.go("/work/money/")
    page.get_by_role("link", name="Confirm what has arrived").click()
    expect(page.get_by_role("heading", name="Confirm a transfer")).to_be_visible()
    cast.desk.check()
    page.get_by_role("link", name=reference).click()
    page.get_by_label("How much has arrived, in euro").fill("60")
    press(page, "It has arrived")
    expect(page.get_by_text(f"{reference} has arrived.")).to_be_visible()


def is_let_go(donor: Visitor, words: str) -> None:
    """The pledge is over, and its donor reads what becomes of the money."""
    page = donor.go("/pledges/")
    expect(page.locator("main article")).to_contain_text("over, nothing taken")
    donor.check()
    page.get_by_role("link", name="Лодка за всички").click()
    expect(page.locator("main")).to_contain_text(words)
    donor.check()


def test_where_the_minimum_is_not_reached_nothing_is_taken(
    visitor: Visitors, site: Site, stripe_double: LocalStripe
) -> None:
    """The card is not charged and forgotten; the transfer that had arrived is to be sent back."""
    cast = Cast(visitor, site, "VAR14")
    base = cast.opened("Лодка за всички", "500")
    project, before = base.split("/")[2], stripe_double.taken()
    paying.pledge(cast.card, cast.name("card"), base, "40", "Card")
    entered = paying.enter_card(cast.card, stripe_double)
    assert stripe_double.is_saved(entered)
    page = paying.pledge(cast.sends, cast.name("sends"), base, "60", "Bank transfer")
    arrives_by_hand(cast, paying.reference_on(page))
    seen = cast.stranger.go(f"{base}money/")
    expect(seen.locator("#campaign-numbers")).to_contain_text("100 €")
    paying.close(site, project, seen, "the minimum was not reached")
    is_let_go(cast.card, "Nothing is taken from you.")
    is_let_go(cast.sends, "If you had transferred anything, it is sent back to you.")
    assert stripe_double.taken() == before and not stripe_double.is_saved(entered)
    seen = cast.stranger.go(f"{base}money/")
    expect(seen.get_by_text("Nothing has moved.")).to_be_visible()
    cast.stranger.check()
    paying.compare(cast.desk)
