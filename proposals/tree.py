"""Pure functions on the clause tree of a draft: each takes a tree and gives a new one, the old one stays as it was.

Except for `edit`, `move`, `add` and `remove`, no function changes the words or their reading order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from participation.keys import as_id
from proposals.nodes import (
    KINDS,
    MAX_BODY,
    MAX_DEPTH,
    MAX_HEADING,
    MAX_LABEL,
    MAX_NODES,
    Change,
    NotPossible,
    Tree,
    TreeNode,
    copy,
    find,
    walk,
)  # fmt: skip
from proposals.tables import cut, rows_apart, tables_in


def _new(tree: Tree, kind: str, body: str = "") -> TreeNode:
    keys = [node["key"] for _depth, node in walk(tree)]
    taken = [number for key in keys if (number := as_id(key[1:])) is not None]
    if len(taken) >= MAX_NODES:
        raise NotPossible(_("The text has too many clauses."))
    return TreeNode(key=f"n{max(taken, default=0) + 1}", kind=kind, label="", heading="", body=body, children=[])


def _checked_kind(kind: str) -> str:
    if kind not in KINDS:
        raise NotPossible(_("Choose what kind of clause this is."), field="kind")
    return kind


def edit(tree: Tree, key: str, **texts: str) -> Change:
    """The node has these texts (any of ``label``, ``heading``, ``body``, ``kind``); the rest of it stays."""
    tree = copy(tree)
    node = find(tree, key).node
    limits = {"label": MAX_LABEL, "heading": MAX_HEADING, "body": MAX_BODY}
    for name, text in texts.items():
        if name == "kind":
            node["kind"] = _checked_kind(text)
            continue
        clean = text.replace("\r\n", "\n").replace("\x00", "").strip()
        if name != "body":
            clean = " ".join(clean.split())
        if len(clean) > limits[name]:
            raise NotPossible(_("This is too long: at most %(n)d characters.") % {"n": limits[name]}, field=name)
        node[name] = clean  # type: ignore[literal-required]  # one of the three texts
    return Change(tree, key)


def retype(tree: Tree, key: str, kind: str) -> Change:
    """The node is of this kind."""
    return edit(tree, key, kind=kind)


def relabel(tree: Tree, key: str, label: str) -> Change:
    """The node bears this label, as it will be printed."""
    return edit(tree, key, label=label)


def split(tree: Tree, key: str, at: int) -> Change:
    """The body is cut before character ``at``; what follows, with all clauses inside, is a new node of the same kind.

    A table is cut between rows: both parts have its header. Dashes and bullets that stood between the parts are gone.
    """
    tree = copy(tree)
    place = find(tree, key)
    node, body = place.node, place.node["body"]
    before, after = cut(body, at)
    if body[at - 1 : at + 1].strip() != body[at - 1 : at + 1]:  # cut beside a space: a mark there marks nothing more
        before = ORPHAN.sub("", before)
    before = before.strip()
    if not after or not (before or node["heading"]):
        raise NotPossible(_("Choose a place inside the text to split it at."), field="at")
    fresh = _new(tree, node["kind"], after)
    fresh["children"], node["children"], node["body"] = node["children"], [], before
    place.siblings.insert(place.index + 1, fresh)
    return Change(tree, fresh["key"])


ORPHAN = re.compile(r"(?:^|\n)[ \t]*[-–—*+•][ \t]*$")  # a mark without its words
BARE = re.compile(r"[ \t]*[-–—*+•]?[ \t]*")
SENTENCE = re.compile(r"(?:\n+|(?<=[.;:!?…])[ \t]+)(?=\S)")


def split_rows(tree: Tree, key: str) -> Change:
    """A node that is one table becomes one node for each row, each with the header; clauses inside stay with the last."""
    tree = copy(tree)
    place = find(tree, key)
    node = place.node
    bodies = rows_apart(node["body"])
    if not bodies:
        raise NotPossible(_("Only a clause that is one table with several rows can be split by rows."))
    children, node["children"], node["body"] = node["children"], [], bodies[0]
    for number, body in enumerate(bodies[1:], start=1):
        fresh = _new(tree, node["kind"], body)
        place.siblings.insert(place.index + number, fresh)
    place.siblings[place.index + len(bodies) - 1]["children"] = children
    return Change(tree, key)


def split_places(body: str) -> list[tuple[int, str]]:
    """The pieces a text can be cut into, at lines and ends of sentences, tables between rows: (where it begins, its words)."""
    inside = tables_in(body)

    def is_free(at: int) -> bool:
        return not any(table.start < at < table.end for table in inside)

    stops = (found.end() for found in SENTENCE.finditer(body))
    cuts = {at for at in stops if is_free(at) and not BARE.fullmatch(body[at:].split("\n", 1)[0])}
    starts = sorted({0, *cuts, *(row for table in inside for row in table.rows[1:])})
    ends = [*starts[1:], len(body)]
    return [(start, body[start:end].strip()) for start, end in zip(starts, ends, strict=True)]


BLOCK = re.compile(r"^\s{0,3}(?:\||[-+*] |\d{1,9}[.)] |#|>)")


def _joined(first: str, second: str) -> str:
    """Two texts as one: a broken sentence is mended by a space, anything else stays a paragraph of its own."""
    if not first or not second:
        return first or second
    last_line = first.rsplit("\n", 1)[-1]
    if first[-1] in ".;:!?…" or BLOCK.match(second) or BLOCK.match(last_line):
        return f"{first}\n\n{second}"
    return f"{first} {second}"


def merge(tree: Tree, key: str) -> Change:
    """The node's words stand at the end of the one read before it; the clauses inside it stay where they were read."""
    tree = copy(tree)
    place = find(tree, key)
    node = place.node
    line = [other for _depth, other in walk(tree)]
    at = next(number for number, other in enumerate(line) if other["key"] == key)
    if at == 0:
        raise NotPossible(_("This is the first clause: there is nothing before it to merge with."))
    target = line[at - 1]
    del place.siblings[place.index]
    if place.above and target is place.above[-1]:
        place.siblings[place.index : place.index] = node["children"]
    else:
        target["children"].extend(node["children"])
    lead = " ".join(part for part in (node["label"], node["heading"]) if part)
    moved = f"{lead}\n\n{node['body']}".strip() if node["heading"] else f"{lead} {node['body']}".strip()
    joined = f"{target['body']}\n\n{moved}".strip() if lead and moved else _joined(target["body"], moved)
    if len(joined) > MAX_BODY:
        raise NotPossible(_("This is too long: at most %(n)d characters.") % {"n": MAX_BODY})
    target["body"] = joined
    return _of_depth(Change(tree, target["key"]))


def _of_depth(change: Change) -> Change:
    if any(depth >= MAX_DEPTH for depth, _node in walk(change.tree)):
        raise NotPossible(_("Clauses cannot be nested more deeply than this."))
    return change


def move(tree: Tree, key: str, up: bool) -> Change:
    """The node, with all inside it, changes places with its neighbour; at the edge it goes into the next group."""
    tree = copy(tree)
    place = find(tree, key)
    step = -1 if up else 1
    to = place.index + step
    if 0 <= to < len(place.siblings):
        place.siblings.insert(to, place.siblings.pop(place.index))
        return Change(tree, key)
    if place.above:
        parent = find(tree, place.above[-1]["key"])
        other = parent.index + step
        if 0 <= other < len(parent.siblings):
            into = parent.siblings[other]["children"]
            into.insert(len(into) if up else 0, place.siblings.pop(place.index))
            return Change(tree, key)
    raise NotPossible(_("It is already the first here.") if up else _("It is already the last here."))


def indent(tree: Tree, key: str) -> Change:
    """The node, with all inside it, becomes the last clause inside the one before it."""
    tree = copy(tree)
    place = find(tree, key)
    if place.index == 0:
        raise NotPossible(_("There is no clause before it at this level to put it into."))
    place.siblings[place.index - 1]["children"].append(place.siblings.pop(place.index))
    return _of_depth(Change(tree, key))


def outdent(tree: Tree, key: str) -> Change:
    """The node comes one level up; what followed it in its group is read after it still, and so goes inside it."""
    tree = copy(tree)
    place = find(tree, key)
    if not place.above:
        raise NotPossible(_("It is at the top level already."))
    parent = find(tree, place.above[-1]["key"])
    node = place.node
    node["children"].extend(place.siblings[place.index + 1 :])
    del place.siblings[place.index :]
    parent.siblings.insert(parent.index + 1, node)
    return Change(tree, key)


def add(tree: Tree, key: str, where: str = "after", kind: str = "") -> Change:
    """A new empty node ``before`` or ``after`` the node, or first ``inside`` it; with no key, at the end."""
    tree = copy(tree)
    if not key:
        fresh = _new(tree, _checked_kind(kind or "text"))
        tree.append(fresh)
        return Change(tree, fresh["key"])
    place = find(tree, key)
    fresh = _new(tree, _checked_kind(kind or place.node["kind"]))
    if where == "inside":
        place.node["children"].insert(0, fresh)
    else:
        place.siblings.insert(place.index + (where != "before"), fresh)
    return _of_depth(Change(tree, fresh["key"]))


def remove(tree: Tree, key: str, whole: bool = False) -> Change:
    """The node is gone: with all inside it when ``whole``, otherwise what was inside takes its place."""
    tree = copy(tree)
    place = find(tree, key)
    line = [node["key"] for _depth, node in walk(tree)]
    at = line.index(key)
    place.siblings[place.index : place.index + 1] = [] if whole else place.node["children"]
    left = {node["key"] for _depth, node in walk(tree)}
    near = [other for other in (*line[at + 1 :], *reversed(line[:at])) if other in left]
    return Change(tree, near[0] if near else "")


def up(tree: Tree, key: str) -> Change:
    """See `move`."""
    return move(tree, key, up=True)


def down(tree: Tree, key: str) -> Change:
    """See `move`."""
    return move(tree, key, up=False)


OPERATIONS: Mapping[str, Callable[..., Change]] = {
    "edit": edit, "retype": retype, "relabel": relabel, "split": split, "merge": merge, "up": up, "down": down,
    "indent": indent, "outdent": outdent, "add": add, "remove": remove, "split_rows": split_rows,
}  # fmt: skip
