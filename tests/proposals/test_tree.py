"""The operations on a draft's tree, as properties: words are kept, the old tree stays, structure holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from proposals.nodes import KINDS, NotPossible, Tree, copy, find, from_nodes, size, walk, words
from proposals.numbering import following, letter, renumber, roman
from proposals.tree import (
    OPERATIONS,
    add,
    edit,
    indent,
    merge,
    move,
    outdent,
    remove,
    split,
    split_places,
    split_rows,
)  # fmt: skip

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = st.text(alphabet="абвг АБ.;:\n-|", max_size=40).map(str.strip)


def leaf(children: Any) -> Any:
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(KINDS),
            "label": st.sampled_from(["", "Чл. 1.", "(2)", "1.2", "а)", "§ 3"]),
            "heading": st.sampled_from(["", "Общи положения"]),
            "body": TEXT,
            "children": children,
        }
    )


NODES = st.lists(
    st.recursive(leaf(st.just([])), lambda inner: leaf(st.lists(inner, max_size=3)), max_leaves=8), max_size=4
)
TREES = NODES.map(from_nodes).filter(lambda tree: size(tree) > 0)


@st.composite
def tree_and_key(draw: Any) -> tuple[Tree, str]:
    tree = draw(TREES)
    return tree, draw(st.sampled_from([node["key"] for _depth, node in walk(tree)]))


def keys(tree: Tree) -> list[str]:
    return [node["key"] for _depth, node in walk(tree)]


@QUICK
@given(tree_and_key(), st.sampled_from(["merge", "up", "down", "indent", "outdent", "remove", "add"]))
def test_no_operation_touches_the_tree_it_was_given_or_doubles_a_key(
    given_tree: tuple[Tree, str], operation: str
) -> None:
    tree, key = given_tree
    before = copy(tree)
    try:
        change = OPERATIONS[operation](tree, key)
    except NotPossible:
        change = None
    assert tree == before
    if change is not None:
        assert len(set(keys(change.tree))) == size(change.tree)
        assert change.focus in keys(change.tree) or not change.tree


@QUICK
@given(tree_and_key(), st.sampled_from(["merge", "indent", "outdent"]))
def test_words_keep_their_reading_order(given_tree: tuple[Tree, str], operation: str) -> None:
    tree, key = given_tree
    try:
        change = OPERATIONS[operation](tree, key)
    except NotPossible:
        return
    assert words(change.tree) == words(tree)


@QUICK
@given(tree_and_key(), st.integers(0, 45))
@example(([{"key": "n1", "kind": "chapter", "label": "", "heading": "", "body": ":\n- :", "children": []}], "n1"), 3)
def test_split_keeps_every_word_and_merging_restores_the_text(given_tree: tuple[Tree, str], at: int) -> None:
    tree, key = given_tree
    body = find(tree, key).node["body"]
    try:
        change = split(tree, key, at)
    except NotPossible:
        return

    def letters(texts: list[str]) -> str:
        return "".join(texts)

    whole, parted = letters(words(tree)), letters(words(change.tree))
    one_mark_less = {whole[:n] + whole[n + 1 :] for n, sign in enumerate(whole) if sign in "-–—*+•"}
    assert parted == whole or parted in one_mark_less  # the mark of a point, left alone by the cut, goes
    assert size(change.tree) == size(tree) + 1
    back = merge(change.tree, change.focus)
    assert letters(words(back.tree)) == parted
    assert keys(back.tree) == keys(tree)
    if body[at - 1 : at].isspace() or body[at : at + 1].isspace():  # cut between words
        assert parted != whole or words(back.tree) == words(tree)


def test_a_dash_inside_a_word_is_no_bullet() -> None:
    node = {"key": "a", "kind": "numbered", "label": "1.", "heading": "Срокове", "body": "-:", "children": []}
    assert words(split([node], "a", 1).tree) == words(
        [{**node, "body": "-"}, {**node, "heading": "", "label": "", "body": ":"}]
    )


@QUICK
@given(tree_and_key(), st.booleans())
def test_moving_back_restores_the_tree(given_tree: tuple[Tree, str], up: bool) -> None:
    tree, key = given_tree
    try:
        there = move(tree, key, up=up)
    except NotPossible:
        return
    assert sorted(words(there.tree)) == sorted(words(tree))
    assert move(there.tree, key, up=not up).tree == tree


@QUICK
@given(tree_and_key())
def test_indent_then_outdent_restores_the_tree(given_tree: tuple[Tree, str]) -> None:
    tree, key = given_tree
    try:
        there = indent(tree, key)
    except NotPossible:
        return
    assert outdent(there.tree, key).tree == tree


@QUICK
@given(tree_and_key(), st.sampled_from(["before", "after", "inside"]))
def test_removing_what_was_added_restores_the_tree(given_tree: tuple[Tree, str], where: str) -> None:
    tree, key = given_tree
    added = add(tree, key, where)
    assert remove(added.tree, added.focus).tree == tree


@QUICK
@given(TEXT)
def test_the_pieces_of_a_text_are_all_of_it(body: str) -> None:
    pieces = split_places(body)
    assert " ".join(piece for _at, piece in pieces).split() == body.split()
    assert [body[at:].strip()[: len(piece)] for at, piece in pieces] == [piece for _at, piece in pieces]


def act(*labels: str) -> Tree:
    article = {"kind": "article", "heading": "", "body": "Текст.", "children": []}
    return from_nodes([{**article, "label": label} for label in labels])


def test_splitting_takes_what_is_inside_along_and_outdenting_what_follows() -> None:
    inner = [
        {"kind": "paragraph", "label": f"({n})", "heading": "", "body": f"Алинея {n}.", "children": []} for n in (1, 2)
    ]
    tree = from_nodes(
        [{"kind": "article", "label": "Чл. 1.", "heading": "", "body": "Първо. Второ.", "children": inner}]
    )
    cut = split(tree, "n1", 7).tree
    assert [(node["body"], len(node["children"])) for node in cut] == [("Първо.", 0), ("Второ.", 2)]
    out = outdent(tree, "n2").tree
    assert [node["key"] for node in out] == ["n1", "n2"]
    assert [node["key"] for node in out[1]["children"]] == ["n3"]


def test_a_heading_is_removed_without_what_stands_under_it_unless_asked() -> None:
    tree = from_nodes([{"kind": "heading", "label": "", "heading": "Цел", "body": "", "children": [
        {"kind": "text", "label": "", "heading": "", "body": "Дума.", "children": []}]}])  # fmt: skip
    assert [node["key"] for node in remove(tree, "n1").tree] == ["n2"]
    assert remove(tree, "n1", whole=True).tree == []


def test_what_cannot_be_done_says_so() -> None:
    tree = act("Чл. 1.")
    for refused in (
        lambda: merge(tree, "n1"), lambda: indent(tree, "n1"), lambda: outdent(tree, "n1"),
        lambda: move(tree, "n1", up=True), lambda: split(tree, "n1", 0), lambda: split(tree, "n1", 900),
        lambda: edit(tree, "n9", body="x"), lambda: edit(tree, "n1", kind="script"),
        lambda: edit(tree, "n1", label="x" * 41),
    ):  # fmt: skip
        with pytest.raises(NotPossible):
            refused()


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Чл. 4.", "", "x"], ["Чл. 4.", "Чл. 5.", "Чл. 6."]),
        (["", "Чл. 9."], ["Чл. 1.", "Чл. 2."]),
        (["Член 1", "Член 1"], ["Член 1", "Член 2"]),
    ],
)
def test_numbering_again_follows_the_first(labels: list[str], expected: list[str]) -> None:
    tree = act(*labels)
    assert [node["label"] for node in renumber(tree, "n1").tree] == expected


def test_articles_are_numbered_through_chapters_and_paragraphs_within_their_article() -> None:
    par = {"kind": "paragraph", "label": "(7)", "heading": "", "body": "а", "children": []}
    art = {"kind": "article", "label": "", "heading": "", "body": "", "children": [par, par]}
    chapter = {"kind": "chapter", "label": "ГЛАВА ПЪРВА", "heading": "", "body": "", "children": [art]}
    tree = from_nodes([chapter, chapter])
    tree = renumber(renumber(tree, "n2").tree, "n1").tree
    assert [node["label"] for _depth, node in walk(tree) if node["kind"] == "article"] == ["Чл. 1.", "Чл. 2."]
    assert [node["label"] for node in tree] == ["ГЛАВА ПЪРВА", "ГЛАВА ВТОРА"]
    tree = renumber(edit(tree, "n3", label="(1)").tree, "n4").tree
    assert [node["label"] for _depth, node in walk(tree) if node["kind"] == "paragraph"] == ["(1)", "(2)", "(7)", "(7)"]


def test_headings_are_not_numbered() -> None:
    tree = edit(act("Чл. 1."), "n1", kind="heading", label="").tree
    with pytest.raises(NotPossible):
        renumber(tree, "n1")


@pytest.mark.parametrize(
    ("label", "by", "expected"),
    [("1.2.", 1, "1.3."), ("Раздел IV", 1, "Раздел V"), ("а)", 28, "аа)"), ("я)", 1, "аа)"), ("§ 9", 1, "§ 10"),
     ("Глава втора", 2, "Глава четвърта"), ("Приложение", 1, None)],
)  # fmt: skip
def test_the_label_that_follows(label: str, by: int, expected: str | None) -> None:
    assert following(label, by) == expected


def test_roman_and_letters() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]
    assert [letter(n) for n in (1, 28, 29, 30)] == ["а", "я", "аа", "аб"]


def test_an_import_loses_no_words_to_the_limits() -> None:
    node = {"kind": "numbered", "label": "Л" * 50, "heading": "з " * 300, "body": "Текст.", "children": []}
    tree = from_nodes([node])
    assert words(tree) == ["Л" * 50, *["з"] * 300, "Текст."]
    assert (tree[0]["label"], tree[0]["heading"]) == ("", "")


TABLE = "| Мярка | Срок |\n| --- | --- |\n| Екипи. Втори. | 2027 |\n| Сайт | 2028 |\n| Гише | 2029 |"


def node(body: str) -> Any:
    return [{"key": "n1", "kind": "table", "label": "", "heading": "", "body": body, "children": []}]


def bodies(found: Any) -> list[str]:
    return [one["body"] for one in found.tree]


def test_a_table_is_split_between_rows_and_both_parts_are_tables() -> None:
    header = "| Мярка | Срок |\n| --- | --- |\n"
    wanted = [header + "| Екипи. Втори. | 2027 |", header + "| Сайт | 2028 |\n| Гише | 2029 |"]
    assert bodies(split(node(TABLE), "n1", TABLE.index("Сайт"))) == wanted
    for at in (0, 5, TABLE.index("---"), TABLE.index("Втори")):
        with pytest.raises(NotPossible):
            split(node(TABLE), "n1", at)
    led = f"Мерките са:\n\n{TABLE}"
    assert bodies(split(node(led), "n1", led.index("Срок"))) == ["Мерките са:", TABLE]


def test_places_to_split_a_table_at_are_its_rows() -> None:
    assert [TABLE[at:].split("|")[1].strip() for at, _words in split_places(TABLE)][1:] == ["Сайт", "Гише"]


def test_a_table_becomes_one_clause_for_each_row() -> None:
    apart = split_rows(node(TABLE), "n1")
    assert [body.count("\n") for body in bodies(apart)] == [2, 2, 2]
    assert len({one["key"] for one in apart.tree}) == 3
    with pytest.raises(NotPossible):
        split_rows(node("Мерките са:"), "n1")


def test_splitting_before_a_points_words_leaves_no_dash_alone() -> None:
    listing = "Общината:\n\n- поддържа сайт;\n- отговаря."
    assert bodies(split(node(listing), "n1", listing.index("отговаря"))) == [
        "Общината:\n\n- поддържа сайт;",
        "отговаря.",
    ]
