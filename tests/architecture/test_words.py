"""What a person reads goes through gettext: no bare word in a template."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser

import pytest

from tests.support.tree import texts

# Names, formats and units that are the same in every language.
SAME_EVERYWHERE = {
    "Ctrl",
    "Enter",
    "Shift",
    "Esc",
    "Megdan",
    "Мегдан",
    "API",
    "JSON",
    "CSV",
    "DOCX",
    "ODT",
    "PDF",
    "Markdown",
    "OpenAPI",
    "HTML",
    "RSS",
    "iCal",
}
READ_ALOUD = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "summary"}

# A block called …_attributes stands inside a tag of the template it extends, so it is no text.
_TRANSLATED = re.compile(
    r"{%\s*block\s+\w*attributes\s*%}.*?{%\s*endblock\b.*?%}"
    r"|{%\s*(blocktranslate|blocktrans|comment|verbatim)\b.*?%}.*?{%\s*end\1\s*%}"
    r"|{#.*?#}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


class BareWords(HTMLParser):
    """Collects the words of text nodes and of the attributes a screen reader says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        for name, value in attrs:
            if name in READ_ALOUD or (name == "value" and tag == "input" and ("type", "submit") in attrs):
                self._note(value or "", f"{tag} {name}")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._note(data, "text")

    def _note(self, text: str, where: str) -> None:
        words = [word for word in _WORD.findall(text) if word not in SAME_EVERYWHERE]
        if words:
            self.found.append(f"{where} at line {self.getpos()[0]}: {' '.join(words[:8])}")


def bare_words(template: str) -> list[str]:
    """What in ``template`` would be read in English by everyone."""

    def blank(match: re.Match[str]) -> str:
        return "\n" * match.group().count("\n")  # line numbers stay

    parser = BareWords()
    parser.feed(_TRANSLATED.sub(blank, template))
    parser.close()
    return parser.found


@pytest.mark.parametrize(
    "template",
    [
        "<p>Hello there</p>",
        '<img alt="A village">',
        '<button aria-label="Close">×</button>',
        '<input type="submit" value="Send">',
        "{% translate 'Hello' %} there",
        "<p>{% if a %}Yes{% endif %}</p>",
        "<p>{{ count }} гласа</p>",
    ],
)
def test_finds_a_bare_word(template: str) -> None:
    assert bare_words(template)


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% translate 'Hello' %}</p>",
        '<a title="{% translate "Hello" %}" class="big red">×</a>',
        "{% blocktranslate trimmed count n=n %}one vote{% plural %}{{ n }} votes{% endblocktranslate %}",
        "<script type='module'>let hello = 1</script>",
        '<button name="operation" value="split">✂</button>',
        "{# a remark #}{% comment %}a longer remark{% endcomment %}",
        '<a {% if here %}aria-current="page"{% endif %} href="x.csv">CSV</a>',
    ],
)
def test_leaves_translated_words_alone(template: str) -> None:
    assert bare_words(template) == []


def test_every_word_in_every_template_is_translated() -> None:
    looked_at, found = 0, []
    for path, text in texts(".html", ".txt"):
        if "templates" in path.parts:
            looked_at += 1
            found += [f"{path}: {finding}" for finding in bare_words(text)]
    assert looked_at
    assert found == []


def unseen(source: str) -> list[int]:
    """Lines on which words are translated inside an f-string, where the collecting tool does not see them."""
    names = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy"}
    within = (one for part in ast.walk(ast.parse(source)) if isinstance(part, ast.JoinedStr) for one in ast.walk(part))
    return [call.lineno for call in within if isinstance(call, ast.Call) and getattr(call.func, "id", "") in names]


def test_no_words_are_translated_where_they_are_not_collected() -> None:
    assert unseen('f"<b>{_(words)}</b>"') == [1]  # the control
    found = {path: unseen(text) for path, text in texts(".py") if path.parts[0] not in ("tests", "bench")}
    assert {path: lines for path, lines in found.items() if lines} == {}
