"""What a clause without a label is called."""

from __future__ import annotations

from proposals.nodes import Tree, TreeNode
from proposals.selectors.drafts import rows_of
from proposals.selectors.names import name_of, one_line


def test_a_table_is_called_by_its_cells() -> None:
    table = "| Място | Часове |\n| --- | :---: |\n| Белгун | 12 |"
    assert one_line(table) == "Място · Часове Белгун · 12"
    assert name_of("text", "", "", table) == "Място · Часове Белгун · 12"
    assert one_line("две  думи\nи още") == "две думи и още"


def test_an_article_of_paragraphs_is_not_empty() -> None:
    words = "Ползването е безплатно."
    inside: TreeNode = {"key": "n2", "kind": "paragraph", "label": "(1)", "heading": "", "body": words, "children": []}
    tree: Tree = [
        {"key": "n1", "kind": "article", "label": "Чл. 2.", "heading": "", "body": "", "children": [inside]},
        {"key": "n3", "kind": "article", "label": "Чл. 3.", "heading": "", "body": " ", "children": []},
    ]
    assert [row.is_empty for row in rows_of(tree)] == [False, False, True]


def test_a_clause_of_a_bulgarian_act_is_cited_as_lawyers_do() -> None:
    above = [("chapter", "Глава първа"), ("article", "Чл. 1."), ("paragraph", "(2)"), ("point", "3.")]
    assert name_of("letter", "а)", "", "", above, "bg") == "чл. 1, ал. 2, т. 3, б. а"
    assert name_of("article", "Чл. 5а.", "Предмет", "", above[:1], "bg") == "чл. 5а"
    assert name_of("paragraph", "(2)", "", "", [("transitional", "§ 4.")], "bg") == "§ 4, ал. 2"
    assert name_of("point", "3.", "", "", [("heading", "1.")], "bg") == "3."
    assert name_of("paragraph", "(2)", "", "", [("article", "Article 5")], "en") == "Article 5 (2)"
