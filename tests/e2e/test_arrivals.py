"""What arrives below what is being read: it is told, and nothing moves under the reader's finger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor

pytestmark = pytest.mark.browser
SAY = (
    "from forums.actions import add_post\nfrom proposals.models import Consultation\n"
    "from tests.support import factories as make\n"
    "clause = make.clauses(Consultation.objects.get(pk={pk}))[0]\n"
    "for n in range({n}):\n"
    "    add_post(author=make.person(), thread_id=clause.thread_id, body=f'{words} {{n}}')"
)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_what_arrives_below_is_told_and_moves_nothing(visitor: Callable[..., Visitor], site: Site, phone: bool) -> None:
    pk = square.make(site)
    site.python(SAY.format(pk=pk, n=8, words="Казано преди"))
    page = visitor(phone=phone).sign_in("citizen", f"/consultations/{pk}/")
    square.connected(page)
    panel = square.open_clause(page, square.ELECTRONIC)
    first = square.said(panel, "Казано преди 0").get_by_role("article")
    place = """article => article.getBoundingClientRect().top
        - article.closest("dialog").querySelector("#suggestions").getBoundingClientRect().top"""
    before = first.evaluate(place)

    site.python(SAY.format(pk=pk, n=3, words="Дошло после"))
    pill = panel.get_by_role("button", name="3 new")
    expect(pill).to_be_visible()
    assert first.evaluate(place) == before
    pill.click()
    expect(square.said(panel, "Дошло после 0").get_by_role("article")).to_be_in_viewport()
    assert page.evaluate("document.activeElement.closest('article')?.innerText ?? ''").count("Дошло после 0") == 1
    expect(pill).to_have_count(0)
    assert first.evaluate(place) == before
