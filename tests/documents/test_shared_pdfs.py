"""Real documents of the Bulgarian state. Each expectation was written down by reading the printed page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from participation.documents.export import to_markdown
from participation.documents.nodes import Document, Node
from tests.documents.outlines import SHARED, outline, read

FOLDER = SHARED / "bg-documents"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared documents are not beside the repository")

ADOPTED = """\
numbered | 1. | ВЪВЕДЕНИЕ
numbered | 2. | ПОЛОЖЕНИ УСИЛИЯ В РАМКИТЕ НА ИНИЦИАТИВАТА „ПАРТНЬОРСТВО ЗА ОТКРИТО УПРАВЛЕНИЕ“ ДО МОМЕНТА
numbered | 3. | ПРОЦЕС НА РАЗРАБОТВАНЕ НА НАЦИОНАЛНИЯ ПЛАН ЗА ДЕЙСТВИЕ
numbered | 4. | АНГАЖИМЕНТИ
  heading | Ангажимент: | TЯСНО ПАРТНЬОРСТВО МЕЖДУ АДМИНИСТРАЦИЯТА И ГРАЖДАНСКОТО ОБЩЕСТВО
    table
  heading | Ангажимент: | ПОДОБРЯВАНЕ НА ОБЩЕСТВЕНИТЕ УСЛУГИ И ЗАКОНОДАТЕЛНАТА РАМКА
    heading | По-добра бюджетна прозрачност
      list
      table
      table
  heading | Ангажимент: | ПОДОБРЯВАНЕ НА ОБЩЕСТВЕНИТЕ УСЛУГИ И ЗАКОНОДАТЕЛНАТА РАМКА
    heading | По-добро управление на природните ресурси
      table
  heading | Ангажимент: | ПОДОБРЯВАНЕ НА ОБЩЕСТВЕНИТЕ УСЛУГИ И ЗАКОНОДАТЕЛНАТА РАМКА
    heading | По-добра оценка на въздействието на нормативните актове – въвеждане на МСП тест
      table
  heading | Ангажимент: | ПО-ЕФЕКТИВНО УПРАВЛЕНИЕ НА ПУБЛИЧНИТЕ СРЕДСТВА
    heading | Гражданско участие, откритост и прозрачност при разработването на проект на нов Закон за държавните такси
      table
  heading | Ангажимент: | ОТКРИТОСТ НА АДМИНИСТРАЦИЯТА
    heading | Използване на отворените данни
      table"""

COMMITMENTS = """\
heading | Ангажимент | УСЪВЪРШЕНСТВАНА СИСТЕМА ЗА УПРАВЛЕНИЕ НА РИСКА ОТ ВЪЗНИКВАНЕ НА КОНФЛИКТ НА ИНТЕРЕСИ
  table
heading | Ангажимент | ВЪВЕЖДАНЕ НА КОНЦЕПЦИЯ И ПРАКТИКА НА СЪДИЛИЩА, ОРИЕНТИРАНИ КЪМ РЕШАВАНЕ НА КОНКРЕТНИ \
ПРОБЛЕМИ В БЪЛГАРИЯ
  table
heading | Ангажимент | ВЪВЕЖДАНЕ НА СИСТЕМА ЗА ПРОВЕЖДАНЕ НА ЕЛЕКТРОННИ ОБЩЕСТВЕНИ ПОРЪЧКИ
  table
heading | Ангажимент | ПОДОБРЯВАНЕ НА ПОЛЗВАЕМОСТТА НА ПУБЛИКУВАНИТЕ ДАННИ ОТ СИСТЕМАТА ЗА ЕЛЕКТРОННИ БЮДЖЕТНИ \
РАЗПЛАЩАНИЯ (СЕБРА)
  table
heading | Ангажимент | ПОДОБРЯВАНЕ НА ПОСЛЕДВАЩИЯ КОНТРОЛ ВЪРХУ ДЕЙНОСТТА ПО ВЪЗЛАГАНЕ И ИЗПЪЛНЕНИЕ НА ДОГОВОРИ ЗА \
ОБЩЕСТВЕНИ ПОРЪЧКИ И ВЪВЕЖДАНЕ НА УНИФИЦИРАНА ПОСЛЕДОВАТЕЛНА ПРАКТИКА ЗА КОНТРОЛ И ОТЧЕТНОСТ
  table"""

ENGLISH = """\
numbered | 1. | INTRODUCTION
numbered | 2. | OPEN GOVERNMENT EFFORTS TO DATE
numbered | 3. | NATIONAL ACTION PLAN DEVELOPMENT PROCESS
numbered | 4. | COMMITMENTS
  numbered | 4.1. | Commitment: CLOSE PARTNERSHIP BETWEEN THE ADMINISTRATION AND THE CIVIL SOCIETY
    table
  numbered | 4.2. | Commitment: IMPROVING PUBLIC SERVICES AND LEGISLATIVE FRAMEWORK
    table
    table
  numbered | 4.2. | Commitment: IMPROVING PUBLIC SERVICES AND LEGISLATIVE FRAMEWORK
    heading | Better management of natural resources
      table
  numbered | 4.2. | Commitment: IMPROVING PUBLIC SERVICES AND LEGISLATIVE FRAMEWORK
    heading | Improved impact assessment of normative acts – introducing a SME test
      table
  numbered | 4.3. | Commitment: MORE EFFECTIVE MANAGEMENT OF PUBLIC FUNDS
    heading | Citizens’ participation, openness and transparency in the development of a new State Fees Act
      table
  numbered | 4.4. | Commitment: OPENNESS OF THE ADMINISTRATION
    heading | Use of open data
      table"""


def rows(node: Node) -> list[list[str]]:
    """The rows of a pipe table, its header (maybe empty) first."""
    lines = node.body.split("\n")
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in [lines[0], *lines[2:]]]


def tables(document: Document) -> list[Node]:
    return [node for _, node in document.walk() if node.kind == "table"]


def texts(node: Node) -> list[str]:
    return [child.body for child in node.children if child.kind == "text"]


def test_the_adopted_plan() -> None:
    document = read(FOLDER / "ogp2-plan-adopted-bg.pdf")

    assert document.title == (
        "ВТОРИ ПЛАН ЗА ДЕЙСТВИЕ НА РЕПУБЛКА БЪЛГАРИЯ ПО ИНИЦИАТИВАТА “ПАРТНЬОРСТВО ЗА ОТКРИТО УПРАВЛЕНИЕ”"
    )
    assert "\n".join(outline(document, texts=False)) == ADOPTED
    assert [len(texts(node)) for node in document.nodes] == [6, 14, 3, 0]


def test_paragraphs_of_the_adopted_plan_run_over_pages_and_keep_their_lists() -> None:
    document = read(FOLDER / "ogp2-plan-adopted-bg.pdf")
    introduction, efforts = texts(document.nodes[0]), texts(document.nodes[1])

    assert introduction[0].endswith("отчетност и технологично обновление.")
    assert "за генерирането на нови бизнес възможности." in introduction[5]  # page 1 to 2
    assert introduction[5].endswith("за прозрачност и гражданско участие.")
    assert efforts[2].endswith(
        "са в приоритетните направления:\n\n- По-ефективно управление на публичните средства/ресурси;\n"
        "- Повишаване на фирмената отчетност и отговорност."
    )
    assert "неправителствения сектор и гражданите във формат" in efforts[8]  # page 2 to 3
    assert not any(text.strip().isdigit() for text in introduction + efforts)  # page numbers


def test_tables_of_the_adopted_plan() -> None:
    found = tables(read(FOLDER / "ogp2-plan-adopted-bg.pdf"))

    assert [len(rows(table)) - 1 for table in found] == [11, 13, 11, 10, 11, 12, 12]
    first = rows(found[0])
    assert first[0] == ["", "", "", ""]  # a form has no header
    assert first[2] == ["Други включени действащи лица", "Правителство<br>Гражданско общество, частен сектор", "Да", ""]
    assert first[6][1:] == ["Прозрачност", "Отговорност (отчетност)", "Обществено участие"]
    assert first[7] == ["", "Да", "Да", "Да"]
    assert first[10][0].startswith("1. Подобрена процедура за участие на граждани")
    assert (
        "информация за взети решения в рамките на заседанията и тяхното изпълнение; периодичен публичен отчет"
        in (first[10][0])
    )
    assert first[11][1:] == ["Съществуващ ангажимент", "Декември 2012 г.", "2015 г."]


def test_the_new_commitments() -> None:
    document = read(FOLDER / "ogp2-new-commitments-decision-bg.pdf")

    assert document.title == (
        "Нови ангажименти в рамките на Втория план за действие на Република България за участие в Инициативата "
        "„Партньорство за открито управление“ (ПОУ)"
    )
    assert "\n".join(outline(document)) == COMMITMENTS
    found = tables(document)
    assert [len(rows(table)) - 1 for table in found] == [9, 9, 10, 9, 11]
    broken = rows(found[0])[-1]  # pages 1 and 2
    assert "включва следните основни нови принципи и елементи:<br>• Пълна електронизация" in broken[0]
    assert broken[0].count("• ") == 6
    assert broken[1:] == ["Да", "01.12.2015 г.", "31.12.2016 г."]
    assert rows(found[4])[6][0] == "Ангажиментът има ли връзка с извършването на напредък по отношение на:"  # 6 and 7


def test_the_plan_that_is_one_table() -> None:
    document = read(FOLDER / "ogp1-plan-table-bg.pdf")

    assert document.title == (
        "ОПЕРАТИВЕН ПЛАН ЗА ИЗПЪЛНЕНИЕ НА ПОЕТИТЕ АНГАЖИМЕНТИ ПО ПАРТНЬОРСТВОТО ЗА ОТКРИТО УПРАВЛЕНИЕ"
    )
    assert outline(document) == ["table"]  # over thirteen pages
    head, *measures = rows(document.nodes[0])
    assert head == [
        "№", "Наименование на мярката", "Очакван резултат", "Отговорна институция", "Срок", "Финансиране", "Индикатори",
    ]  # fmt: skip
    assert [measure[0].strip(".") for measure in measures] == [str(number) for number in range(1, 34)]
    assert measures[2][1].startswith("Промени в бюджетното законодателство за установяване на фискални правила и на")
    assert measures[2][1].endswith("отделни, важни за гражданите сектори.")  # pages 1 and 2
    assert "данъчно-ревизионните актове" in measures[5][1]  # a hyphen of the word's own
    assert "законодателната програма" in measures[2][4]  # one that only broke the line
    assert measures[25][3] == "Министерство на здравеопазването и Национална здравно-осигурителна каса"


def test_the_plan_in_english() -> None:
    document = read(FOLDER / "ogp2-plan-en.pdf")

    assert document.title == (
        "SECOND ACTION PLAN OF THE REPUBLIC OF BULGARIA ON THE OPEN GOVERNMENT PARTNERSHIP INITIATIVE"
    )
    assert "\n".join(outline(document, texts=False)) == ENGLISH
    assert [len(texts(node)) for node in document.nodes] == [6, 14, 3, 0]
    assert texts(document.nodes[1])[2].endswith(
        "priority areas:\n\n- More effectively managing public resources;\n"
        "- Increasing corporate accountability and responsibility;"
    )
    assert [len(rows(table)) - 1 for table in tables(document)] == [11, 13, 11, 10, 11, 12, 12]


@pytest.mark.office
@pytest.mark.parametrize("ending", ["docx", "odt"])
@pytest.mark.parametrize("name", ["ogp2-plan-adopted-bg", "ogp2-new-commitments-decision-bg", "ogp2-plan-en"])
def test_the_same_document_as_docx_and_odt(name: str, ending: str, tmp_path: Path, pandoc_path: str) -> None:
    document = read(FOLDER / f"{name}.pdf")
    (tmp_path / "text.md").write_text(to_markdown(document), encoding="utf-8")
    made = tmp_path / f"text.{ending}"
    subprocess.run(
        [pandoc_path, "-f", "gfm", str(tmp_path / "text.md"), "-o", str(made)], check=True, capture_output=True
    )

    again = read(made)

    assert again.title == document.title
    assert [line for line in outline(again, texts=False) if "table" not in line] == [
        line for line in outline(document, texts=False) if "table" not in line
    ]
    assert [len(rows(table)) for table in tables(again)] == [len(rows(table)) for table in tables(document)]
