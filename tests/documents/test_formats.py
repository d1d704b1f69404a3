"""One ordinance and one strategy, in every format: the same tree comes out."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from participation.documents.blocks import Block
from participation.documents.structure import build
from tests.documents.outlines import FILES, outline, read

ORDINANCE = """\
text | (Приета с Решение № 15 по Протокол №
chapter | Глава първа | ОБЩИ ПОЛОЖЕНИЯ
  section | Раздел I | Предмет и обхват
    article | Чл. 1.
      paragraph | (1) | Тази наредба урежда:
        point | 1. | условията за ползване на дигиталните усл
        point | 2. | реда за подаване на сигнали и предложени
          letter | а) | през сайта на общината;
          letter | б) | на гише, по чл. 5, ал. 2;
        point | 3. | задълженията на администрацията.
      paragraph | (2) | Наредбата не се прилага за услугите по ч
    article | Чл. 2. | Дигиталните услуги са безплатни.
  section | Раздел II | Достъп
    article | Чл. 3.
      paragraph | (1) | Всяко читалище осигурява поне едно работ
      paragraph | (2) | Работното време се определя от кмета, ка
        point | 1. | в делничен ден е не по-малко от 8 часа;
        point | 2. | в събота е не по-малко от 4 часа.
    article | Чл. 3а. | Достъпът на лица до 14 години става с пр
chapter | Глава втора | КОНТРОЛ И САНКЦИИ
  article | Чл. 4. | Контролът се осъществява от комисия в съ
  article | Чл. 5.
    paragraph | (1) | Сигналите се разглеждат в срок до 14 дни
    paragraph | (2) | Когато сигналът е неоснователен, подател
transitional | ПРЕХОДНИ И ЗАКЛЮЧИТЕЛНИ РАЗПОРЕДБИ
  transitional | § 1. | Наредбата се приема на основание чл. 21,
  transitional | § 2.
    paragraph | (1) | Наредбата влиза в сила от 1 септември 20
    paragraph | (2) | Заварените договори запазват действието
heading | Приложение № 1 | към чл. 2 – Такси за сложни услуги
  table"""

STRATEGY = """\
numbered | 1. | Въведение
  text | Селата в общината губят хора, но не и хъ
  text | Тя стъпва на три принципа:
numbered | 2. | Цели
  numbered | 2.1. | Бърз интернет навсякъде
    numbered | 2.1.1. | До края на 2027 г. всяко село има оптичн
    numbered | 2.1.2. | В читалищата връзката е безплатна.
  numbered | 2.2. | Умения
    numbered | 2.2.1. | Всяка библиотека води курс за възрастни
numbered | 3. | Мерки и срокове
  text | Мерките са:
    point | 1. | Обучение на 300 души над 60 години.
    point | 2. | Пет мобилни гишета за електронни услуги.
    point | 3. | Отворени данни за бюджета.
  table | Таблица 1. Финансиране по години
heading | Заключение
  text | Ще отчитаме напредъка всяка есен на мегд"""


@pytest.mark.parametrize("ending", ["md", "docx", "odt", "pdf"])
def test_an_ordinance(ending: str) -> None:
    document = read(FILES / f"naredba.{ending}")

    assert document.title == "НАРЕДБА № 7 за ползване на обществените дигитални услуги"
    lines = outline(document)
    lines[0] = lines[0].replace("*", "")[:43]  # in italics, except in the PDF
    assert "\n".join(lines) == ORDINANCE
    nodes = [node for _, node in document.walk()]
    second = next(node for node in nodes if node.label == "Чл. 2.")
    assert second.body == (
        "Дигиталните услуги са безплатни.\n\nЗа услуги с висока сложност се събира такса по приложение № 1."
    )
    fourth = next(node for node in nodes if node.label == "Чл. 4.")
    assert fourth.body.endswith(":\n\n- председател – заместник-кмет;\n- членове – двама служители и един гражданин.")
    assert nodes[-1].body.split("\n") == [
        "| Услуга | Срок | Такса |",
        "| --- | --- | --- |",
        "| Скица с координати | 7 дни | 20,00 лв. |",
        "| Препис от решение | 3 дни | 5,00 лв. |",
    ]


@pytest.mark.parametrize("ending", ["md", "docx", "odt", "pdf"])
def test_a_strategy(ending: str) -> None:
    document = read(FILES / f"strategia.{ending}")

    assert document.title == "Стратегия за дигитално село 2026–2030"
    assert "\n".join(outline(document)) == STRATEGY
    principles = document.nodes[0].children[1]
    assert principles.body.count("\n- ") == 3


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(path: Path, body: str, *, numbering: str = "", styles: str = "") -> Path:
    """A DOCX of these paragraphs, as small as Word would still open."""
    parts = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def paragraph(text: str, level: int | None = None, num: int = 1, extra: str = "") -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if level is not None else ""
    return f"<w:p><w:pPr>{numbered}{extra}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_numbers_that_word_draws_itself(tmp_path: Path) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(
            [("decimal", "Чл. %1."), ("decimal", "(%2)"), ("decimal", "%3."), ("russianLower", "%4)")]
        )
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(
        [
            paragraph("Наредбата урежда пазарите.", 0),
            paragraph("Пазарите се откриват от кмета.", 0),
            paragraph("Кметът определя:", 1),
            paragraph("мястото;", 2),
            paragraph("на площада;", 3),
            paragraph("до читалището;", 3),
            paragraph("часа.", 2),
            paragraph("Заповедта се обявява.", 1),
            paragraph("Таксата се плаща на място.", 0),
        ]
    )

    assert outline(read(docx(tmp_path / "auto.docx", body, numbering=numbering))) == [
        "article | Чл. 1. | Наредбата урежда пазарите.",
        "article | Чл. 2. | Пазарите се откриват от кмета.",
        "  paragraph | (1) | Кметът определя:",
        "    point | 1. | мястото;",
        "      letter | а) | на площада;",
        "      letter | б) | до читалището;",
        "    point | 2. | часа.",
        "  paragraph | (2) | Заповедта се обявява.",
        "article | Чл. 3. | Таксата се плаща на място.",
    ]


def test_what_word_hides_or_has_deleted_is_not_read(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Чл. 1. Пазарът е </w:t></w:r><w:del><w:r><w:delText>частен</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>общински</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t> тайно</w:t></w:r>"
        '<w:r><w:t xml:space="preserve">, по 5 м</w:t></w:r>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Чл. 2. Край.</w:t></w:r></w:p>"
    )

    document = read(docx(tmp_path / "changes.docx", body))

    assert document.nodes[0].body == "Пазарът е общински, по 5 м²"


def test_bold_and_links_stay_and_signs_of_markdown_mean_only_themselves(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Плаща се </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>днес</w:t></w:r>'
        '<w:r><w:t xml:space="preserve"> по *тарифа* [1] &lt;b&gt;.</w:t></w:r></w:p>'
        "<w:p><w:r><w:t># не е заглавие</w:t></w:r></w:p>"
    )

    document = read(docx(tmp_path / "marks.docx", body))

    assert document.nodes[0].body == r"Плаща се **днес** по \*тарифа\* \[1\] \<b>."
    assert document.nodes[1].body == r"\# не е заглавие"


def test_merged_cells_of_word(tmp_path: Path) -> None:
    def cell(text: str, extra: str = "") -> str:
        return f"<w:tc><w:tcPr>{extra}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    restart, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr>{cell('Година')}{cell('Дейност')}{cell('Лева')}</w:tr>"
        f"<w:tr>{cell('2026', restart)}{cell('Обучение')}{cell('100')}</w:tr>"
        f"<w:tr>{cell('', '<w:vMerge/>')}{cell('Гише | мобилно')}{cell('200')}</w:tr>"
        f"<w:tr>{cell('Общо', wide)}{cell('300')}</w:tr></w:tbl>"
    )

    document = read(docx(tmp_path / "cells.docx", paragraph("Бюджетът е малък.") + table))

    assert document.nodes[1].body.split("\n") == [
        "| Година | Дейност | Лева |",
        "| --- | --- | --- |",
        "| 2026 | Обучение | 100 |",
        "|  | Гише \\| мобилно | 200 |",
        "| Общо |  | 300 |",
    ]


def test_text_pasted_from_a_page_with_wrapped_lines(tmp_path: Path) -> None:
    path = tmp_path / "pasted.txt"
    path.write_text(
        "Чл. 1. (1) Общината поддържа сайт, на който всеки може да подаде сигнал\n"
        "без да доказва интерес.\n"
        "(2) Сигналът се разглежда в срок до седем дни от деня, в който е бил\n"
        "получен.\n"
        "Чл. 2. Сигналите и отговорите са публични, освен когато засягат лични\n"
        "данни.\n",
        encoding="cp1251",
    )

    assert outline(read(path)) == [
        "article | Чл. 1.",
        "  paragraph | (1) | Общината поддържа сайт, на който всеки м",
        "  paragraph | (2) | Сигналът се разглежда в срок до седем дн",
        "article | Чл. 2. | Сигналите и отговорите са публични, осве",
    ]


def test_an_english_act(tmp_path: Path) -> None:
    path = tmp_path / "act.md"
    path.write_text(
        "# Open Data Ordinance\n\n## Chapter I\n\nGENERAL\n\nArticle 1\n\n(1) Data are open.\n\n(2) Exceptions:\n\n"
        "1. secrets;\n\na) of the state;\n\nArticle 2 Fees are not due.\n\nFinal provisions\n\n§ 1. In force today.\n",
        encoding="utf-8",
    )

    assert outline(read(path)) == [
        "chapter | Chapter I | GENERAL",
        "  article | Article 1",
        "    paragraph | (1) | Data are open.",
        "    paragraph | (2) | Exceptions:",
        "      point | 1. | secrets;",
        "        letter | a) | of the state;",
        "  article | Article 2 | Fees are not due.",
        "transitional | Final provisions",
        "  transitional | § 1. | In force today.",
    ]


def test_a_letter_in_a_list_without_numbers_is_a_letter() -> None:
    blocks = [
        Block(kind="para", text="Чл. 1. Наредбата важи за:"),
        Block(kind="para", text="1. гробищните паркове:"),
        Block(kind="para", text="а) на града;", bullet=True),
        Block(kind="para", text="б) на селата.", bullet=True),
    ]
    point = build(blocks).nodes[0].children[0]
    assert [(node.kind, node.label, node.body) for node in point.children] == [
        ("letter", "а)", "на града;"),
        ("letter", "б)", "на селата."),
    ]
