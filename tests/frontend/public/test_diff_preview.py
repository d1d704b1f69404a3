"""The redline that scripts draw while somebody types tells the same as the server's."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from frontend.diffs import shown, word_steps

SCRIPT = Path(__file__).resolve().parents[3] / "frontend" / "static" / "megdan" / "js" / "diff.js"
TEXT = (
    "До края на 2031 г. всяка общинска услуга, която законът не изисква лично, може да бъде заявена,\n"
    "платена и получена без посещение, а всеки получава същото обслужване лично и без допълнителна такса."
)
CHANGES = [
    ("2031 г.", "2029 г."),
    ("лично и без допълнителна такса", "лично, без допълнителна такса и в същия срок"),
    ("всяка общинска услуга", "всяка услуга"),
    (" може да бъде", " трябва да може да бъде"),
    ("без посещение,", "без посещение;"),
    (".", "."),
    ("платена и получена", "платена и получена\nна един ден"),
]


@pytest.fixture(scope="module")
def browser_steps(browser: Any) -> Iterator[Any]:
    address = "data:text/javascript;base64," + base64.b64encode(SCRIPT.read_bytes()).decode()
    page = browser.new_page()
    yield lambda old, new: page.evaluate(
        "async ([address, old, now]) => (await import(address)).wordSteps(old, now)", [address, old, new]
    )
    page.close()


@pytest.fixture(scope="module")
def browser_shown(browser: Any) -> Iterator[Any]:
    address = "data:text/javascript;base64," + base64.b64encode(SCRIPT.read_bytes()).decode()
    page = browser.new_page()
    yield lambda steps: page.evaluate(
        "async ([address, steps]) => (await import(address)).shown(steps)", [address, [list(step) for step in steps]]
    )
    page.close()


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_both_tell_the_same(browser_steps: Any, old: str, new: str) -> None:
    changed = TEXT.replace(old, new, 1)
    bare = [(kind, text.strip()) for kind, text in browser_steps(TEXT, changed)]  # which of two spaces went is all one
    assert bare == [(kind, text.strip()) for kind, text in word_steps(TEXT, changed)]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_both_mark_the_same_words(browser_shown: Any, old: str, new: str) -> None:
    steps = word_steps(TEXT, TEXT.replace(old, new, 1))
    assert browser_shown(steps) == [list(part) for part in shown(steps)]


def test_spaces_are_not_marked_and_commas_keep_to_their_word(browser_shown: Any) -> None:
    steps = word_steps("за поверителност и не за друго", "за поверителност, не за всичко друго")
    parts = shown(steps)
    assert all(text == text.strip() for kind, text, _apart in parts if kind != "=")
    assert ("+", ",", False) in parts and ("+", "всичко", False) in parts
    assert browser_shown(steps) == [list(part) for part in parts]
    assert shown(word_steps("едно", "друго")) == [("-", "едно", False), ("+", "друго", True)]


def test_it_leads_from_one_text_to_the_other(browser_steps: Any) -> None:
    other = "Съвсем друг текст.\nбез посещение, а всеки\n\nи накрая нещо лично."
    for old, new in ((TEXT, other), (other, TEXT), ("", TEXT), (TEXT, "")):
        steps = browser_steps(old, new)
        assert "".join(text for kind, text in steps if kind != "+") == old
        assert "".join(text for kind, text in steps if kind != "-") == new
