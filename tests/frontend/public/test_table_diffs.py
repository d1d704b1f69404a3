"""What changes in a table is shown as a table: cell by cell, said aloud, with no bars of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.utils import translation

from frontend.consultations.margins import readable
from frontend.diffs import redline
from frontend.tables import Table, flat, parts_of
from participation.documents.markup import render_markdown

OLD = (
    "Разходи:\n\n| Разход | 2027 | 2028 |\n|---|---:|---|\n| Мрежа | 96 000 | 54 000 |\n"
    "| Обучение | 18 000 | 18 000 |\n| Шкафове | 5 000 | 5 000 |"
)
NEW = (
    "Разходи:\n\n| Разход | 2027 | 2028 |\n|---|---:|---|\n| Мрежа | 96 000 | 54 000 |\n"
    "| Обучение | 30 000 | 18 000 |\n| Камери | 1 900 | 0 |"
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def rows(made: str) -> list[str]:
    return re.findall(r"<tr.*?</tr>", made)


def test_a_changed_cell_is_marked_whole_and_said() -> None:
    made = redline(OLD, NEW)
    assert "|" not in made and "---" not in made
    assert made.count("<table>") == 1 and '<th scope="col">Разход</th>' in made
    changed = next(row for row in rows(made) if "Обучение" in row)
    assert re.search(r"<del><span class=\"sr\"> removed: </span>.*18 000.*</del> <ins>.*added:.*30 000", changed)
    assert changed.count("<del>") == changed.count("<ins>") == 1
    assert "<del>" not in next(row for row in rows(made) if "Мрежа" in row)


def test_rows_that_went_and_came_are_said_once() -> None:
    made = redline(OLD, NEW)
    gone = next(row for row in rows(made) if "Шкафове" in row)
    new = next(row for row in rows(made) if "Камери" in row)
    assert 'class="row-gone"' in gone and gone.count("row removed:") == 1 and gone.count("<del>") == 3
    assert 'class="row-new"' in new and new.count("row added:") == 1 and new.count("<ins>") == 3
    assert made.index("Шкафове") < made.index("Камери")


def test_a_row_in_the_middle_moves_no_other() -> None:
    head = "| Място | Деца |\n|---|---|\n"
    made = redline(
        f"{head}| Каварна | 160 |\n| Села | 72 |", f"{head}| Каварна | 160 |\n| Камен бряг | 24 |\n| Села | 84 |"
    )
    assert [("row-new" in row, "<del>" in row) for row in rows(made)] == [
        (False, False), (False, False), (True, False), (False, True),
    ]  # fmt: skip


def test_a_column_that_came_is_found_by_its_head() -> None:
    made = redline("| А | В |\n|---|---|\n| 1 | 3 |", "| А | Б | В |\n|---|---|---|\n| 1 | 2 | 3 |")
    assert made.count("<ins>") == 2 and "<del>" not in made


def test_a_table_for_words_and_words_for_a_table() -> None:
    table = "| А | Б |\n|---|---|\n| 1 | 2 |"
    made = redline("Само думи.", table)
    assert "<del>" in made and "row added:" in made and "|" not in made
    made = redline(table, "Само думи.")
    assert "row removed:" in made and "<ins>" in made


def test_words_around_a_table_keep_their_own_redline() -> None:
    made = redline(OLD, NEW.replace("Разходи:", "Разходи в лева:"))
    assert '<div class="diff-words">Разходи <ins>' in made and "|" not in made


def test_what_people_write_in_a_cell_is_escaped() -> None:
    made = redline(OLD, NEW.replace("Камери", "<script>x</script>"))
    assert "<script>" not in made and "&lt;script&gt;" in made


def test_a_line_with_a_bar_is_no_table() -> None:
    assert parts_of("а | б\nв | г") == ["а | б\nв | г"]
    assert parts_of("| А | Б |\n|---|---|\n| 1 |\n| а \\| б | 2 | 3 |") == [
        Table(("А", "Б"), (("1", ""), ("а | б", "2")))
    ]
    assert "row" not in redline("а | б", "а | в")


def test_our_markdown_sees_the_same_tables() -> None:
    for text in (
        OLD,
        "дума\n| А | Б |\n|---|---|\n| 1 | 2 |",
        "| А |\n|---|\n| 1 |",
        "| А | Б |\n| --- | --- |\n\nдума",
    ):
        assert ("<table>" in render_markdown(text)) == any(isinstance(part, Table) for part in parts_of(text)), text


def test_a_number_stays_with_its_thousands_and_its_unit() -> None:
    made = readable(
        "<table><tr><td>1 900</td><td>10 мин.</td><td>29 %</td><td>от 2027 2028</td><td>чл. 5</td></tr></table>"
    )
    kept = re.findall(r'<span class="nowrap">([^<]*)</span>', made)
    assert kept == ["1 900", "10 мин.", "29 %"]
    assert readable("<p>1 900 души</p>") == '<p><span class="nowrap">1 900 души</span></p>'


def test_a_long_table_is_quick() -> None:
    import time

    head = "| Име | Сума |\n|---|---|\n"
    old = head + "\n".join(f"| Ред номер {n} от списъка | {n} 000 |" for n in range(90))
    new = head + "\n".join(f"| Ред номер {n} на списъка | {n} 500 |" for n in range(90))
    started = time.process_time()
    assert redline(old, new).count("<tr>") == 91
    assert time.process_time() - started < 3


def test_in_a_list_a_table_is_its_words() -> None:
    assert flat(OLD).splitlines()[-1] == "Шкафове · 5 000 · 5 000" and "|" not in flat(OLD)
