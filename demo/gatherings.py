"""Public forums of the demo: one that was held and has its minutes, one that is live right now, two that are announced."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone, translation

from demo import instant
from demo.people import Population
from forums.models import Post
from gatherings.actions.arranging import announce_session
from gatherings.actions.hosting import (
    answer_question,
    begin_item,
    begin_session,
    call_turn,
    count_hall,
    end_session,
    end_turn,
    enter_guest,
)
from gatherings.actions.minutes import publish_minutes
from gatherings.actions.taking_part import ask_question, attend, confirm_gist, raise_hand
from gatherings.models import AgendaItem, FloorAnswer, Minutes, Session, Turn
from gatherings.selectors.minutes import write_minutes
from participation.accounts.models import User
from participation.live.models import Event
from participation.notifications.actions import follow
from participation.record.models import Act, Outbox
from participation.voting.actions import cast_ballot
from participation.voting.models import Ballot, Question, Window
from proposals.models import Consultation

MOVED = {
    AgendaItem: ("session", ("begun_at", "ended_at")),
    Turn: ("session", ("raised_at", "withdrawn_at", "called_at", "ended_at", "confirmed_at")),
    FloorAnswer: ("session", ("at",)),
    Minutes: ("session", ("at", "published_at")),
}
VIDIN_ITEMS = (("Откриване", 5), ("Какво предлага общината за крайдунавския парк", 20), ("Думата имат жителите", 40))
KAVARNA_ITEMS = (
    ("Откриване и представяне на проекта", 15),
    ("Какво казват жителите", 40),
    ("Въпроси и отговори", 30),
    ("Какво следва", 5),
)


def hold_past(known: Population, now: datetime) -> None:
    """The forum in Vidin, eight days ago: spoken, asked, answered, written down, published."""
    people, host = known.users, known.users["o_vidin"]
    session = _announce(
        known, "VID09", host, "Обществен форум за крайдунавския парк", "Дом на техниката, зала 2, Видин", now, VIDIN_ITEMS,
        "Каним ви да чуете какво е предвидено за алеята, осветлението и детските площадки и да кажете какво липсва.",
    )  # fmt: skip
    first = _ask(session, people["snezha"], "Ще остане ли място за пазара на местни производители край кея?")
    second = _ask(session, people["martin"], "Кога ще бъде публикуван договорът за осветлението като отворени данни?")
    _support(known, first, "VID09", 14)
    _support(known, second, "VID09", 9)
    begin_session(host=host, session_id=session.pk)
    points = list(session.items.order_by("position"))
    for person in ("ivo", "dragomira", "pepa", "kiro"):
        attend(person=people[person], session_id=session.pk, where="hall" if person != "ivo" else "online")
    count_hall(host=host, session_id=session.pk, numbers={"citizen": 37, "ngo": 3, "business": 4, "official": 5})
    for point in points[1:]:
        begin_item(host=host, session_id=session.pk, item_id=point.pk)
    _speaks(session, host, people["tsvetan"], "Алеята да бъде достъпна за колички по цялата дължина, а не само до кея.")
    turn = _speaks(
        session, host, people["dragomira"], "Училищата да получат кът за занятия на открито в северната част."
    )
    confirm_gist(person=people["dragomira"], session_id=session.pk, turn_id=turn.pk)
    guest = enter_guest(host=host, session_id=session.pk, name="Димитър Кацарски")
    call_turn(host=host, session_id=session.pk, turn_id=guest.pk)
    end_turn(
        host=host, session_id=session.pk, turn_id=guest.pk, gist="Вечер е тъмно: осветлението да започне от гарата."
    )
    answer_question(
        host=host, session_id=session.pk, post_id=first.pk, text="Да: отредени са дванайсет места, без такса до края на 2027 г."
    )  # fmt: skip
    end_session(host=host, session_id=session.pk)
    _publish(session, host, now)


def _publish(session: Session, host: User, now: datetime) -> None:
    """It was eight days ago; two days later its minutes were published."""
    _spread(session, minutes=65)
    _backdate(session, timedelta(days=8))
    session.refresh_from_db()
    with translation.override("bg"):
        publish_minutes(official=host, session_id=session.pk, text=write_minutes(session))
    published = now - timedelta(days=6)
    Minutes.objects.filter(session=session).update(at=published, published_at=published)
    Session.objects.filter(pk=session.pk).update(published_at=published, names_gone_at=published)
    Act.objects.filter(scope=session.scope, kind="minutes.published").update(at=published)
    Event.objects.filter(stream__name=session.scope).update(at=published)


def hold_live(known: Population, now: datetime, about: dict[str, Consultation]) -> None:
    """The forum in Kavarna that began half an hour ago, and two that are announced."""
    people, host = known.users, known.users["vladimir"]
    session = _announce(
        known, "DOB17", host, "Обществен форум: общината онлайн и на гише", "Читалище „Съгласие“, голямата зала, Каварна", now,
        KAVARNA_ITEMS, "Говорим за стратегията за цифровите услуги: кое да стане първо и как никой да не остане отвън.",
        about=about["kavarna-strategy"].scope, online_url="https://video.kavarna.example/forum",
    )  # fmt: skip
    posts = {
        "ginka": (12, "Ще може ли да си платя данъка в читалището в Българево, без компютър?"),
        "petya": (21, "Кога записването в детска градина ще става с едно подаване, без служебни бележки на хартия?"),
        "hristo": (8, "Ще видим ли онлайн докъде е стигнало едно заявление, както следим пратка?"),
        "yoana": (5, "Предвидена ли е помощ за хората в чужбина, които нямат електронен подпис?"),
    }
    made = {key: _ask(session, people[key], text) for key, (_n, text) in posts.items()}
    begin_session(host=host, session_id=session.pk)
    for key, post in made.items():
        _support(known, post, "DOB17", posts[key][0])
    begin_item(host=host, session_id=session.pk, item_id=session.items.get(position=2).pk)
    for place, key in enumerate(("ginka", "petya", "hristo", "yoana", "anelia", "krum", "silvia", "rumen", "iva")):
        attend(person=people[key], session_id=session.pk, where="online" if place % 3 else "hall")
    count_hall(host=host, session_id=session.pk, numbers={"citizen": 41, "ngo": 4, "business": 3, "official": 6})
    _speaks(session, host, people["emil"], "В Селце няма обхват: без пункт с човек услугите онлайн са само на хартия.")
    guest = enter_guest(host=host, session_id=session.pk, name="Стойка Минчева")
    call_turn(host=host, session_id=session.pk, turn_id=guest.pk)
    end_turn(host=host, session_id=session.pk, turn_id=guest.pk, gist="Иска обучение за възрастни два пъти седмично.")
    raise_hand(person=people["nevena"], session_id=session.pk, named=True)
    call_turn(host=host, session_id=session.pk)
    for key, named in (("rumen", True), ("silvia", False), ("krum", True)):
        raise_hand(person=people[key], session_id=session.pk, named=named)
    enter_guest(host=host, session_id=session.pk, name="Мехмед Али")
    raise_hand(person=people["emil"], session_id=session.pk, named=True)
    answer_question(
        host=host, session_id=session.pk, post_id=made["ginka"].pk,
        text="Да. От март читалищата в осем села приемат плащания с карта и в брой.",
    )  # fmt: skip
    _spread(session, minutes=30)
    _backdate(session, timedelta(minutes=2))
    instant.hold(known, session, now, _evening(now, days=2))
    _announced(known, now, about)


def _announced(known: Population, now: datetime, about: dict[str, Consultation]) -> None:
    soon = _announce(
        known, "DOB17", known.users["official"], "Обществен форум: бюджетът на Каварна за 2027 г.",
        "Община Каварна, зала „Чиракман“", _evening(now, days=6),
        (("Представяне на проекта", 20), ("Въпроси към кмета", 60), ("Какво ще се промени", 10)),
        "Преди гласуването в общинския съвет. Най-подкрепените въпроси получават отговор първи.",
    )  # fmt: skip
    post = _ask(soon, known.users["mitko"], "Колко са предвидени за пътя Раковски – Българево?")
    _support(known, post, "DOB17", 11)
    for person in ("maria", "stoyan", "ngo"):
        follow(user=known.users[person], scope=soon.scope)
    _announce(
        known, "VID09", known.users["o_vidin2"], "Обществен форум: какви данни да отвори общината", "Онлайн",
        _evening(now, days=13), (("Какво вече е публикувано", 15), ("Какво липсва", 45)),
        "Само онлайн. Кажете кои данни ви трябват и за какво.", about=about["vidin-open-data"].scope,
        online_url="https://video.vidin.example/danni",
    )  # fmt: skip
    _quiet()


def _announce(
    known: Population, place: str, host: User, title: str, venue: str, starts: datetime,
    items: tuple[tuple[str, int], ...], description: str, *, about: str = "", online_url: str = "",
) -> Session:  # fmt: skip
    points = [{"title": name, "minutes": minutes} for name, minutes in items]
    return announce_session(
        official=host, municipality_id=known.places[place].pk, title=title, venue=venue, starts_at=starts,
        ends_at=starts + timedelta(hours=2), description=description, about=about, online_url=online_url, items=points,
    )  # fmt: skip


def _evening(now: datetime, *, days: int) -> datetime:
    day = timezone.localtime(now) + timedelta(days=days)
    return day.replace(hour=18, minute=0, second=0, microsecond=0)


def _ask(session: Session, author: User, text: str) -> Post:
    return ask_question(author=author, session_id=session.pk, body=text)


def _support(known: Population, post: Post, place: str, n: int) -> None:
    voters = [one for one in known.residents[place] if one.pk != post.author_id and one.pk not in known.speaks_for]
    for voter in voters[post.pk % 7 : post.pk % 7 + n]:
        cast_ballot(voter=voter, question_id=post.question_id, choice="support")
    Question.objects.filter(pk=post.question_id).update(tally_sent_at=timezone.now())  # nobody was looking


def _speaks(session: Session, host: User, person: User, gist: str) -> Turn:
    turn = raise_hand(person=person, session_id=session.pk, named=True)
    call_turn(host=host, session_id=session.pk, turn_id=turn.pk)
    return end_turn(host=host, session_id=session.pk, turn_id=turn.pk, gist=gist)


def _spread(session: Session, *, minutes: int) -> None:
    """What was played in a second takes this long: points and turns follow each other in their order."""
    began = timezone.now() - timedelta(minutes=minutes)
    Session.objects.filter(pk=session.pk).update(starts_at=began, ends_at=began + timedelta(hours=2), began_at=began)
    points = list(session.items.filter(begun_at__isnull=False).order_by("position"))
    for place, item in enumerate(points):
        item.begun_at = began + timedelta(minutes=minutes * place / len(points))
        if item.ended_at:
            item.ended_at = began + timedelta(minutes=minutes * (place + 1) / len(points))
    AgendaItem.objects.bulk_update(points, ["begun_at", "ended_at"])
    turns = list(session.turns.order_by("raised_at", "pk"))
    share = minutes / max(len(points), 1)
    half, step = minutes - share, share / (len(turns) + 1)  # they speak in the last point that was begun
    for place, turn in enumerate(turns):
        turn.raised_at = began + timedelta(minutes=half + step * place / 2)
        if turn.called_at:
            turn.called_at = began + timedelta(minutes=half + step * (place + 0.5))
        if turn.ended_at:
            turn.ended_at = began + timedelta(minutes=half + step * (place + 1))
    Turn.objects.bulk_update(turns, ["raised_at", "called_at", "ended_at"])
    Post.objects.filter(thread=session.thread_id).update(created_at=began - timedelta(hours=5))
    FloorAnswer.objects.filter(session=session).update(at=began + timedelta(minutes=minutes * 0.9))
    Ballot.objects.filter(question__window=session.window_id).update(cast_at=began, changed_at=began)
    Act.objects.filter(scope=session.scope).update(at=began)
    Window.objects.filter(pk=session.window_id).update(opens_at=began - timedelta(days=9))


def _backdate(session: Session, by: timedelta) -> None:
    """Everything of the session happened earlier."""
    for model, (key, names) in MOVED.items():
        model.objects.filter(**{key: session}).update(**{name: F(name) - by for name in names})  # type: ignore[attr-defined]  # a model, each of them
    moments = ("starts_at", "ends_at", "began_at", "ended_at", "published_at", "created_at", "names_gone_at")
    Session.objects.filter(pk=session.pk).update(**{name: F(name) - by for name in moments})
    Window.objects.filter(pk=session.window_id).update(
        **{name: F(name) - by for name in ("opens_at", "stopped_at", "sealed_at")}
    )
    Post.objects.filter(thread=session.thread_id).update(created_at=F("created_at") - by)
    Ballot.objects.filter(question__window=session.window_id).update(
        cast_at=F("cast_at") - by, changed_at=F("changed_at") - by
    )
    Act.objects.filter(scope=session.scope).update(at=F("at") - by)
    Event.objects.filter(stream__name=session.scope).update(at=F("at") - by)


def _quiet() -> None:
    """Whoever had to be told of these sessions has been told."""
    Outbox.objects.filter(act__scope__startswith="session.").delete()
