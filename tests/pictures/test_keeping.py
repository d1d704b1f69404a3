"""Pictures wait for their words, stand beside them, and go with them; nobody else sees one that waits."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.http import Http404

from participation.database import db_now
from participation.pictures import readers
from participation.pictures.actions import (
    Wanted,
    clear_unsent,
    drop_picture,
    keep_picture,
    remove_pictures,
    set_pictures,
)
from participation.pictures.models import Picture
from participation.pictures.selectors import list_pictures_of
from participation.pictures.serving import as_picture
from participation.refusals import BadInput, NotAllowed, SignInFirst
from tests.support import factories as make
from tests.support import pictures

pytestmark = pytest.mark.django_db
OPEN: set[int] = set()


@pytest.fixture(autouse=True)
def _things(monkeypatch: pytest.MonkeyPatch) -> None:
    """Things called ``box.N`` are read while N is in OPEN."""
    OPEN.clear()
    OPEN.update({1, 2})
    monkeypatch.setitem(readers._gates, "box", [lambda number, _viewer: number in OPEN])


def files() -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def keep(owner: Any, **how: Any) -> Picture:
    return keep_picture(owner=owner, file=pictures.upload(), **how)


def test_a_kept_picture_has_two_files_of_names_of_our_own() -> None:
    kept = keep(make.person())
    assert files() == 2
    assert "IMG" not in (kept.file.name or "") and "IMG" not in str(Picture.objects.values())
    assert (kept.ref, kept.width, kept.height) == ("", 64, 48)


def test_nobody_and_the_suspended_keep_nothing() -> None:
    with pytest.raises(SignInFirst):
        keep(AnonymousUser())
    with pytest.raises(NotAllowed):
        keep(make.person(suspended_until=db_now() + timedelta(days=1)))
    assert files() == 0


def test_they_stand_beside_a_thing_in_the_order_asked() -> None:
    owner = make.person()
    first, second = keep(owner, description="Първа"), keep(owner)
    told = set_pictures(owner=owner, ref="box.1", wanted=[Wanted(second.pk, " Втора \n сни\x00мка "), Wanted(first.pk)])
    assert [one["description"] for one in told] == ["Втора снимка", "Първа"]
    assert [one.pk for one in list_pictures_of("box.1")] == [second.pk, first.pk]
    assert set(told[0]) == {
        "id", "url", "width", "height", "small_url", "small_width", "small_height", "description",
    }  # fmt: skip


def test_without_words_too_many_twice_or_anothers_are_refused() -> None:
    owner, other = make.person(), make.person()
    mine = [keep(owner, description="Улица") for _ in range(5)]
    theirs, mute = keep(other, description="Чужда"), keep(owner)
    standing = keep(owner, description="Другаде")
    set_pictures(owner=owner, ref="box.2", wanted=[Wanted(standing.pk)])
    for wanted in (
        [Wanted(one.pk) for one in mine],
        [Wanted(mine[0].pk)] * 2,
        [Wanted(theirs.pk)],
        [Wanted(standing.pk)],
        [Wanted(mute.pk)],
        [Wanted(mute.pk, "  ")],
        [Wanted(mute.pk, "я" * 301)],
        [Wanted(10**9)],
    ):
        with pytest.raises(BadInput) as refusal:
            set_pictures(owner=owner, ref="box.1", wanted=wanted)
        assert refusal.value.field == "pictures"
    assert list_pictures_of("box.1") == []


def test_the_table_itself_wants_a_description() -> None:
    kept = keep(make.person())
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.filter(pk=kept.pk).update(ref="box.1")


def test_what_is_not_wanted_any_more_goes_with_its_files(django_capture_on_commit_callbacks: Any) -> None:
    owner = make.person()
    first, second = keep(owner, description="Първа"), keep(owner, description="Втора")
    set_pictures(owner=owner, ref="box.1", wanted=[Wanted(first.pk), Wanted(second.pk)])
    with django_capture_on_commit_callbacks(execute=True):
        set_pictures(owner=owner, ref="box.1", wanted=[Wanted(second.pk)])
    assert ([one.pk for one in list_pictures_of("box.1")], files()) == ([second.pk], 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_pictures(ref="box.1") == 1
    assert (Picture.objects.count(), files()) == (0, 0)


def test_a_picture_that_waits_is_its_owners_alone() -> None:
    owner = make.person()
    kept = keep(owner)
    assert as_picture(kept, owner)["Cache-Control"] == "private, no-store"
    for viewer in (make.person(), AnonymousUser()):
        with pytest.raises(Http404):
            as_picture(kept, viewer)


def test_a_picture_is_handed_out_as_what_it_is_while_its_thing_is_read() -> None:
    owner = make.person()
    kept = keep(owner, description="Улица")
    set_pictures(owner=owner, ref="box.1", wanted=[Wanted(kept.pk)])
    kept.refresh_from_db()
    answer = as_picture(kept, AnonymousUser(), small=True)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == f'inline; filename="picture-{kept.pk}.webp"'
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "immutable" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    OPEN.clear()
    for viewer in (AnonymousUser(), owner):
        with pytest.raises(Http404):
            as_picture(kept, viewer)


def test_a_thing_nobody_vouches_for_is_not_read() -> None:
    assert readers.is_readable("box.1")
    assert not any(readers.is_readable(ref) for ref in ("box.3", "shelf.1", "box", "", "box.x"))


def test_what_was_never_sent_is_cleared_after_a_day(django_capture_on_commit_callbacks: Any) -> None:
    owner = make.person()
    old, fresh, standing = keep(owner), keep(owner), keep(owner, description="Улица")
    set_pictures(owner=owner, ref="box.1", wanted=[Wanted(standing.pk)])
    Picture.objects.exclude(pk=fresh.pk).update(created_at=db_now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert clear_unsent() == 1
    assert set(Picture.objects.values_list("pk", flat=True)) == {fresh.pk, standing.pk}
    assert (files(), old.pk) == (4, old.pk)


def test_one_drops_only_what_is_ones_own_and_waits() -> None:
    owner = make.person()
    waiting, standing = keep(owner), keep(owner, description="Улица")
    set_pictures(owner=owner, ref="box.1", wanted=[Wanted(standing.pk)])
    assert not drop_picture(owner=make.person(), picture_id=waiting.pk)
    assert not drop_picture(owner=owner, picture_id=standing.pk)
    assert drop_picture(owner=owner, picture_id=waiting.pk)
