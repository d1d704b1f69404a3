"""A picture beside a comment: from a phone, from a desk, without scripts; seen by others as it comes; and the preview."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import square
from tests.e2e.conftest import Site, Visitor
from tests.support import pictures

pytestmark = pytest.mark.browser
Visitors = Callable[..., Visitor]
WORDS = "Тук няма тротоар."
SHOWN = "Улица без тротоар, по която вървят деца"


def photograph(name: str = "IMG_2031.jpg") -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": pictures.data("JPEG", (2000, 1500))}


@pytest.fixture
def pk(site: Site) -> int:
    return square.make(site)


@pytest.fixture
def path(site: Site, pk: int) -> str:
    code = "from tests.support import factories as make\nfrom proposals.models import Consultation\n"
    number = site.python(f"{code}print(make.clauses(Consultation.objects.get(pk={pk}))[0].pk)")
    return f"/consultations/{pk}/clauses/{int(number)}/"


def form(page: Page) -> Locator:
    return page.locator("form[id^=comment-form]")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_chosen_described_sent_and_seen_by_another(visitor: Visitors, path: str, phone: bool) -> None:
    one, other = visitor(phone=phone), visitor(phone=not phone)
    page, there = one.sign_in("citizen", path), other.sign_in("citizen2", path)
    expect(there.locator("html")).to_have_attribute("data-live", "connected")
    form(page).locator("[name=body]").fill(WORDS)
    form(page).get_by_role("button", name="Preview").click()
    expect(form(page).get_by_role("region", name="As it will be read")).to_contain_text(WORDS)
    one.check()
    form(page).locator("summary", has_text="Add pictures").click()
    form(page).locator("[type=file]").set_input_files([photograph(), photograph("2.jpg")])
    expect(form(page).get_by_label("What picture 1 shows")).to_be_visible()
    expect(form(page).locator("[name=body]")).to_have_value(WORDS)
    one.check()
    form(page).get_by_role("button", name="Send the comment").click()
    expect(form(page).locator(".kept-pictures .error").first).to_contain_text("Say what the picture shows")
    one.check()
    form(page).get_by_role("button", name="Take picture 2 away").click()
    expect(form(page).locator(".kept-pictures li")).to_have_count(1)
    form(page).get_by_label("What picture 1 shows").fill(SHOWN)
    form(page).get_by_role("button", name="Send the comment").click()
    expect(form(page).locator("[name=body]")).to_have_value("")  # the form with its own copy of the picture has gone
    for window in (page, there):
        picture = window.get_by_role("img", name=SHOWN)
        expect(picture).to_have_count(1)
        picture.evaluate("one => one.scrollIntoView()")  # whoever asks for stillness asks while it is drawn anew
        expect(picture).to_have_js_property("naturalWidth", 480)
        expect(picture).to_have_js_property("complete", True)
    one.check()
    other.check()


def test_without_scripts(visitor: Visitors, path: str) -> None:
    one = visitor(phone=True, script=False)
    page = one.sign_in("citizen", path)
    form(page).locator("[name=body]").fill(WORDS)
    form(page).locator("summary", has_text="Add pictures").click()
    form(page).locator("[type=file]").set_input_files(photograph())
    form(page).get_by_role("button", name="Add the picture").click()
    expect(form(page).locator("[name=body]")).to_have_value(WORDS)
    expect(form(page).locator(".kept-pictures img")).to_have_attribute("width", "480")
    form(page).get_by_role("button", name="Send the comment").click()
    expect(form(page).locator(".kept-pictures .error")).to_contain_text("Say what the picture shows")
    form(page).get_by_label("What picture 1 shows").fill(SHOWN)
    form(page).get_by_role("button", name="Preview").click()
    expect(form(page).get_by_role("region", name="As it will be read")).to_contain_text(WORDS)
    form(page).get_by_role("button", name="Send the comment").click()
    expect(page).to_have_url(re.compile(r"sent=comment"))
    expect(page.get_by_role("img", name=SHOWN)).to_have_attribute("width", "480")


def test_the_demo_shows_a_picture_and_a_card(visitor: Visitors, site: Site) -> None:
    code = "from forums.models import Post\n"
    pictured = "Post.objects.filter(pictures__0__description__startswith='Касата за детски такси')"
    with_picture = site.python(f"{code}print({pictured}[0].pk)")
    with_card = site.python(f"{code}print(Post.objects.exclude(card=None).order_by('pk')[0].pk)")
    one = visitor(phone=True, language="bg")
    page = one.go(f"/posts/{int(with_picture)}/")
    expect(page.get_by_role("img", name="Касата за детски такси")).to_have_js_property("complete", True)
    one.check()
    page = one.go(f"/posts/{int(with_card)}/")
    page.get_by_role("link", name="Програма „Умея и помагам“").click()
    expect(page).to_have_url(re.compile(r"/consultations/\d+/$"))
