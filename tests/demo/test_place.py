"""The filled demo must be what the actions would have left: everything counted is counted anew here."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from django.db.models import Count, F, Q

from demo import corpus
from demo.fill import empty, is_filled
from demo.people import DOMAIN, PASSWORD
from forums.models import Forum, Post, Thread, Topic
from participation.accounts.models import User
from participation.database import db_now
from participation.live.models import Event, Stream
from participation.organisations.models import Organisation
from participation.places.models import Municipality
from participation.record.models import Act, Outbox
from participation.record.subscribers import names_for
from participation.record.worker import run_due
from participation.voting.actions import seal_due_windows, tell_untold_tallies
from participation.voting.actions.sealing import digest_of
from participation.voting.folding import publishable
from participation.voting.models import Ballot, Question, TallyRow, Window
from participation.voting.selectors import recount, tally_of
from proposals import readiness
from proposals.actions import lifecycle
from proposals.models import Clause, Consultation, Passage, Proposal, Suggestion
from proposals.selectors.states import with_state

pytestmark = pytest.mark.usefixtures("place")


def wrong_tallies() -> list[int]:
    """Questions whose shown tally is not what their ballots say."""
    return [pk for pk in Question.objects.values_list("pk", flat=True) if tally_of(pk).groups != recount(pk).groups]


def wrong_threads() -> list[int]:
    """Threads whose number of posts is not the number of readable posts."""
    readable = Count("posts", filter=Q(posts__hidden_at=None, posts__deleted_at=None))
    return list(Thread.objects.annotate(n=readable).exclude(n=F("post_count")).values_list("pk", flat=True))


def test_every_tally_is_what_the_ballots_say() -> None:
    assert Ballot.objects.count() > 3000
    assert wrong_tallies() == []


def test_a_wrong_tally_would_be_seen() -> None:
    row = TallyRow.objects.filter(n__gt=0).first()
    assert row is not None
    TallyRow.objects.filter(pk=row.pk).update(n=row.n + 1)
    assert wrong_tallies() == [row.question_id]


def test_counters_of_threads_and_clauses() -> None:
    assert wrong_threads() == []
    pending = Count("suggestions", filter=Q(suggestions__state="pending", suggestions__hidden_at=None))
    assert not Clause.objects.annotate(n=pending).exclude(n=F("suggestion_count")).exists()
    assert Thread.objects.update(post_count=F("post_count") + 1) == len(wrong_threads()), "the check can fail"


def test_sealed_windows_hold_the_recounted_tallies() -> None:
    sealed = list(Window.objects.exclude(sealed_at=None))
    assert len(sealed) == 7
    for window in sealed:
        questions = list(window.questions.all())
        assert all(question.sealed == publishable(recount(question.pk).groups) for question in questions)
        assert window.digest == digest_of(questions)


def test_nothing_was_said_or_voted_outside_the_window() -> None:
    forums = set(Forum.objects.values_list("window_id", flat=True))
    assert len(forums) >= 20
    for window in Window.objects.exclude(opens_at=None):
        ends = window.stopped_at or window.closes_at or db_now()
        if not window.scope.startswith(
            ("session.", "project.")
        ):  # these stand open while their hosts and teams let them
            assert (window.closes_at is None) == (window.pk in forums), "a forum never closes"
        outside = ~Q(cast_at__range=(window.opens_at, ends))
        assert not Ballot.objects.filter(outside, question__window=window).exists(), window
        late = ~Q(created_at__range=(window.opens_at, ends))
        assert not Post.objects.filter(late, thread__window=window).exists(), window
        assert not Suggestion.objects.filter(late, thread__window=window).exists(), window


def test_answers_stand_under_first_posts_and_come_later() -> None:
    answers = Post.objects.exclude(parent=None).filter(thread__scope__startswith="consultation.")
    assert answers.count() > 150
    assert not answers.exclude(thread=F("parent__thread")).exists()
    assert not answers.exclude(parent__parent=None).exists()
    assert not answers.filter(created_at__lt=F("parent__created_at")).exists()


def test_topics_are_numbered_and_name_their_newest_post() -> None:
    for topic in Topic.objects.select_related("thread", "last_post"):
        numbers = list(topic.thread.posts.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, topic.thread.last_number + 1)), topic
        assert topic.last_post and topic.last_post.number == numbers[-1]
    assert not Post.objects.filter(created_at__lt=F("parent__created_at")).exists()
    assert Topic.objects.filter(thread__post_count__gt=60).exists()


def test_every_act_is_recorded_once_and_in_order() -> None:
    kinds = Counter(Act.objects.values_list("kind", flat=True))
    talked = Post.objects.filter(thread__scope__startswith="topic.").count()
    assert kinds["comment.created"] == Post.objects.count() - talked
    assert kinds["topic.created"] == Topic.objects.count() >= 8
    assert kinds["post.created"] + kinds["topic.created"] == talked
    assert (
        kinds["suggestion.created"] == Suggestion.objects.count() == Proposal.objects.exclude(suggestion=None).count()
    )
    assert kinds["ballot.cast"] == Ballot.objects.exclude(question__kind="option").count()
    assert not Act.objects.filter(kind="ballot.cast").exclude(actor=None).exists()
    for scope in Act.objects.exclude(scope="").values_list("scope", flat=True).distinct():
        moments = list(Act.objects.filter(scope=scope).order_by("id").values_list("at", flat=True))
        assert all(earlier <= later for earlier, later in pairwise(moments)), scope


def test_streams_are_gapless_to_their_end() -> None:
    assert Event.objects.count() > 50
    for stream in Stream.objects.all():
        kept = list(stream.events.order_by("seq").values_list("seq", flat=True))
        assert kept == list(range(stream.seq - len(kept) + 1, stream.seq + 1)), stream


def test_the_last_tally_told_is_the_tally() -> None:
    told = {event.ref: event.data for event in Event.objects.filter(kind="tally").order_by("id")}
    assert told
    for ref, data in told.items():
        question = Question.objects.get(ref=ref)
        assert data == {**tally_of(question.pk).as_data(), "groups": {}, "ref": ref}


def test_states() -> None:
    states = Counter(one.state for one in with_state(Consultation.objects.all()))
    expected = {"preparing": 1, "announced": 1, "open": 5, "closed": 1, "answered": 2, "adopted": 1, "withdrawn": 1}
    assert states == expected
    places = set(Consultation.objects.values_list("municipality", flat=True))
    assert len(places) >= 5


def test_the_worker_finds_nothing_left_to_do() -> None:
    assert (lifecycle.tell_openings(), lifecycle.tell_reminders(), lifecycle.close_due()) == (0, 0, 0)
    assert seal_due_windows() == 0
    assert tell_untold_tallies() == 0


def test_published_ones_lack_nothing_that_the_law_wants() -> None:
    for consultation in Consultation.objects.exclude(stage="preparing").select_related("municipality", "window"):
        lacking = [item.code for item in readiness.check(consultation) if not item.ok and not item.is_advice]
        assert [code for code in lacking if code not in ("closes_at", "term", "short_term_reason")] == [], consultation
        window = consultation.window
        assert window.opens_at is not None and window.closes_at is not None
        if consultation.kind != Consultation.Kind.IDEA:
            days = readiness.term_days(consultation, window.opens_at, window.closes_at)
            assert days >= (14 if consultation.short_term_reason else 30), consultation


def test_reports_answer_every_proposal_with_reasons() -> None:
    for consultation in Consultation.objects.filter(stage__in=("answered", "adopted")):
        proposals = list(consultation.proposals.order_by("number"))
        assert [proposal.number for proposal in proposals] == list(range(1, len(proposals) + 1))
        assert {proposal.outcome for proposal in proposals} == {"accepted", "partly", "rejected"}
        assert all(proposal.reason for proposal in proposals)


def test_the_official_has_begun_to_answer_and_has_more_to_do() -> None:
    waiting = Proposal.objects.filter(consultation__stage="published", consultation__closed_told_at__isnull=False)
    assert waiting.exclude(outcome="").count() == 2
    assert waiting.filter(outcome="").count() >= 10
    assert waiting.exclude(post=None).get().post.is_proposal
    assert not waiting.exclude(number=None).exists()
    partly = Proposal.objects.filter(consultation__stage="answered", outcome="partly", suggestion__isnull=False)
    assert partly.exclude(resulting_text="").count() >= 5


def test_whom_to_sign_in_as() -> None:
    for key in ("citizen", "citizen2", "ngo", "official", "moderator", "volunteer", "coordinator", "admin"):
        user = User.objects.get(email=f"{key}@{DOMAIN}")
        assert user.check_password(PASSWORD)
        assert user.emailaddress_set.get().verified
    assert Organisation.objects.filter(representatives__user__email=f"ngo@{DOMAIN}", state="vouched").exists()


def test_clauses_are_many_and_texts_are_not_repeated() -> None:
    for consultation in Consultation.objects.exclude(stage="preparing"):
        assert 9 <= Passage.objects.filter(version__consultation=consultation).count() <= 40
    bodies = Counter(Post.objects.values_list("body", flat=True))
    assert len(bodies) > 350
    assert [body for body, number in bodies.items() if number > 1 and len(body) > 12] == []


def test_everybody_in_the_content_is_found() -> None:
    assert User.objects.count() >= len(corpus.people()) + 1
    assert Organisation.objects.count() == len(corpus.organisations())


def test_emptying_leaves_the_municipalities_alone() -> None:
    before = Municipality.objects.count()
    empty()
    assert not is_filled()
    assert not any(table.objects.exists() for table in (User, Organisation, Ballot, Act, Event, Passage))
    assert Municipality.objects.count() == before > 200


def test_the_worker_tells_what_was_left_for_it() -> None:
    left = Outbox.objects.filter(done_at=None)
    known = {
        name
        for kind in ("comment.created", "post.created", "report.published", "moderation.hidden")
        for name in names_for(kind)
    }
    assert set(left.values_list("subscriber", flat=True)) <= known
    assert bool(known) == left.exists()
    while run_due():
        pass
    assert not left.exists()
    assert not Outbox.objects.exclude(error="").exists()
