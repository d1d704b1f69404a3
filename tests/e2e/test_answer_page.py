"""The page of one answer, with scripts: what is sent from it is published, and one is back at the clause."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, Site, Visitor

pytestmark = pytest.mark.browser
FIND = """
import json
from forums.models import Post
from participation.accounts.models import User
from proposals.models import Consultation
from proposals.selectors.states import with_state
one = next(c for c in with_state(Consultation.objects.filter(municipality__code="DOB17").order_by("pk")) if c.state == "open")
posts = Post.objects.filter(thread__scope=one.scope, thread__ref__startswith="clause.", parent=None)
posts = posts.filter(hidden_at=None, deleted_at=None)
post = posts.exclude(author__email__startswith="citizen@").first()
print(json.dumps({"path": f"/consultations/{one.pk}/posts/{post.pk}/answer/", "name": str(post.organisation or post.author)}))
"""


def test_an_answer_and_its_change_from_pages_of_their_own(visitor: Callable[..., Visitor], site: Site) -> None:
    found = json.loads(site.python(FIND))
    someone = visitor(**PHONE)
    page = someone.sign_in("citizen", found["path"])
    page.get_by_label(f"Your answer to {found['name']}").fill("Отговор от своя страница.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page).to_have_url(re.compile(r"/clauses/\d+/\?sent=answer-\d+#post-\d+$"))
    expect(page.get_by_text("Your answer is published.").first).to_be_visible()
    mine = page.locator(".voice-item", has_text="Отговор от своя страница.").last
    expect(mine).to_be_visible()
    number = page.url.rpartition("-")[2]
    page = someone.go(found["path"].replace(found["path"].split("/")[4], number).replace("/answer/", "/edit/"))
    page.get_by_label("Your comment").fill("Променен отговор.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your comment is changed.").first).to_be_visible()
    expect(page.locator(f"#post-{number}-body")).to_have_text("Променен отговор.")
