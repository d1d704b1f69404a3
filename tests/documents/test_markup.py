"""Markdown in, safe HTML out."""

from __future__ import annotations

import gc
import html
import json
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from participation.documents.markup import MAX_LENGTH, is_blank, plain_text, render_markdown, render_typed
from tests.documents.outlines import SHARED

VECTORS = SHARED / "markdown-xss"
TAGS = set(
    "p br hr h3 h4 h5 h6 strong em del sub sup code pre blockquote ul ol li dl dt dd table thead tbody tr th td a div".split()
)


class Reader(HTMLParser):
    """What a browser would see: every tag with its attributes."""

    def __init__(self, made: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(made)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def check_harmless(made: str) -> None:
    for tag, attributes in Reader(made).seen:
        assert tag in TAGS, (tag, made)
        allowed = {"a": {"href", "title", "class", "id", "rel"}, "ol": {"start"}, "div": {"class"}, "th": {"scope"}}
        extra = {"id"} if tag in ("li", "sup") else set()
        assert set(attributes) <= allowed.get(tag, set()) | extra, (tag, attributes)
        link = re.sub(r"[\x00-\x20]", "", attributes.get("href") or "https:").lower()
        assert link.startswith(("http:", "https:", "mailto:", "/", "#")), link
        assert not link.startswith(("//", "/\\"))


def vectors() -> list[str]:
    if not VECTORS.is_dir():
        return []
    found: list[str] = []
    for path in sorted(VECTORS.rglob("*")):
        if path.suffix == ".json":
            found.extend(_strings(json.loads(path.read_text(encoding="utf-8"))))
        elif path.is_file() and path.name != "SOURCE.txt":
            text = path.read_text(encoding="utf-8", errors="replace")
            found.append(text)
            found.extend(re.split(r"\n{2,}", text))
    return found


def _strings(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    if isinstance(data, dict):
        data = list(data.values())
    return [text for each in data for text in _strings(each)] if isinstance(data, list) else []


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the shared attack strings are not beside the repository")
def test_no_known_attack_leaves_anything_that_runs() -> None:
    tried = vectors()
    assert len(tried) > 500
    for text in tried:
        check_harmless(render_markdown(text))
        check_harmless(render_typed(text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVa\nScript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](//evil.example)",
        "[x](/\\evil.example)",
        "![x](https://evil.example/track.png)",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<a href='https://a.b' style='position:fixed' onclick=alert(1)>x</a>",
        "<p id=comments class=btn>x</p>",
        "<iframe src=https://evil.example></iframe>",
        "<form action=/x><button>go</button></form>",
        'www.a.bg" onmouseover="alert(1)',
        "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    ],
)
def test_attacks(text: str) -> None:
    made = render_markdown(text)
    check_harmless(made)
    assert "alert(1)" not in plain_text(made) or "<script" not in made
    check_harmless(render_typed(text))


@pytest.mark.parametrize("sign", ["\t", "\n", "\r", "&#9;", "&#10;", "&#13;", "&Tab;", "&NewLine;", "\x01", "\x1f"])
@pytest.mark.parametrize(
    "written", ['<a href="/{}/evil.example">x</a>', '<a href="{}//evil.example">x</a>', "[x](</{}/evil.example>)"]
)
def test_signs_that_browsers_leave_out_open_no_way_elsewhere(written: str, sign: str) -> None:
    made = render_markdown(written.format(sign))
    for address in re.findall(r'href="([^"]*)"', made):
        seen = re.sub(r"[\t\n\r]", "", html.unescape(address)).lstrip(
            "".join(map(chr, range(33)))
        )  # as browsers read it
        assert not re.match(r"[/\\]{2}", seen), made


def test_the_checker_can_fail() -> None:
    for bad in ("<script>1</script>", "<p onclick=x>", "<a href='javascript:1'>x</a>", "<p id=a>"):
        with pytest.raises(AssertionError):
            check_harmless(bad)


def test_what_people_write() -> None:
    made = render_markdown(
        "# Заглавие\n\nТекст с **важно** и [връзка](https://megdan.example/а), също www.strategy.bg.\n\n"
        "- едно\n    - вложено\n\n| A | B |\n|---|---|\n| 1 | 2<br>3 |\n\nБележка[^1].\n\n[^1]: Долу.\n"
    )
    for part in (
        "<h3>Заглавие</h3>",
        "<strong>важно</strong>",
        'href="http://www.strategy.bg" rel="nofollow ugc noopener">www.strategy.bg</a>.',
        "<li>вложено</li>",
        "<td>2<br>3</td>",
        '<div class="footnote">',
    ):
        assert part in made
    check_harmless(made)


def test_footnotes_of_two_texts_on_a_page_do_not_meet() -> None:
    def ids(text: str) -> set[str]:
        return {str(attributes["id"]) for _, attributes in Reader(render_markdown(text)).seen if "id" in attributes}

    first, second = ids("А[^1]\n\n[^1]: б"), ids("В[^1]\n\n[^1]: г")
    assert first
    assert second
    assert not first & second


def test_a_form_has_no_empty_table_head() -> None:
    assert "<thead>" not in render_markdown("|  |  |\n| --- | --- |\n| a | b |")
    assert "<thead>" in render_markdown("| A | B |\n| --- | --- |\n| a | b |")


def test_very_long_text_is_shown_plainly() -> None:
    made = render_markdown("**a** <b>\n\n" * (MAX_LENGTH // 5))
    assert made.startswith("<p>**a** &lt;b&gt;</p>")
    assert len(made) < 4 * MAX_LENGTH


UNITS = [
    "# a\n",
    "a\n=\n",
    "[",
    "[a](b",
    "<a ",
    "<div>\n\n",
    "![",
    "**a*b ",
    "> ",
    "- a\n",
    "[^1]: a\n",
    "|a",
    "`",
    "http://a.b ",
]


@pytest.mark.parametrize("render", [render_markdown, render_typed])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_text(unit: str, render: Callable[[str], str]) -> None:
    def once(times: int) -> float:
        gc.disable()  # a suite's garbage is not the text's
        begun = time.process_time()
        render(unit * times)
        taken = time.process_time() - begun
        gc.enable()
        return taken

    def cost(times: int) -> float:
        return min(once(times) for _ in range(3))

    cost(100)
    small, large = cost(4_000), cost(12_000)
    assert large < 7 * small + 0.02, (small, large)  # s; what grows with the square takes nine times as long


def test_plain_text() -> None:
    assert plain_text(render_markdown("а **б**\n\n- в\n- г &lt; д")) == "а б\nв\nг < д"
    assert plain_text("<p>a</p><script>x</script>") == "a"


def test_a_text_finds_nothing_of_the_text_before_it() -> None:
    assert 'href="https://a.example"' in render_markdown("[там][1]\n\n[1]: https://a.example")
    assert "href" not in render_markdown("[там][1]")
    assert "[^1]" in render_markdown("виж [^1]")


@pytest.mark.parametrize(
    "typed",
    [
        "<img src=x onerror=1>", "<b>важно</b>", "<script>alert(1)</script>", "a <!-- b --> c", "<div>\n\n# x\n\n</div>",
        "x < y && y > z", "Иванов <ivanov>", "<p>", "</p>", "<?php 1 ?>", "<![CDATA[x]]>", "- <li>", "| <td> |\n| --- |\n| <b> |",
    ],
)  # fmt: skip
def test_tags_that_somebody_types_are_shown(typed: str) -> None:
    made = render_typed(typed)
    check_harmless(made)
    signs = re.sub(r"[#|\s-]", "", typed)
    assert re.sub(r"[#|\s-]", "", plain_text(made)) == signs, made


def test_what_is_typed_is_formatted_as_before() -> None:
    made = render_typed("**а** [б](https://a.example) <https://b.example> &lt;в&gt; &amp;\n\n- г[^1]\n\n[^1]: д")
    for part in (
        "<strong>а</strong>",
        'href="https://a.example"',
        'href="https://b.example"',
        "&lt;в&gt; &amp;",
        "footnote",
    ):
        assert part in made
    tangled = render_typed("[" * 400 + " <b> *a*\n\n**после**")
    assert "&lt;b&gt; *a*" in tangled
    assert "<strong>после</strong>" in tangled
    check_harmless(tangled)


@pytest.mark.parametrize(
    "typed",
    ["", " \n", "\u200b\u200d", "&#8203;", "&nbsp;", "\u2800", "\u3164", "[](http://x.bg)", "[а]: http://x.bg", "---",
     "\ufeff**\u200b**"],
)  # fmt: skip
def test_what_nobody_sees_is_blank(typed: str) -> None:
    assert is_blank(typed)


@pytest.mark.parametrize("typed", ["а", "!", "1", "👍", "<img src=x onerror=1>", "<!-- -->", "**Да**", "> да", "李"])
def test_what_is_seen_is_not_blank(typed: str) -> None:
    assert not is_blank(typed)
