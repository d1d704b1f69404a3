"""Which numbers are masked, which are left, and that a long text takes a time in proportion."""

from __future__ import annotations

import html
import random
import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.documents.markup import plain_text, render_markdown
from participation.personal_numbers import (
    MASK,
    holds,
    is_egn,
    is_lnch,
    is_prose,
    masked,
    masked_all,
    masked_fields,
    places_in,
)
from tests.documents.outlines import SHARED

BORN_1880, BORN_1980, BORN_2003 = "8021010008", "8001010008", "0345054324"


def with_checksum(nine: str) -> str:
    return next(f"{nine}{last}" for last in range(10) if is_egn(f"{nine}{last}"))


def test_every_century_and_only_days_that_were() -> None:
    for nine in ("802101000", "800101000", "034505432", "004229123"):
        assert is_egn(with_checksum(nine))
    assert not any(is_egn(f"800230000{last}") for last in range(10)), "there is no 30 February"
    assert not any(is_egn(f"801301000{last}") for last in range(10)), "there is no month 13"
    assert is_egn(BORN_1980)
    assert not is_egn("8001010009")
    assert not is_egn("80010100")


@pytest.mark.parametrize(
    "typed",
    [
        "8001010008", "800101 0008", "80 01 01 0008", "80.01.01.00.08", "800101-0008", "8 0 0 1 0 1 0 0 0 8",
        "80\u00a00101\u20110008", "80010\u200b10008", "ЕГН8001010008", "(8001010008)", "**8001010008**", "+8001010008",
        "80&#48;1010008", "80&#x30;1010008", "80&amp;#48;1010008", "<b>800101</b>0008", "800101<!-- -->0008",
        "**800101**0008", "8**00**1*0*1~~00~~`08`", "[800101](http://x.bg)0008", "80[0101](http://x.bg/a_(b) 'т')0008",
        "[800101][a]0008", "800101/0008", "800101\n0008", "800101\r\n> 0008", "800101,0008", "80/01/01/0008", "80, 01, 01, 0008",
        "800101 - 0008", "800101  0008", "(800101) (0008)", "80\u030601010008", "80\u20600101&shy;0008", "800101&nbsp;0008",
        "８００１０１０００８", "80010100⁰8", "8<b></b>001<i></i>010<b></b>008", "1<b></b>8001010008", "80.01.01.00\n08",
    ],
)  # fmt: skip
def test_however_it_is_written(typed: str) -> None:
    shown = masked(f"чл. 5 {typed}, ул. Роза 7")
    assert MASK in shown
    assert not any(piece in shown for piece in ("8001", "0008", "0101"))
    assert shown.startswith("чл. 5 ")
    assert shown.endswith(", ул. Роза 7")
    assert holds(typed)
    assert holds(shown), "what was masked can be flagged"


@pytest.mark.parametrize(
    "left",
    [
        "8001010009", "18001010008", "80010100081", "22.11.2026 10:30", "2026-11-22 11:05", "+359888123456",
        "0888 123 456", "1 234 567 890 лв.", "ЕИК 103604344", "2.1. 3.4. 5.6", "8001010008"[:9], "", "80010 и 10008",
        "8, 0, 0, 1, 0, 1, 0, 0, 0, 8", "23, 24, 25, 26, 27", "8 001 010 008", "8001,010,008", "80&auml;01010008",
    ],
)  # fmt: skip
def test_what_is_no_personal_number_stays(left: str) -> None:
    assert masked(left) is left


@pytest.mark.parametrize(
    "typed",
    [
        "(8001)010008", "80:01:01:00:08", "8·0·0·1·0·1·0·0·0·8", "8О01010008", "8OO1010008", "80010I0008", "8001О1000В",
    ],
)  # fmt: skip
def test_in_disguise(typed: str) -> None:
    assert MASK in masked(f"виж {typed} в писмото")


@pytest.mark.parametrize(
    "typed",
    ["8,0,0,1,0,1,0,0,0,8", "8 001 010 008", "800101a0008", "8/0/0/1/0/1/0/0/0/8", "80 01 01 - 00 08", "8OO1O1OOO8"],
)
def test_however_parted_behind_its_name(typed: str) -> None:
    for name in ("ЕГН", "егн:", "EGN №", "единен граждански номер -"):
        assert MASK in masked(f"{name} {typed} на съседа")
    plain = masked(f"виж {typed} на съседа")
    assert plain.startswith("виж ") and ("80 01" in typed or plain == f"виж {typed} на съседа"), "left, on purpose"
    assert masked("ЕГН: десет цифри, 8 от 10 души го помнят") == "ЕГН: десет цифри, 8 от 10 души го помнят"


def test_codes_and_words_with_letters_are_none() -> None:
    for left in ("8001010OO9", "АВ12345678", "ОББОЗЗОIBВ", "x8OO1010008", "a/8OO1010008"):
        assert masked(left) is left


def test_a_foreigners_number_only_where_it_is_named() -> None:
    number = next(f"765432100{last}" for last in range(10) if is_lnch(f"765432100{last}"))
    assert not is_egn(number)
    assert masked(f"ЛНЧ: {number}") == f"ЛНЧ: {MASK}"
    assert masked(f"поръчка {number}") == f"поръчка {number}"


def test_of_other_numbers_about_one_in_a_hundred_is_taken_for_one() -> None:
    dice = random.Random(7)
    taken = sum(is_egn(f"{dice.randrange(10**10):010d}") for _n in range(50_000))
    assert 0.005 < taken / 50_000 < 0.02


def test_it_fits_where_the_number_did_and_is_masked_once() -> None:
    assert len(MASK) <= 10
    assert masked(masked(BORN_1980)) == MASK


def test_however_deep_but_no_secret_and_no_address() -> None:
    sent = {
        "a": [BORN_1980, {"b": int(BORN_1980), "password": BORN_1980}],
        "email": f"{BORN_1980}@x.bg",
        "n": 7,
        "on": True,
    }
    clean = masked_fields(sent)
    assert clean["a"] == [MASK, {"b": MASK, "password": BORN_1980}]
    assert (clean["email"], clean["n"], clean["on"]) == (sent["email"], 7, True)
    assert masked_all([BORN_1980]) == [MASK]
    assert not is_prose("oldpassword")


def test_marks_between_the_digits_stay_in_pairs() -> None:
    assert masked("**800101**0008") == f"**{MASK}**"
    assert masked("[800101](http://x.bg)0008") == f"[{MASK}](http://x.bg)"


def test_a_day_with_an_hour_is_none_though_its_digits_are() -> None:
    assert is_egn("0511201005")
    assert masked("05.11.20, 10.05 ч.") == "05.11.20, 10.05 ч."
    assert masked("0511201005") == MASK


BEFORE_AND_AFTER = [
    ("**", "**"),
    ("*", "*"),
    ("`", "`"),
    ("[", "](http://x.bg)"),
    ("<b>", "</b>"),
    ("<i title='2'>", "</i>"),
]
IN_BETWEEN = ["<!-- 7 -->", "\u200b", "\u00ad", "&shy;", "&#8203;", "<br>", "\u0301", "\ufeff", "\u2060", "", "", ""]
PARTING = ["/", ",", ".", "\n", "\r\n", " ", "-", " / ", ", "]


@st.composite
def dressed(draw: st.DrawFn) -> tuple[str, str]:
    """A personal number, and the same with marks about it that let its reader see it."""
    day = draw(st.dates(date(1900, 1, 1), date(2029, 12, 31)))
    month = day.month + (40 if day.year >= 2000 else 0)
    number = with_checksum(f"{day.year % 100:02}{month:02}{day.day:02}{draw(st.integers(0, 999)):03}")
    parts = draw(st.sampled_from([(0, 10), (0, 6, 10), (0, 2, 4, 6, 10), tuple(range(11))]))
    parting = draw(st.sampled_from(PARTING if len(parts) in (3, 5) else [""]))
    written = []
    for start, end in pairwise(parts):
        digits = [draw(st.sampled_from([one, one, f"&#{ord(one)};", f"&#x{ord(one):x};"])) for one in number[start:end]]
        mark, unmark = draw(st.sampled_from([*BEFORE_AND_AFTER, ("", "")]))
        gaps = [draw(st.sampled_from(IN_BETWEEN)) for _one in digits]
        written.append(mark + "".join(one + gap for one, gap in zip(digits, gaps, strict=True)) + unmark)
    return number, parting.join(written)


@given(dressed())
@settings(max_examples=400, deadline=None)
def test_no_dress_hides_a_number_from_the_mask(case: tuple[str, str]) -> None:
    number, written = case
    clean = masked(f"Моят е {written}, толкова.")
    read = plain_text(render_markdown(clean))
    for kept in (clean, read):
        assert number not in re.sub(r"\D", "", re.sub(r"<!--.*?-->|<[^>]*>|\(http[^)]*\)", "", html.unescape(kept)))
    assert MASK in clean
    assert masked(clean) is clean


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared texts are not beside the repository")
def test_texts_that_hold_none_lose_next_to_nothing() -> None:
    """11 MB of what people wrote and of calendars: one invented telephone number is taken for one."""
    read = taken = 0
    paths = [path for path in SHARED.rglob("*") if path.suffix in (".txt", ".json", ".ics", ".xml", ".csv")]
    for path in sorted(path for path in paths if not path.name.endswith("votes.csv")):
        text = path.read_text(encoding="utf-8", errors="replace")[:2_000_000]
        read, taken = read + len(text), taken + len(list(places_in(text)))
    assert read > 4_000_000
    assert taken <= read / 200_000


@pytest.mark.alone
@pytest.mark.parametrize(
    "piece",
    [
        "1", "1 ", "8001010008 ", "80 01 ", "ЕГН ", "1.", "- ", "1<!--", "1<a", "1](", "1](a(", "1[a]", "1][", "&#48;",
        "1&amp;", "1&", "1\u200b", "1*", "1,\n", "1<!--a-", "800101/",
    ],
)  # fmt: skip
def test_the_time_grows_with_the_length(piece: str) -> None:
    def took(count: int) -> float:
        text, begun = piece * count, time.process_time()
        masked(text)
        return time.process_time() - begun

    took(1000)
    times = [min(took(n) for _try in range(3)) for n in (3_000, 6_000, 12_000)]
    assert times[2] < max(0.002, times[0] * 4 * 2.5), times
