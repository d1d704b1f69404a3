"""Nodes as JSON, as Markdown, and back."""

from __future__ import annotations

import json

import pytest

from participation.documents.export import to_json, to_markdown
from participation.documents.labels import read_label
from participation.documents.nodes import Document, Node, document_from_json, document_to_json, node_from_json
from tests.documents.outlines import FILES, outline, read


@pytest.mark.parametrize("name", ["naredba.docx", "strategia.docx"])
def test_json_gives_the_same_tree_back(name: str) -> None:
    document = read(FILES / name)
    assert document_from_json(json.loads(to_json(document))) == document
    assert document_from_json(document_to_json(document)) == document


@pytest.mark.parametrize("name", ["naredba.docx", "strategia.docx"])
def test_an_export_can_be_imported(name: str, tmp_path: object) -> None:
    document = read(FILES / name)
    path = tmp_path / "export.md"  # type: ignore[operator]  # tmp_path is a Path
    path.write_text(to_markdown(document), encoding="utf-8")
    again = read(path)
    assert again.title == document.title
    assert outline(again) == outline(document)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"kind": "script"},
        {"kind": "text", "body": 5},
        {"kind": "text", "children": "x"},
        {"kind": "text", "children": [1]},
    ],
)
def test_what_is_no_node(data: object) -> None:
    with pytest.raises(ValueError):
        node_from_json(data)


def test_nodes_do_not_nest_without_end() -> None:
    data: dict[str, object] = {"kind": "text"}
    for _ in range(100):
        data = {"kind": "text", "children": [data]}
    with pytest.raises(ValueError):
        node_from_json(data)


@pytest.mark.parametrize(
    ("text", "kind", "label", "rest"),
    [
        ("Чл. 5. (1) Текст", "article", "Чл. 5.", "(1) Текст"),
        ("Чл.15а Текст", "article", "Чл.15а", "Текст"),
        ("Глава двадесет и първа", "chapter", "Глава двадесет и първа", ""),
        ("ГЛАВА III. ОБЩИ", "chapter", "ГЛАВА III", "ОБЩИ"),
        ("Раздел ІІ", "section", "Раздел ІІ", ""),
        ("§ 3. Текст", "transitional", "§ 3.", "Текст"),
        ("(12) Текст", "paragraph", "(12)", "Текст"),
        ("1.2.3. Текст", "decimal", "1.2.3.", "Текст"),
        ("7. текст", "point", "7.", "текст"),
        ("а) текст", "letter", "а)", "текст"),
        ("IV. Текст", "roman", "IV.", "Текст"),
        ("Мярка 2.1: Текст", "measure", "Мярка 2.1:", "Текст"),
        ("**Чл. 5.** Текст", "article", "Чл. 5.", "Текст"),
    ],
)
def test_labels(text: str, kind: str, label: str, rest: str) -> None:
    found, after = read_label(text)
    assert found is not None
    assert (found.kind, found.text, after) == (kind, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2026 г. е юбилейна",
        "31.12.2026 г.",
        "1.500 лв. такса",
        "2.5 % от тях",
        "Членът",
        "Главата е първа",
        "Целите са три",
        "чл",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert read_label(text) == (None, text)


def test_walking_goes_in_reading_order() -> None:
    tree = Document("", (Node("heading", "1.", "А", "", (Node("text", body="б"),)), Node("text", body="в")))
    assert [(depth, node.body or node.heading) for depth, node in tree.walk()] == [(0, "А"), (1, "б"), (0, "в")]
