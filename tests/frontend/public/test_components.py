"""Components declare their parameters; the design's promises about size and contrast hold."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client

from frontend.colours import NIGHT, WHITE, _parse, contrast, theme_css
from frontend.components import COMPONENTS
from frontend.diffs import redline, word_steps
from frontend.painted import PAINTED

STATIC = Path(__file__).resolve().parents[3] / "frontend" / "static" / "megdan"
FIRST_LOAD = ["here", "site", "times", "drafts", "consultation", "live", "place", "panel", "diff", "quote", "pictures"]


def draw(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_a_component_draws_what_it_is_given() -> None:
    assert "tone-support" in draw('{% component "tag" label="ново" tone="support" %}')
    assert "<b>вътре</b>" in draw('{% wrap "card" title="Заглавие" %}<b>вътре</b>{% endwrap %}')
    assert "&lt;b&gt;" in draw('{% component "tag" label=words %}', words="<b>")


@pytest.mark.parametrize(
    "source",
    [
        '{% component "tag" label="x" colour="red" %}',
        '{% component "tag" %}',
        '{% component "nothing" %}',
        '{% component "card" title="x" %}',
        '{% wrap "tag" label="x" %}{% endwrap %}',
        '{% component "tag" label="x" tone %}',
    ],
)
def test_a_wrong_use_is_an_error_when_compiled(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        draw(source)


def test_every_declared_component_is_drawn_in_one_place() -> None:
    folder = STATIC.parents[1] / "templates" / "components"
    assert sorted([*(path.stem for path in folder.glob("*.html")), *PAINTED]) == sorted(COMPONENTS)


@pytest.mark.parametrize("accent", ["#ffdd00", "#0b5a79", "#ffffff", "#000000", "#ff00ff", "#7f7f7f"])
def test_an_accent_is_readable_on_paper_and_at_night(accent: str) -> None:
    values = dict(part.split(":") for part in theme_css(accent)[6:-3].split(";"))
    assert contrast(_parse(values["--place-accent"]), WHITE) >= 4.5
    assert contrast(_parse(values["--place-accent-dark"]), NIGHT) >= 4.5


@pytest.mark.parametrize("accent", ["", "red", "#12345", "#123456;}body{display:none", "url(x)"])
def test_what_is_no_colour_makes_no_style(accent: str) -> None:
    assert theme_css(accent) == ""


def test_the_first_load_is_small() -> None:
    def packed(path: Path | str) -> int:
        return len(gzip.compress(Path(path).read_bytes()))

    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert htmx
    sizes = {path.stem: packed(path) for path in (STATIC / "css").glob("*.css")}
    frame = sum(sizes.pop(name) for name in ("tokens", "base", "components"))
    styles = frame + sum(sorted(sizes.values())[-4:])  # no page has more than four of its own
    scripts = sum(packed(STATIC / "js" / f"{name}.js") for name in FIRST_LOAD) + packed(str(htmx))
    assert styles < 30_000
    assert scripts < 40_000
    assert styles + scripts < 70_000


def test_the_redline_by_words() -> None:
    assert word_steps("едно две три", "едно четири три") == [
        ("=", "едно "),
        ("-", "две"),
        ("+", "четири"),
        ("=", " три"),
    ]
    assert word_steps("а б", "в г") == [("-", "а б"), ("+", "в г")]
    assert word_steps("същото", "същото") == [("=", "същото")]
    assert "<ins>" in redline("", "ново") and "&lt;b&gt;" in redline("<b>", "")


def test_the_redline_can_be_undone_both_ways() -> None:
    old = "Първи ред.\nВтори ред с думи.\nТрети ред."
    new = "Първи ред.\nВтори ред с други думи!\nНов ред.\nТрети ред."
    steps = word_steps(old, new)
    assert "".join(text for kind, text in steps if kind != "+") == old
    assert "".join(text for kind, text in steps if kind != "-") == new


def test_a_long_redline_is_quick() -> None:
    import time

    old = "\n".join(f"Член {n}. Общината осигурява достъп до услугата номер {n} за всички." for n in range(200))
    new = old.replace("номер 150", "с номер 150").replace("Член 20.", "Чл. 20.")
    started = time.process_time()
    word_steps(old, new)
    assert time.process_time() - started < 0.5


@pytest.mark.django_db
def test_a_refused_form_names_its_fields_and_the_title_says_so(client: Client) -> None:
    sent = {"display_name": "", "email": "нещо", "password1": "къса", "municipality": ""}
    page = client.post("/accounts/signup/", sent, headers={"accept-language": "en"}).content.decode()
    assert "<title>Error: Sign up" in page
    summary = page.partition('id="form-errors"')[2].partition("</ul>")[0]
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>: ', summary)
    assert [name for _id, name in links] == ["Your name, as others will see it", "E-mail address", "Password"]
    assert all(f' id="{anchor}"' in page for anchor, _name in links)
    assert "novalidate" in page.partition('action="/accounts/signup/"')[0].rpartition("<form")[2]
    assert "<title>Sign up" in client.get("/accounts/signup/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.django_db
def test_refused_signing_in_marks_both_fields(client: Client) -> None:
    sent = {"login": "nobody@example.org", "password": "грешна-парола"}
    page = client.post("/accounts/login/", sent, headers={"accept-language": "en"}).content.decode()
    assert "<title>Error: Sign in" in page
    for name in ("login", "password"):
        field = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
        assert field and 'aria-invalid="true"' in field[0] and 'aria-describedby="form-errors' in field[0]
    assert page.count('id="form-errors"') == 1
