"""Numbers and comparatives stay on one line; what is copied stays as it was typed."""

import re

import pytest

from frontend.unbroken import unbroken, unbroken_words


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("живеят 14 230 души в града", ["14 230 души"]),
        ("за 380 000 евро.", ["380 000 евро."]),
        ("до 1 Gbit/s за всички", ["1 Gbit/s"]),
        ("план с 16 мерки за 2,84 млн. евро", ["16 мерки", "2,84 млн."]),
        ("а по-ясен и най-късно", ["по-ясен", "най-късно"]),
        ("по чл. 5, ал. 2", ["чл. 5", "ал. 2"]),
        ("до 2028 г. – 1 000", ["2028 г.", "1 000"]),
        ("само 2027", []),
    ],
)
def test_what_belongs_together(text, together):
    drawn = unbroken(text)
    assert re.findall(r'<span class="nowrap">(.*?)</span>', drawn) == together
    assert re.sub(r"<[^>]*>", "", drawn) == text


def test_tags_and_escapes_are_passed_over():
    assert unbroken('<a href="/x/12 000 a">a</a>') == '<a href="/x/12 000 a">a</a>'
    assert unbroken("&#39; по &amp; 5") == "&#39; по &amp; 5"
    assert unbroken_words("<b>5 лева") == '&lt;b&gt;<span class="nowrap">5 лева</span>'
