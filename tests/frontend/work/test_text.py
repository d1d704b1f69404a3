"""The workbench: with and without scripts, what is drawn anew, what is kept when it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frontend.work.patch import patch_of
from participation.record.worker import run_due
from proposals.actions.trees import change_tree
from proposals.models import DraftTree
from proposals.selectors.drafts import get_draft, rows_of
from proposals.tree import OPERATIONS, edit
from tests.support import factories as f

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def bench(client: Any) -> Any:
    draft = f.draft()
    client.force_login(f.official(draft.municipality))
    client.draft, client.path = draft, reverse("work_text", args=[draft.pk])
    return client


def revision(bench: Any) -> int:
    return int(DraftTree.objects.get(consultation=bench.draft).revision)


def post(bench: Any, operation: str, key: str = "b", htmx: bool = False, **fields: Any) -> Any:
    data = {"operation": operation, "key": key, "revision": revision(bench), **fields}
    return bench.post(bench.path, data, **(HTMX if htmx else {}))


TYPED = {"kind": "numbered", "label": "1.1", "heading": "", "body": "Първо изречение. Второ изречение."}


def test_without_scripts_a_change_leads_back_to_its_row(bench: Any) -> None:
    answer = post(bench, "edit", **TYPED)
    assert answer.status_code == 302
    assert answer["Location"] == f"{bench.path}#row-b"
    answer = post(bench, "split", at=17)
    assert answer["Location"] == f"{bench.path}?open=n1#row-n1"
    page = bench.get(f"{bench.path}?open=n1").content.decode()
    assert "Второ изречение.</textarea>" in page
    post(bench, "undo")
    assert [row.body for row in get_draft(bench.draft).rows][1] == TYPED["body"]


def test_what_is_typed_is_saved_before_the_operation(bench: Any) -> None:
    post(bench, "split", at=16, **TYPED)
    assert [row.body for row in get_draft(bench.draft).rows][1:3] == ["Първо изречение.", "Второ изречение."]
    answer = post(bench, "outdent", key="a", **{**TYPED, "body": "Уводът.", "heading": "Глава"})
    assert answer.status_code == 400
    assert "Уводът.</textarea>" in answer.content.decode()
    assert get_draft(bench.draft).rows[0].body == "Уводът."


def test_with_scripts_only_what_changed_is_sent(bench: Any) -> None:
    answer = post(bench, "merge", key="c", htmx=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="row-c" hx-swap-oob="delete"' in page
    assert 'id="row-b"' in page
    assert f'name="revision" value="{revision(bench)}"' in page
    assert "<html" not in page
    assert "tree:focus" in answer["HX-Trigger-After-Settle"]


@pytest.mark.parametrize("htmx", [False, True])
def test_after_a_colleagues_change_what_was_typed_is_kept(bench: Any, htmx: bool) -> None:
    colleague = f.official(bench.draft.municipality, "Илия Желев")
    change_tree(
        official=colleague, consultation_id=bench.draft.pk, operation="edit", key="b", revision=0, body="На колегата."
    )
    answer = post(bench, "edit", htmx=htmx, **{**TYPED, "revision": 0, "body": "Моето <script>."})
    page = answer.content.decode()
    assert answer.status_code == (200 if htmx else 409)
    assert "Моето &lt;script&gt;." in page
    assert "На колегата." in page
    assert get_draft(bench.draft).rows[1].body == "На колегата."
    assert f'name="revision" value="{revision(bench)}"' in page
    if htmx:
        assert answer["HX-Retarget"] == "global #workbench"


def test_what_was_typed_in_a_removed_clause_is_shown(bench: Any) -> None:
    change_tree(
        official=f.official(bench.draft.municipality),
        consultation_id=bench.draft.pk,
        operation="remove",
        key="b",
        revision=0,
    )
    page = post(bench, "edit", **{**TYPED, "revision": 0, "body": "Моето."}).content.decode()
    assert "Моето." in page


@pytest.mark.parametrize("operation", [*OPERATIONS, "renumber"])
def test_the_patch_turns_the_rows_shown_into_those_wanted(bench: Any, operation: str) -> None:
    if operation == "split_rows":
        whole = "| А |\n| --- |\n| 1 |\n| 2 |"
        DraftTree.objects.filter(consultation=bench.draft).update(
            tree=edit(bench.draft.draft.tree, "b", body=whole).tree
        )
    args = {"split": {"at": 16}, "edit": {"body": "Друго."}, "retype": {"kind": "text"}, "relabel": {"label": "9"}}
    key = "c" if operation in ("merge", "up", "indent") else "b"
    before = get_draft(bench.draft).rows
    changed = change_tree(
        official=f.official(bench.draft.municipality), consultation_id=bench.draft.pk, operation=operation, key=key,
        revision=0, **args.get(operation, {}),
    )  # fmt: skip
    wanted = rows_of(changed.after)
    patch = patch_of(before, wanted)
    shown = [row for row in before if row.key not in patch.gone]
    shown = [next((one for one in patch.again if one.key == row.key), row) for row in shown]
    for put in patch.put:
        at = next((n + 1 for n, row in enumerate(shown) if row.key == put.after), 0)
        shown[at:at] = put.rows
    assert shown == wanted


def test_an_operation_on_a_long_text_costs_the_same_queries_and_little_html(bench: Any) -> None:
    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = post(bench, "edit", htmx=True, **{**TYPED, "body": f"Текст {revision(bench)}."})
        return len(queries), len(answer.content)

    cost()
    few = cost()
    tree = DraftTree.objects.get(consultation=bench.draft).tree
    more = [
        {"key": f"k{n}", "kind": "article", "label": f"Чл. {n}.", "heading": "", "body": "Текст.", "children": []}
        for n in range(300)
    ]
    DraftTree.objects.filter(consultation=bench.draft).update(tree=tree + more)
    many = cost()
    assert many[0] == few[0]
    assert many[1] < few[1] + 300


def test_markdown_in_a_clause_is_never_script(bench: Any) -> None:
    post(
        bench,
        "edit",
        **{
            **TYPED,
            "body": "<script>alert(1)</script> [x](javascript:alert(1))",
            "heading": "<img src=x onerror=alert(1)>",
        },
    )
    page = bench.get(bench.path).content.decode()
    assert "<script>alert" not in page
    assert "javascript:alert" not in page.replace("javascript:alert(1))</", "")
    assert "<img src=x" not in page


def test_a_document_is_uploaded_watched_and_laid_out(bench: Any) -> None:
    start = reverse("work_import", args=[bench.draft.pk])
    assert bench.post(start, {}).status_code == 422
    answer = bench.post(start, {"file": SimpleUploadedFile("s.md", "# Заглавие\n\n1.1. Всичко е ясно.\n".encode())})
    progress = answer["Location"]
    assert "import-progress" in bench.get(progress).content.decode()
    assert "noscript" in bench.get(progress).content.decode()
    assert bench.get(bench.path)["Location"] == progress
    while run_due():
        pass
    assert bench.get(progress)["Location"] == bench.path
    assert bench.get(progress, **HTMX)["HX-Redirect"] == bench.path
    assert "Всичко е ясно." in bench.get(bench.path).content.decode()


def test_a_refused_document_says_why_and_loses_nothing(bench: Any) -> None:
    start = reverse("work_import", args=[bench.draft.pk])
    before = get_draft(bench.draft).rows
    progress = bench.post(start, {"file": SimpleUploadedFile("s.docx", b"PK\x03\x04 broken")})["Location"]
    while run_due():
        pass
    from participation.documents.refusal import reason_text

    page = bench.get(progress).content.decode()
    assert reason_text("broken") in page
    assert get_draft(bench.draft).rows == before
    long = bench.post(start, {"pasted": "   "})
    assert long.status_code == 422


def test_a_row_opens_and_closes_by_itself(bench: Any) -> None:
    path = reverse("work_row", args=[bench.draft.pk, "b"])
    assert "<textarea" in bench.get(f"{path}?open=1", **HTMX).content.decode()
    assert "<textarea" not in bench.get(path, **HTMX).content.decode()
    assert bench.get(path)["Location"].endswith("?open=b#row-b")
    assert bench.get(reverse("work_row", args=[bench.draft.pk, "nope"]), **HTMX).status_code == 404


@pytest.mark.parametrize("odd", ["", "-1", "²", "9" * 5000, "x", "0x1", "1e3"])
def test_odd_numbers_are_refused_and_never_an_error(bench: Any, odd: str) -> None:
    assert bench.post(bench.path, {"operation": "split", "key": "b", "revision": odd, "at": odd}).status_code == 409
    assert bench.post(bench.path, {"operation": "split", "key": "b", "revision": 0, "at": odd}).status_code == 400
    answers = reverse("work_answers", args=[f.consultation(bench.draft.municipality).pk])
    assert bench.get(answers, {"clause": odd}).status_code == 200
    assert bench.get(reverse("work"), {"page": odd, "place": odd, "state": odd}).status_code == 200


def test_an_unknown_operation_or_kind_or_a_null_sign_is_no_error(bench: Any) -> None:
    assert post(bench, "__class__").status_code == 400
    assert post(bench, "edit", **{**TYPED, "kind": "script"}).status_code == 400
    post(bench, "edit", **{**TYPED, "body": "a\x00b"})
    assert get_draft(bench.draft).rows[1].body == "ab"
