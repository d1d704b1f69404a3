"""A consultation in each state with everything on it, and one person of each role: what the matrix walks through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from forums.actions import add_post
from forums.models import Forum, Post, Topic
from gatherings.actions.hosting import call_turn, end_turn, enter_guest
from gatherings.actions.naming import name_host
from gatherings.actions.polling import ask_everybody
from gatherings.actions.taking_part import ask_question, raise_hand
from participation.accounts.actions import make_token
from participation.accounts.models import User
from participation.database import db_now
from participation.documents.actions import add_attachment, start_import
from participation.links.models import LinkCard
from participation.links.selectors import digest_of
from participation.moderation.actions import appeal_decision, decide, report_thing
from participation.moderation.models import Appeal, Decision
from participation.notifications.actions import follow, unfollow
from participation.notifications.models import Notification
from participation.organisations.actions import invite_representative
from participation.organisations.models import Invitation
from participation.pictures.actions import Wanted, keep_picture
from participation.places.models import Municipality, Role
from participation.polls.actions import close_poll, vote_in_poll
from participation.voting.actions import cast_ballot, seal_window
from participation.voting.models import Window
from proposals.actions.answering import answer_proposals, publish_report, stamp
from proposals.actions.carrying import carry
from proposals.actions.taking_part import suggest_wording
from proposals.models import Consultation
from tests.security.card_rows import card_numbers
from tests.security.expense_rows import expense_numbers
from tests.security.giving_rows import giving_numbers
from tests.security.money_rows import money_numbers
from tests.security.statement_rows import statement_numbers
from tests.security.task_world import task_numbers
from tests.support import factories as make
from tests.support import pictures
from tests.support.projects import project_numbers
from tests.support.treasury import treasury_numbers
from tests.support.volunteers import matrix_numbers

STATES = ("preparing", "announced", "open", "closed", "answered")
ROLES = ("anonymous", "citizen", "representative", "official elsewhere", "official", "moderator", "administrator")
DETAILS = {
    "institution": "Кмет на община Каварна",
    "contact_name": "Деница Георгиева",
    "contact_email": "d@kavarna.example",
    "way_counter": "Стая 3",
    **{f"document_{name}": "Текст." for name in ("introduction", "aims", "process", "related", "questions")},
}


@dataclass
class World:
    """Numbers to fill into addresses and bodies, and who asks."""

    state: str
    people: dict[str, User | None]
    numbers: dict[str, Any] = field(default_factory=dict)


def build(state: str) -> World:
    """The world with its consultation in this state. Comment, suggestion, ballot, token and follow are the citizen's."""
    place, elsewhere = make.place(), make.place("BGS04", "Бургас", "Burgas")
    ngo = make.organisation(place)
    waiting = make.organisation(place, "Сдружение „Нови хора“", state="pending")
    people: dict[str, User | None] = {
        "anonymous": None,
        "citizen": make.person("Стефка Петрова"),
        "representative": make.representative(ngo),
        "official elsewhere": make.official(elsewhere, "Чужд Служител"),
        "official": make.official(place),
        "moderator": make.moderator(place),
        "administrator": make.person("Администратор", is_staff=True, is_superuser=True),
    }
    citizen, official = people["citizen"], people["official"]
    assert citizen
    assert official
    what = make.consultation(place, **DETAILS, planned_closes_at=db_now() + timedelta(days=40))
    clause, other = make.clauses(what)
    shown = keep_picture(owner=citizen, file=pictures.upload(), description="Улица")
    post = add_post(author=citizen, thread_id=clause.thread_id, body="Мнение на гражданка", pictures=[Wanted(shown.pk)])
    unsent, card = keep_picture(owner=citizen, file=pictures.upload()), _card(post)
    wish = suggest_wording(author=citizen, clause_id=other.pk, text="Друго", reason="По-ясно е")
    cast_ballot(voter=citizen, question_id=clause.question_id, choice="support")
    follow(user=citizen, scope=what.scope)
    job = start_import(uploader=official, text="# А\n\nб", scope=what.scope)
    key, _token = make_token(user=citizen, name="свой")
    decided, hidden_picture = _hidden(citizen, clause.thread_id, people["moderator"])
    notice = report_thing(reporter=None, ref=f"suggestion.{wish.pk}", reason="insult")
    second, kept, appeal = _looked_at(clause.thread_id, people["moderator"], place)
    forum, topic, said = _talked(place, citizen)
    invite_representative(representative=people["representative"], organisation_id=ngo.pk, email=citizen.email)  # type: ignore[arg-type]  # this one is a person
    gathered = forum_of(official, people["representative"], clause.pk)
    _move(what, state, official)
    wish.proposal.refresh_from_db()
    plans = {**DETAILS, "planned_closes_at": db_now() + timedelta(days=40)}
    draft = make.draft(place, **plans) if state == "preparing" else what  # one without clauses, as drafts really are
    paper = add_attachment(
        uploader=official, file=SimpleUploadedFile("plan.txt", "Приложение".encode()), scope=draft.scope, kind="annex",
        is_public=state != "preparing",
    )  # fmt: skip
    leader: Any = people["representative"]
    numbers = {
        "c": what.pk, "draft": draft.pk, "scope": what.scope, "clause": clause.pk, "clause2": other.pk, "q": clause.question_id,
        "sq": wish.question_id, "post": post.pk, "wish": wish.pk, "prop": wish.proposal.pk, "job": job.pk,
        "token": key.pk, "org": ngo.pk, "waiting": waiting.pk, "place": place.code, "place_id": place.pk, "mail": citizen.email,
        "seen": stamp(wish.proposal), "file": paper.pk, "decided": decided.pk, "guest": make.representative(ngo, "Колежка").pk,
        "asked": Invitation.objects.get(organisation=ngo).pk,
        "other_mail": people["administrator"].email,  # type: ignore[union-attr]  # this one is a person
        "picture": shown.key, "unsent": unsent.key, "hidden_picture": hidden_picture, "card": card.key,
        "note": Notification.objects.get(user=citizen).pk, "notice": notice.receipt, "kept": kept, "second": second.pk,
        "appeal": appeal.pk,
    }  # fmt: skip
    numbers = joined(
        gathered, numbers, forum_numbers(forum, topic, said), _polls(place, official, citizen), money_numbers(place, citizen),
        giving_numbers(place, citizen), statement_numbers(place, official), card_numbers(place, citizen),
        task_numbers(place, leader, citizen), project_numbers(place, citizen, leader, ngo),
        treasury_numbers(place, leader, official), matrix_numbers(place, citizen, leader),
    )  # fmt: skip
    numbers = joined(numbers, expense_numbers(place, citizen, numbers["pr_hidden"]))
    name_host(by=official, session_id=numbers["s"], person_id=numbers["guest"])
    return World(state, people, numbers)


def joined(*parts: Mapping[str, Any]) -> dict[str, Any]:
    """All of them. Raises ValueError where two areas call their things the same: rows would ask for the other's."""
    numbers: dict[str, Any] = {}
    for part in parts:
        if doubled := numbers.keys() & part.keys():
            raise ValueError(f"named twice: {', '.join(sorted(doubled))}")
        numbers |= part
    return numbers


def _talked(place: Municipality, citizen: User) -> tuple[Forum, Topic, Post]:
    """A topic that the citizen began in the forum of the place, and what somebody else said in it."""
    forum = make.forum(place)
    topic = make.topic(forum, citizen)
    unfollow(user=citizen, scope=topic.scope)  # so that following it changes something for everybody
    return forum, topic, make.posts(topic, 1, make.person("Друг Човек"))[0]


def forum_numbers(forum: Forum, topic: Topic, said: Post) -> dict[str, int]:
    """The names of the matrix for these, for the topic's first post and its question, and for where it can be moved."""
    part, part2 = forum.categories.order_by("position")[:2]
    first = Post.objects.get(thread=topic.thread_id, number=1)
    return {
        "forum": forum.pk, "part": part.pk, "part2": part2.pk, "topic": topic.pk, "into": make.topic(forum).pk,
        "alone": make.topic(forum, topic.author).pk,
        "tpost": first.pk, "tq": first.question_id, "said": said.pk,
    }  # fmt: skip


def forum_of(official: User, speaker: User | None, clause_id: int) -> dict[str, int]:
    """Public forum sessions in each state; in the live one the representative asked, spoke, and the question was carried."""
    made = {state: make.gathering(by=official, state=state) for state in ("live", "announced", "ended", "published")}
    live = made["live"].pk
    asked = ask_question(author=speaker, session_id=live, body="Кога започва?")
    spoke = raise_hand(person=speaker, session_id=live, named=True)
    call_turn(host=official, session_id=live)
    end_turn(host=official, session_id=live, turn_id=spoke.pk, gist="Да започне през май.")
    waits = enter_guest(host=official, session_id=live, name="Гост")
    carried = carry(official=official, session_id=live, clause_id=clause_id, question_id=asked.pk)
    return {
        "s": live, "soon": made["announced"].pk, "over": made["ended"].pk, "public": made["published"].pk,
        "asked_post": asked.pk, "fq": asked.question_id, "spoke": spoke.pk, "waits": waits.pk,
        "instant": ask_everybody(host=official, session_id=live, title="Да?").pk,
        "item": made["live"].items.get(position=2).pk, "carried": carried.pk,
    }  # fmt: skip


def _polls(place: Municipality, official: User, citizen: User) -> dict[str, Any]:
    """An open poll with the citizen's vote, one of organisations, one that waits to be opened, one that has closed."""
    voted = make.poll(place, "yesno", host=official)
    vote_in_poll(voter=citizen, poll_id=voted.pk, marks={"yes": 1})
    closed = make.poll(place, host=official)
    close_poll(host=official, poll_id=closed.pk, reason="Готово")
    return {
        "poll": voted.pk, "poll_closed": closed.pk, "poll_fresh": make.poll(place, host=official).pk,
        "poll_prepared": make.poll(place, host=official, is_open=False).pk,
        "poll_orgs": make.poll(place, host=official, by="organisation").pk,
        "later": (db_now() + timedelta(days=3)).isoformat(),
    }  # fmt: skip


def _card(post: Post) -> LinkCard:
    """The card of a link that stands in the post, with its picture."""
    url = f"https://site.example/{post.pk}"  # a world may stand beside another
    card = LinkCard(digest=digest_of(url), url=url, title="Заглавие")
    card.picture.save("picture", pictures.upload(), save=False)
    card.save()
    Post.objects.filter(pk=post.pk).update(link=card.url)
    return card


def _hidden(author: User, thread_id: int, moderator: User | None) -> tuple[Decision, str]:
    """Something of the author's that a moderator has hidden, with the key of its picture; the author was told."""
    assert moderator
    shown = keep_picture(owner=author, file=pictures.upload(), description="Улица")
    post = add_post(author=author, thread_id=thread_id, body="Обида", pictures=[Wanted(shown.pk)])
    report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult")
    decision = decide(
        moderator=moderator, ref=f"post.{post.pk}", outcome="hide", rule="insults", facts="Обижда", reason="Обида"
    )
    return decision, shown.key


def _looked_at(thread_id: int, moderator: User | None, place: Municipality) -> tuple[Decision, str, Appeal]:
    """What a colleague of the moderator decided: one that waits for a second, one that left something as it is (its
    receipt), and an appeal against a warning.
    """
    assert moderator
    colleague = make.moderator(place, "Служителка и модератор")
    clerk = make.moderator(place, "Друга служителка")
    Role.objects.create(user=clerk, municipality=place, kind=Role.Kind.OFFICIAL)
    author, why = make.person("Рязък Глас"), {"rule": "insults", "facts": "Обижда", "reason": "Обида"}
    posts = [add_post(author=author, thread_id=thread_id, body=words) for words in ("едно", "две", "три")]
    notices = [report_thing(reporter=None, ref=f"post.{post.pk}", reason="insult") for post in posts]
    waits = decide(moderator=clerk, ref=f"post.{posts[0].pk}", outcome="hide", **why)
    decide(moderator=colleague, ref=f"post.{posts[1].pk}", outcome="keep")
    warned = decide(moderator=colleague, ref=f"post.{posts[2].pk}", outcome="warn", **why)
    return waits, notices[1].receipt, appeal_decision(person=author, decision_id=warned.pk, text="Не е така")


def _move(what: Consultation, state: str, official: User) -> None:
    """Bring an open consultation into a state; while it is being prepared its clauses exist all the same, to tempt."""
    now, window = db_now(), Window.objects.filter(pk=what.window_id)
    if state == "preparing":
        window.update(opens_at=None, closes_at=None)
        Consultation.objects.filter(pk=what.pk).update(stage="preparing", published_at=None)
    elif state == "announced":
        window.update(opens_at=now + timedelta(days=1))
    elif state in ("closed", "answered"):
        make.close(what)
        seal_window(what.window_id)
        ids = list(what.proposals.values_list("pk", flat=True))
        answer_proposals(official=official, consultation_id=what.pk, proposal_ids=ids, outcome="accepted")
        if state == "answered":
            publish_report(official=official, consultation_id=what.pk)
