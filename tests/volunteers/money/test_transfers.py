"""Bank transfers: accounts, references, the code that banks read, and money that arrives."""

from __future__ import annotations

import pytest
import segno.helpers
from hypothesis import given, settings
from hypothesis import strategies as some

from participation.refusals import BadInput, Closed, NotAllowed
from participation.retries import was_there
from tests.support import factories as make
from tests.support import money
from volunteers.money.actions.arriving import confirm_arrival, set_treasury
from volunteers.money.actions.asking import carry_out_due
from volunteers.money.actions.closing import close_due
from volunteers.money.actions.pledging import change_pledge, pledge_money, withdraw_pledge
from volunteers.money.actions.reconciling import reconcile
from volunteers.money.epc import epc_svg, epc_text
from volunteers.money.iban import grouped, is_iban, plain_iban
from volunteers.money.models import Pledge
from volunteers.money.references import is_reference, pledge_of, reference_of
from volunteers.money.selectors.campaigns import numbers_of
from volunteers.money.selectors.ledger import balances, held_for, promised_to
from volunteers.money.selectors.pledges import instructions_for, own_pledge
from volunteers.register.models import Application

IBANS = [
    "BG80BNBG96611020345678",
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "IT60X0542811101000000123456",
    "ES9121000418450200051332",
    "GR1601101250000000012300695",
    "MT84MALT011000012345MTLCAST001S",
]
digits = some.integers(1, 10**12)


@pytest.mark.parametrize("iban", IBANS)
def test_accounts_that_there_are(iban: str) -> None:
    assert is_iban(iban) and plain_iban(grouped(iban).lower()) == iban


@pytest.mark.parametrize("iban", IBANS)
def test_one_mistyped_sign_is_noticed(iban: str) -> None:
    for place in range(4, len(iban)):
        other = "1" if iban[place] != "1" else "2"
        assert not is_iban(iban[:place] + other + iban[place + 1 :]), place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BG80",
        "BG80BNBG9661102034567",
        "XX80BNBG96611020345678",
        "BG80BNBG96611020345678 ",
        "US64SVBKUS6S3300958879",
    ],
)
def test_what_is_no_account(text: str) -> None:
    assert not is_iban(text)


def test_an_example_of_the_standard() -> None:
    assert is_reference("RF18 5390 0754 7034") and not is_reference("RF18 5390 0754 7035")
    assert pledge_of("RF18539007547034") is None, "right, but not ours"


@settings(max_examples=200, deadline=None)
@given(digits)
def test_a_reference_says_which_pledge_and_a_slip_says_none(number: int) -> None:
    said = reference_of(number)
    assert pledge_of(said) == number and pledge_of(f" {said[:4]} {said[4:].lower()} ") == number
    for place in range(7, len(said)):
        other = said[:place] + str((int(said[place]) + 1) % 10) + said[place + 1 :]
        assert pledge_of(other) is None
    if len(said) > 8 and said[-1] != said[-2]:
        assert pledge_of(said[:-2] + said[-1] + said[-2]) is None, "two digits changed places"


@settings(max_examples=60, deadline=None)
@given(some.integers(1, 99_999_999), digits)
def test_the_code_says_what_another_program_makes_it_say(cents: int, number: int) -> None:
    from decimal import Decimal

    mine = epc_text(holder="Община Каварна", iban=IBANS[0], cents=cents, reference=reference_of(number))
    theirs = segno.helpers._make_epc_qr_data(  # type: ignore[attr-defined]  # an oracle, in a test alone
        name="Община Каварна",
        iban=IBANS[0],
        amount=Decimal(cents) / 100,
        reference=reference_of(number),
        encoding=1,  # UTF-8
    )
    ours, other = mine.split("\n"), theirs.decode("utf-8").split("\n")
    assert ours[:7] == other[:7] and ours[9] == other[9]
    assert Decimal(ours[7][3:]) == Decimal(other[7][3:]) == Decimal(cents) / 100


def test_the_code_as_a_picture() -> None:
    text = epc_text(holder="Община " + "К" * 63, iban=IBANS[6], cents=99_999_999, reference=reference_of(10**12))
    svg = epc_svg(text)
    assert svg.startswith("<svg") and "script" not in svg
    with pytest.raises(ValueError, match="too much"):
        epc_svg(text * 3)
    for wrong in ({"holder": " "}, {"holder": "К" * 71}, {"cents": 0}):
        with pytest.raises(ValueError, match=r"\w"):
            epc_text(**{"holder": "Община", "iban": IBANS[0], "cents": 5, "reference": "", **wrong})


@pytest.mark.django_db
def test_people_are_told_how_to_transfer() -> None:
    campaign, person = money.campaign(), make.person()
    place = campaign.project.municipality
    official = make.official(place)
    with pytest.raises(BadInput):  # the municipality has said no account
        pledge_money(person=person, campaign_id=campaign.pk, cents=5_000, provider="transfer", client_key="a")
    made = money.pledge(campaign, 5_000, person, provider="transfer")
    set_treasury(
        official=official, municipality_id=place.pk, holder="Община  Каварна", iban="bg80 bnbg 9661 1020 3456 78"
    )
    said = instructions_for(own_pledge(person, made.pk))
    assert said is not None
    assert (said.iban, said.cents, pledge_of(said.reference)) == (IBANS[0], 5_000, made.pk)
    with pytest.raises(BadInput) as refused:
        set_treasury(official=official, municipality_id=place.pk, holder="", iban="BG00", bic="A")
    assert set(refused.value.extra["fields"]) == {"holder", "iban", "bic"}
    with pytest.raises(NotAllowed):
        set_treasury(official=make.person(), municipality_id=place.pk, holder="Аз", iban=IBANS[0])


@pytest.mark.django_db
def test_money_that_arrived_is_taken_when_the_campaign_is_funded() -> None:
    campaign = money.campaign(minimum_cents=5_000)
    official = make.official(campaign.project.municipality)
    made = money.pledge(campaign, 5_000, provider="transfer")
    assert made.state == "pledged" and promised_to(campaign.project_id) == 0, "a promise without money does not count"
    arrived = confirm_arrival(official=official, reference=reference_of(made.pk), cents=5_000)
    assert arrived.state == "authorised" and balances("donors.arrived") == {"donors.arrived": -5_000}
    assert was_there(confirm_arrival(official=official, reference=reference_of(made.pk), cents=5_000))
    assert reconcile().difference == 0
    money.end(campaign)
    close_due()
    carry_out_due()
    assert held_for(campaign.project_id) == 5_000
    assert balances("donors.arrived") == {"donors.arrived": 0}
    assert balances("provider.") == {"provider.transfer.clearing": 5_000} and reconcile().difference == 0


@pytest.mark.django_db
def test_otherwise_it_is_sent_back() -> None:
    campaign, person = money.campaign(), make.person()
    official = make.official(campaign.project.municipality)
    made = money.pledge(campaign, 5_000, person, provider="transfer")
    confirm_arrival(official=official, reference=reference_of(made.pk), cents=5_000)
    with pytest.raises(BadInput):
        change_pledge(person=person, pledge_id=made.pk, cents=6_000)
    withdraw_pledge(person=person, pledge_id=made.pk)
    carry_out_due()
    assert set(balances().values()) == {0} and reconcile().difference == 0


@pytest.mark.django_db
def test_what_arrives_and_does_not_fit_is_not_booked() -> None:
    campaign, person = money.campaign(), make.person()
    official = make.official(campaign.project.municipality)
    made = money.pledge(campaign, 5_000, person, provider="transfer")
    said = {"reference": reference_of(made.pk), "cents": 5_000}
    for who, wrong, refusal in (
        (official, {"cents": 4_999}, BadInput),
        (official, {"reference": reference_of(made.pk + 1)}, BadInput),
        (make.person(), {}, NotAllowed),
        (make.official(make.place("VAR06", "Варна", "Varna")), {}, NotAllowed),
    ):
        with pytest.raises(refusal):
            confirm_arrival(official=who, **{**said, **wrong})
    money.end(campaign)
    close_due()
    with pytest.raises(Closed):
        confirm_arrival(official=official, **said)
    assert Pledge.objects.get(pk=made.pk).state == "cancelled" and not balances()


@pytest.mark.django_db
def test_nobody_confirms_their_own_money_nor_that_of_a_project_they_help_in() -> None:
    campaign = money.campaign()
    official = make.official(campaign.project.municipality)
    own = money.pledge(campaign, 1_100, official, provider="transfer")
    with pytest.raises(NotAllowed):
        confirm_arrival(official=official, reference=reference_of(own.pk), cents=1_100)
    other = money.pledge(campaign, 1_200, provider="transfer")
    taking_part = Application.objects.create(project=campaign.project, user=official, state=Application.State.ACCEPTED)
    with pytest.raises(NotAllowed):
        confirm_arrival(official=official, reference=reference_of(other.pk), cents=1_200)
    taking_part.delete()
    assert confirm_arrival(official=official, reference=reference_of(other.pk), cents=1_200).state == "authorised"


@pytest.mark.django_db
def test_money_of_a_pledge_that_was_taken_back_is_never_said_to_count() -> None:
    campaign = money.campaign()
    official = make.official(campaign.project.municipality)
    made = money.pledge(campaign, 1_100, provider="transfer")
    told = {"official": official, "reference": reference_of(made.pk)}
    confirm_arrival(**told, cents=1_100)
    with pytest.raises(BadInput, match="Another sum has arrived"):
        confirm_arrival(**told, cents=1_000)
    withdraw_pledge(person=made.person, pledge_id=made.pk)
    with pytest.raises(Closed, match="has to be sent back"):
        confirm_arrival(**told, cents=1_100)


@pytest.mark.django_db
def test_whoever_gives_twice_is_one_donor() -> None:
    campaign = money.campaign()
    twice, once = make.person(), make.person()
    for cents, person in ((100, twice), (200, twice), (300, once)):
        money.pledge(campaign, cents, person)
    assert numbers_of(campaign)["donors"] == 2 and numbers_of(campaign)["pledged_cents"] == 600
